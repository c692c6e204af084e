import Experiments
import Runs

/// The example of a `.env` file: every variable with its meaning, none of them set.
enum EnvironmentExample {
  private static let heading = """
    # Copy to .env in the folder you start koderz from. Variables of the environment win over this file.
    # show --origin tells where each value came from; keys are never shown, stored or logged.

    """

  static func text(_ variables: [ServiceVariable]) -> String {
    let settings = SettingDeclarations.all.map {
      entry($0.variable, $0.help, example: $0.fallback)
    }
    let workspace = entry(
      "KODERZ_WORKSPACE",
      "the folder that holds sessions/ and data/; else the nearest one upwards that has both",
      example: "/home/me/lab")
    return
      ([heading] + variables.map { entry($0.name, $0.help, example: $0.example) }
      + ["\n# Where koderz works, and its settings; set wins over these.", workspace] + settings)
      .joined(separator: "\n") + "\n"
  }

  private static func entry(_ name: String, _ help: String, example: String) -> String {
    "# \(help)\n# \(name)=\(example)"
  }
}
