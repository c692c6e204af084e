/// The names of the slots a prompt is made of, in the order they stand by convention.
package enum SlotName {
  /// Who the model is to be, and in what form it answers.
  package static let system = "system"
  /// The problem's own text.
  package static let problem = "problem"
  /// The spec in use.
  package static let spec = "spec"
  /// The code of the attempt before.
  package static let lastCode = "code"
  /// How that code failed, as far as `feedback` lets the coder see.
  package static let failure = "failure"
  /// The notice that attempts keep ending alike.
  package static let plateau = "plateau"
  /// What a person or a reviewer said.
  package static let guidance = "guidance"
  /// The attempts that a reviewer reads.
  package static let attempts = "attempts"
  /// What to do and how to answer.
  package static let instructions = "instructions"
  /// The whole user message as a person edited it.
  package static let edited = "edited"
}
