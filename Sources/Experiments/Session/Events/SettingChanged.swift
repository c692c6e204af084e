/// A setting of this session was given a value, or unset when `value` is nil.
package struct SettingChanged: EventContent {
  package static let kind: EventKind = "setting-changed"
  package var name: String
  package var value: String?

  package init(name: String, value: String?) {
    self.name = name
    self.value = value
  }

  package func apply(to state: inout SessionState, _ event: Event) {
    state.remember(.setting(name: name, value: state.settings[name]), of: event)
    state.settings[name] = value
  }
}
