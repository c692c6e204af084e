import ArgumentParser
package import Experiments
import Presentation

/// What generated files are made of.
package struct GenerationSource: Sendable {
  /// The program with its options.
  package var program: CommandDescription
  package var version: String
  /// The variables that decide how models are reached.
  package var variables: [ServiceVariable]

  package init(program: CommandDescription, version: String, variables: [ServiceVariable]) {
    self.program = program
    self.version = version
    self.variables = variables
  }
}

/// A file that other programs read about koderz, made from the same declarations as `help`.
package struct GeneratedFile: Sendable {
  /// What `koderz --generate` calls it.
  package var name: String
  /// Where the committed copy is, from the package's folder.
  package var path: String
  package var text: @Sendable (GenerationSource) throws -> String
}

/// Every file that is generated.
package enum GeneratedFiles {
  /// A new one is one file and one line here.
  package static let all: [GeneratedFile] = [
    .init(name: "man", path: "docs/koderz.1") {
      ManualPage(program: $0.program, version: $0.version).text
    },
    .init(name: "bash", path: "docs/completions/koderz.bash") {
      BashCompletion.text($0.program)
    },
    .init(name: "zsh", path: "docs/completions/_koderz") {
      ZshCompletion.text($0.program)
    },
    .init(name: "fish", path: "docs/completions/koderz.fish") {
      FishCompletion.text($0.program)
    },
    .init(name: "env", path: ".env.example") { EnvironmentExample.text($0.variables) },
    .init(name: "json", path: "docs/json.md") { _ in try RecordPages.text() },
    .init(name: "schema", path: "docs/json.schema.json") { _ in
      try RecordSchema.document(of: Records.all)
    },
  ]
}

/// The verbs as the command line offers them.
enum VerbsOutside {
  /// Every verb that a system's shell can be asked for, with its declaration.
  static let all: [(verb: any Verb.Type, command: CommandDescription)] = VerbRegistry.all
    .filter { $0.name != SystemCommand.name }
    .map { ($0, CommandDescription($0)) }
}
