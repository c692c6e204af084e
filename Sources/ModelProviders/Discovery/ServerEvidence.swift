import CanonicalJSON
import Experiments

/// What a server answered to the questions that tell families of servers apart; does no I/O.
struct ServerEvidence: Sendable {
  /// The paths to ask, each once.
  static func paths(_ interface: String, of families: [any ServerFamily.Type]) -> [String] {
    var seen: Set<String> = []
    return families.flatMap { $0.paths(interface) }.filter { seen.insert($0).inserted }
  }

  /// Where the server's list in OpenAI's form is: `ProbedAddress`'s.
  let interface: String
  /// One for each path, in the order of asking.
  let answers: [(path: String, answer: ServerProbe.Answer)]

  /// The JSON that a path answered with status 200.
  func value(_ path: String) -> JSONValue? { answer(path)?.value }

  /// The family of the server and what shows it; nil when it is of none.
  func verdict(
    among families: [any ServerFamily.Type]
  ) -> (family: any ServerFamily.Type, evidence: String)? {
    for family in families {
      if let evidence = family.evidence(in: self) { return (family, evidence) }
    }
    return nil
  }

  /// A report of a server that is of no family.
  func unrecognized(_ url: String) -> ServerReport {
    let silences = answers.compactMap(\.answer.silence)
    if silences.count == answers.count {
      return ServerReport(url: url, kind: .unreachable, error: silences.first ?? "not asked")
    }
    let wantsKey = answers.contains(where: \.answer.wantsKey)
    let list = "\(interface)/models"
    return ServerReport(
      url: url, kind: .unknown,
      evidence: answer(list).map { "\(list) answered with \($0.complaint)" } ?? "",
      error: wantsKey
        ? "it wants a key, or another one" : "it answers, and not as a model server")
  }

  private func answer(_ path: String) -> ServerProbe.Answer? {
    answers.first { $0.path == path }?.answer
  }
}
