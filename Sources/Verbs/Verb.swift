package import ArgumentParser
package import Presentation

/// A command of the shell; the same type is the command-line subcommand.
///
/// One type in one file holds everything about a verb: its name and help (`configuration`), its
/// arguments, what it needs, how it is used. It acts through the workspace and answers with a reply;
/// it never prints.
package protocol Verb: ParsableCommand {
  /// Where `help` lists it.
  static var group: VerbGroup { get }
  /// Other words for it, such as `s` for `step`.
  static var aliases: [String] { get }
  /// The records that it may give; a test fails when it gives another.
  static var records: [any ReplyRecord.Type] { get }
  /// What it may do beside answering.
  static var effects: Set<VerbEffect> { get }
  /// What must be so before it runs.
  static var requires: [Requirement] { get }
  /// Real uses of it, at least two, for `help`; a test runs them.
  static var examples: [String] { get }
  /// Verbs and topics that `help` names beside it.
  static var seeAlso: [String] { get }
  /// What an empty line after it does: nothing unless it says so.
  static var repeats: Bool { get }
  /// Whether it sends the next request, so that repeating it says what that costs.
  static var asksCoder: Bool { get }
  /// What its arguments name, for completion, in order; the last one counts for the rest.
  static var completions: [ArgumentCompletion] { get }

  /// Does what the verb says.
  ///
  /// - Throws: `WorkbenchError`, `StoreError` and the like, said to the person as they are;
  ///   `CancellationError` when stopped.
  func run(in context: VerbContext) async throws -> Reply
}

extension Verb {
  package static var aliases: [String] { [] }
  package static var requires: [Requirement] { [] }
  package static var examples: [String] { [] }
  package static var seeAlso: [String] { [] }
  package static var repeats: Bool { false }
  package static var asksCoder: Bool { false }
  package static var completions: [ArgumentCompletion] { [] }

  /// The verbs inside it: `spec show`.
  package static var parts: [any Verb.Type] {
    configuration.subcommands.compactMap { $0 as? any Verb.Type }
  }

  /// The records that the verbs inside it may give, each once.
  package static var recordsOfParts: [any ReplyRecord.Type] {
    Records.distinct(parts.flatMap { $0.records })
  }

  /// What the verbs inside it may do.
  package static var effectsOfParts: Set<VerbEffect> {
    parts.reduce(into: []) { $0.formUnion($1.effects) }
  }

  /// The verb inside it with a name; itself when there is none.
  static func part(named name: String) -> any Verb.Type {
    parts.first { $0.name == name } ?? self
  }

  /// The verb's name.
  package static var name: String { configuration.commandName ?? "\(Self.self)".lowercased() }
}

/// The groups of verbs, in the order `help` lists them.
package enum VerbGroup: String, Sendable, Hashable, CaseIterable {
  case session
  case problems
  case specs
  case stepping
  case steering
  case history
  case comparing
  case models
  case batch
}

/// What a verb needs before it can run; checked in one place, with one wording.
package enum Requirement: Sendable, Hashable {
  case problem
  case attempt
}

/// What an argument names, for completion.
package enum ArgumentCompletion: Sendable, Hashable {
  case problem
  case node
  /// Attempts from one to another: `@1..@4`.
  case range
  case branch
  case spec
  case model
  case setting
  /// A value of the setting that the argument before names.
  case settingValue
  case session
  case verb
  /// A verb, topic, setting or group that help explains.
  case helpWord
  case alias
  /// A verb with its own arguments, to the end of the line.
  case command
  case prompt
  /// What list shows: the problem's texts, or an attempt.
  case listed
  case path
  case words([String])
}
