package import Experiments
package import Judging

/// The loaded problems with their gold, in order, found by what people type.
package struct ProblemSet: Sendable {
  /// In the order they were added; of a repeated id the latest, at its first place.
  package private(set) var items: [BenchmarkProblem] = []
  private var places: [String: Int] = [:]

  /// Their public parts, in the same order.
  package var problems: [Problem] { items.map(\.problem) }

  package init(_ items: [BenchmarkProblem] = []) {
    add(items)
  }

  /// Adds problems; one with a known id takes the other's place.
  package mutating func add(_ more: [BenchmarkProblem]) {
    for whole in more {
      if let place = places[whole.taskID] {
        items[place] = whole
      } else {
        places[whole.taskID] = items.count
        items.append(whole)
      }
    }
  }

  /// The problem with exactly this id.
  package subscript(taskID: String) -> BenchmarkProblem? { places[taskID].map { items[$0] } }

  /// The problem that a typed name stands for: `he/32`, `32`, `humaneval/3`, `find_zero`.
  ///
  /// Case and separators do not count. The first of these rules that fits any problem decides, and
  /// must fit exactly one: the whole id; the beginnings of all its words with the whole number; the
  /// same with words left out; the whole entry point; the number's first digits only.
  ///
  /// - Throws: `ProblemLookupError` with those it could be, or the nearest.
  package func find(_ name: String) throws(ProblemLookupError) -> BenchmarkProblem {
    if let exact = self[name] { return exact }
    let wanted = Abbreviation(name)
    var best: Abbreviation.Fit?
    var found: [BenchmarkProblem] = []
    for whole in items {
      guard let fit = wanted.fit(whole.problem), best.map({ fit <= $0 }) ?? true else { continue }
      if fit != best { found = [] }
      best = fit
      found.append(whole)
    }
    if found.count == 1 { return found[0] }
    throw ProblemLookupError(
      name: name, candidates: found.isEmpty ? nearest(to: wanted) : found.map(\.taskID),
      isAmbiguous: !found.isEmpty)
  }

  /// None when all are far off.
  private func nearest(to wanted: Abbreviation) -> [String] {
    let ranked = problems.enumerated().map { place, problem in
      (wanted.distance(to: problem), place, problem.taskID)
    }
    return ranked.filter { $0.0 <= max(1, wanted.key.count / 2) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(5).map(\.2)
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

/// A typed name that fits no problem, or more than one.
package struct ProblemLookupError: Error, Sendable, Hashable, CustomStringConvertible {
  package var name: String
  /// Those it could be, or the nearest ones.
  package var candidates: [String]
  package var isAmbiguous: Bool

  package init(name: String, candidates: [String], isAmbiguous: Bool) {
    self.name = name
    self.candidates = candidates
    self.isAmbiguous = isAmbiguous
  }

  package var description: String {
    let list = candidates.prefix(6).joined(separator: ", ")
    let more = candidates.count > 6 ? ", … \(candidates.count) in all" : ""
    if isAmbiguous { return "“\(name)” could be \(list)\(more); type more of it" }
    if candidates.isEmpty {
      return "there is no problem “\(name)”; problems lists those loaded, load FILE adds more"
    }
    return "there is no problem “\(name)”; nearest: \(list)"
  }
}
