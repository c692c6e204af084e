/// The names of the slots a prompt is made of, in the order they stand by convention.
package enum SlotName {
  package static let system = "system"
  package static let problem = "problem"
  package static let spec = "spec"
  package static let lastCode = "code"
  package static let failure = "failure"
  package static let plateau = "plateau"
  package static let guidance = "guidance"
  package static let attempts = "attempts"
  package static let instructions = "instructions"
  /// The whole user message as a person edited it.
  package static let edited = "edited"
}
