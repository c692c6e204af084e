package import Experiments

/// Problems at hand, in order, found by what people type.
package struct ProblemSet: Sendable {
  /// In the order they were added; of a repeated id the latest, at its first place.
  package private(set) var problems: [Problem] = []
  private var places: [String: Int] = [:]

  package init(_ problems: [Problem] = []) {
    add(problems)
  }

  /// Adds problems; one with a known id takes the other's place.
  package mutating func add(_ more: [Problem]) {
    for problem in more {
      if let place = places[problem.taskID] {
        problems[place] = problem
      } else {
        places[problem.taskID] = problems.count
        problems.append(problem)
      }
    }
  }

  /// The problem with exactly this id.
  package subscript(taskID: String) -> Problem? { places[taskID].map { problems[$0] } }

  /// The problem that a typed name stands for.
  ///
  /// `HumanEval/32` exactly; else, whatever the case, `he/32` by initials, `human/32` by the
  /// beginning, `32` where one set has it, an entry point's name.
  ///
  /// - Throws: `ProblemLookupError` with those it could be, or the nearest.
  package func find(_ name: String) throws(ProblemLookupError) -> Problem {
    if let exact = self[name] { return exact }
    let wanted = Abbreviation(name)
    for fits in [wanted.equals, wanted.abbreviates, wanted.names] {
      let matches = problems.filter(fits)
      if matches.count == 1 { return matches[0] }
      if matches.count > 1 {
        throw ProblemLookupError(name: name, candidates: matches.map(\.taskID), isAmbiguous: true)
      }
    }
    let near = problems.filter(wanted.resembles).prefix(5).map(\.taskID)
    throw ProblemLookupError(name: name, candidates: near, isAmbiguous: false)
  }

  /// Problems that fit every word: in id, function or prompt, or as `difficulty:` or `tag:`.
  package func filter(_ text: String) -> [Problem] {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace)
    return problems.filter { problem in words.allSatisfy { Self.fits($0, problem) } }
  }

  private static func fits(_ word: Substring, _ problem: Problem) -> Bool {
    if word.hasPrefix("difficulty:") {
      return problem.difficulty?.lowercased() == String(word.dropFirst("difficulty:".count))
    }
    if word.hasPrefix("tag:") {
      let tag = word.dropFirst("tag:".count)
      return problem.tags.contains { $0.lowercased() == tag }
    }
    return "\(problem.taskID)\n\(problem.entryPoint)\n\(problem.prompt)".lowercased().contains(word)
  }
}

/// A typed name that is no problem, or more than one.
package struct ProblemLookupError: Error, Sendable, Hashable, CustomStringConvertible {
  package var name: String
  /// Those it could be, or the nearest ones.
  package var candidates: [String]
  package var isAmbiguous: Bool

  package var description: String {
    let list = candidates.prefix(6).joined(separator: ", ")
    let more = candidates.count > 6 ? ", … \(candidates.count) in all" : ""
    if isAmbiguous { return "“\(name)” could be \(list)\(more)" }
    if candidates.isEmpty { return "there is no problem “\(name)”; problems lists them" }
    return "there is no problem “\(name)”; nearest: \(list)"
  }
}

/// A name as it was typed, taken apart at its separator.
private struct Abbreviation {
  let text: String
  let set: String
  let item: String

  init(_ name: String) {
    text = name.lowercased()
    let parts = text.split(whereSeparator: { "/-_ :".contains($0) }).map(String.init)
    item = parts.last ?? ""
    set = parts.dropLast().joined()
  }

  func equals(_ problem: Problem) -> Bool { problem.taskID.lowercased() == text }

  func abbreviates(_ problem: Problem) -> Bool {
    let parts = problem.taskID.split(separator: "/")
    guard let last = parts.last, last.lowercased() == item else { return false }
    if set.isEmpty { return true }
    let name = parts.dropLast().joined()
    return name.lowercased().hasPrefix(set) || name.filter(\.isUppercase).lowercased() == set
  }

  func names(_ problem: Problem) -> Bool { problem.entryPoint.lowercased() == text }

  func resembles(_ problem: Problem) -> Bool {
    problem.taskID.lowercased().contains(item) || problem.entryPoint.lowercased().contains(item)
  }
}
