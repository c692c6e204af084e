package import ArgumentParser
import CanonicalJSON
import Experiments

/// What a verb or the program takes, read from its own declaration: what help, the manual page and
/// the shells' completions are made from.
package struct CommandDescription: Sendable, Hashable {
  /// An argument, an option with a value, or a flag.
  package struct Argument: Sendable, Hashable {
    /// How it is given.
    package enum Kind: String, Sendable, Hashable {
      case positional
      case option
      case flag
    }

    package var kind: Kind
    /// As typed: `-q`, `--quiet`; none for a positional argument.
    package var names: [String]
    package var valueName: String
    package var isOptional: Bool
    package var isRepeating: Bool
    package var defaultValue: String?
    /// The values that an option takes, where it says so; empty when it takes others.
    package var values: [String]
    package var help: String

    /// In a synopsis: `[--drop NUMBER]`, `FILE`, `[TEXT...]`.
    package var synopsis: String {
      let inner = label + (isRepeating && kind == .positional ? "..." : "")
      return isOptional || kind == .flag ? "[\(inner)]" : inner
    }

    /// In a list: `--drop NUMBER`, `FILE`.
    package var label: String {
      switch kind {
      case .positional: valueName
      case .option: "\(names.joined(separator: ", ")) \(valueName)"
      case .flag: names.joined(separator: ", ")
      }
    }
  }

  package var name: String
  package var abstract: String
  package var discussion: String
  package var arguments: [Argument]
  package var subcommands: [CommandDescription]
  /// The subcommand that is meant when none is named.
  package var defaultSubcommand: String?

  /// Reads a command's declaration.
  package init(_ command: any ParsableCommand.Type) {
    // The argument parser tells of its declarations in this form only.
    let dump = try? JSONValue(parsing: command._dumpHelp())
    self.init(dump?["command"] ?? .null)
  }

  private init(_ json: JSONValue) {
    name = json["commandName"]?.stringValue ?? ""
    abstract = json["abstract"]?.stringValue ?? ""
    discussion = json["discussion"]?.stringValue ?? ""
    defaultSubcommand = json["defaultSubcommand"]?.stringValue
    arguments = (json["arguments"]?.arrayValue ?? []).compactMap(Argument.init)
    subcommands = (json["subcommands"]?.arrayValue ?? []).map { CommandDescription($0) }
      .filter { $0.name != "help" }
  }

  /// How it is typed, one line for each form: options first, arguments as in a shell's manual.
  package func synopses(prefix: String = "") -> [String] {
    guard !subcommands.isEmpty else {
      let options = arguments.filter { $0.kind != .positional }
      let positional = arguments.filter { $0.kind == .positional }
      return [([prefix + name] + (options + positional).map(\.synopsis)).joined(separator: " ")]
    }
    return subcommands.flatMap { command in
      var command = command
      if command.name == defaultSubcommand { command.name = "[\(command.name)]" }
      return command.synopses(prefix: "\(prefix)\(name) ")
    }
  }
}

extension CommandDescription.Argument {
  fileprivate init?(_ json: JSONValue) {
    guard json["shouldDisplay"] != false,
      let kind = json["kind"]?.stringValue.flatMap(Kind.init(rawValue:))
    else { return nil }
    let names = (json["names"]?.arrayValue ?? []).compactMap { name in
      name["name"]?.stringValue.map { (name["kind"] == "short" ? "-" : "--") + $0 }
    }
    // Every command has this one, and help says so once.
    guard !names.contains("--help"), !names.contains("--version") else { return nil }
    self.kind = kind
    self.names = names.sorted { $0.count < $1.count }
    valueName = (json["valueName"]?.stringValue ?? "").uppercased()
    isOptional = json["isOptional"] == true || json["defaultValue"] != nil
    isRepeating = json["isRepeating"] == true
    defaultValue = json["defaultValue"]?.stringValue
    let list = json["completionKind"]?["list"]?["values"]?.arrayValue ?? []
    values = list.compactMap(\.stringValue)
    help = json["abstract"]?.stringValue ?? ""
  }
}
