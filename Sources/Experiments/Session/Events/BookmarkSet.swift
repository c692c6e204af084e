/// A name for an attempt; nil takes the name back.
package struct BookmarkSet: ExperimentContent {
  package static let kind: EventKind = "bookmark"
  package var name: String
  package var number: Int?

  package init(name: String, number: Int?) {
    self.name = name
    self.number = number
  }

  package func apply(to experiment: inout Experiment, _ event: Event) throws(EventError) {
    if let number { try experiment.require(attempt: number, event) }
    experiment.position.bookmarks[name] = number
  }
}
