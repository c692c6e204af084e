package import Experiments

extension Outcome {
  /// What the outcome means, as one sentence about the run that ended so.
  package var explanation: String {
    switch self {
    case .pass: "Every assertion held."
    case .wrong: "At least one assertion did not hold."
    case .exception: "The candidate raised an exception."
    case .syntax: "The candidate is not Python."
    case .noCode: "The completion holds no code."
    case .noEntry: "The code does not define the function that the tests call."
    case .timeout: "The candidate ran out of time."
    case .memory: "The candidate met the memory limit."
    case .crash: "The candidate's process died from a signal."
    case .tampered: "The candidate interfered with its judge, or answered what cannot be true."
    case .truncated: "The completion stopped at the output limit before the code was complete."
    case .refused: "The model declined to answer."
    case .infra:
      "A server, the network or the sandbox failed: this does not count as an attempt of the model."
    case .cancelled: "Stopped by a person: this does not count as an attempt of the model."
    }
  }
}
