import ArgumentParser

/// A file that other programs read about koderz, made from the same declarations as `help`.
package struct GeneratedFile: Sendable {
  /// What `koderz --generate` calls it.
  package var name: String
  /// Where the committed copy is, from the package's folder.
  package var path: String
  /// Its text, for a program with these options.
  package var text: @Sendable (_ program: CommandDescription, _ version: String) -> String
}

/// Every file that is generated.
package enum GeneratedFiles {
  /// A new one is one file and one line here.
  package static let all: [GeneratedFile] = [
    .init(name: "man", path: "docs/koderz.1") { ManualPage(program: $0, version: $1).text },
    .init(name: "bash", path: "docs/completions/koderz.bash") { program, _ in
      BashCompletion.text(program)
    },
    .init(name: "zsh", path: "docs/completions/_koderz") { program, _ in
      ZshCompletion.text(program)
    },
    .init(name: "fish", path: "docs/completions/koderz.fish") { program, _ in
      FishCompletion.text(program)
    },
  ]
}

/// The verbs as the command line offers them.
enum VerbsOutside {
  /// Every verb that a system's shell can be asked for, with its declaration.
  static let all: [(verb: any Verb.Type, command: CommandDescription)] = Verbs.all
    .filter { $0.name != SystemCommand.name }
    .map { ($0, CommandDescription($0)) }
}
