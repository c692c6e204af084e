import Presentation
import Runs
import Testing

@testable import Shell

/// The engine names the choices in words, since it shows nothing; they are the styles there are.
@Suite struct DisplayStyleChoicesTests {
  @Test(
    arguments: [
      ("theme", Theme.names), ("diff", DisplayStyle.DiffStyle.allCases.map(\.rawValue)),
      ("stream", DisplayStyle.StreamStyle.allCases.map(\.rawValue)),
    ])
  func `a setting offers every style there is`(name: String, styles: [String]) {
    #expect(SettingDeclarations.named(name)?.kind == .choice(styles))
  }

  @Test func `the style of the day is what the settings say`() {
    let settings = Settings(environment: [
      "KODERZ_THEME": "light", "KODERZ_DIFF": "side-by-side", "KODERZ_STREAM": "off",
    ])
    #expect(DisplayStyle(settings) == DisplayStyle(theme: .light, diff: .sideBySide, stream: .off))
  }
}
