package import Experiments

/// Reads the addresses people type: `@4`, `@`, `@~2`, `@3..@7`, `s1`, `g1`, bookmarks.
package enum Address {
  /// The number in `s1` or `g2`.
  ///
  /// - Throws: `WorkbenchError` when the text has another form.
  package static func number(_ text: String, prefix: String) throws(WorkbenchError) -> Int {
    guard text.hasPrefix(prefix), let number = Int(text.dropFirst(prefix.count)), number > 0 else {
      throw WorkbenchError(
        "“\(text)” is not a name like \(prefix)1", hint: "type \(prefix) and a number from 1",
        word: text, kind: .usage)
    }
    return number
  }

  /// The attempt an address names in an experiment; 0 is the root.
  ///
  /// - Throws: `WorkbenchError` saying which attempts there are.
  package static func attempt(
    _ text: String, in experiment: Experiment
  ) throws(WorkbenchError) -> Int {
    if let bookmarked = experiment.position.bookmarks[text] { return bookmarked }
    if let branch = branch(text, in: experiment) { return branch.tip }
    guard text.hasPrefix("@") else { throw unknown(text, experiment) }
    let rest = text.dropFirst()
    if rest.isEmpty { return experiment.position.head }
    if rest.first == "~" { return try ancestor(rest.dropFirst(), text, experiment) }
    if let number = Int(rest), rest.allSatisfy(\.isNumber), number <= experiment.attempts.count {
      return number
    }
    if let bookmarked = experiment.position.bookmarks[String(rest)] { return bookmarked }
    throw unknown(text, experiment)
  }

  /// The branch that an address is the name of; nil when it is another kind of address.
  package static func branch(_ text: String, in experiment: Experiment) -> Branch? {
    guard experiment.position.bookmarks[text] == nil else { return nil }
    return experiment.position.branches.first { $0.name == text }
  }

  private static func ancestor(
    _ count: Substring, _ text: String, _ experiment: Experiment
  ) throws(WorkbenchError) -> Int {
    guard let steps = count.isEmpty ? 1 : Int(count), steps >= 0 else {
      throw unknown(text, experiment)
    }
    var place = experiment.position.head
    for _ in 0..<steps {
      guard let attempt = experiment.attempt(place) else {
        throw WorkbenchError(
          "\(text) is before the root @0", hint: "tree shows the attempts", word: text)
      }
      place = attempt.parent
    }
    return place
  }

  /// The attempts of `@3..@7`, from one to its descendant, both included.
  ///
  /// - Throws: `WorkbenchError` when the second does not grow from the first.
  package static func range(
    _ text: String, in experiment: Experiment
  ) throws(WorkbenchError) -> [Attempt] {
    guard let dots = text.firstRange(of: "..") else {
      throw WorkbenchError(
        "“\(text)” is not a range like @3..@7", hint: "put .. between two attempts", word: text,
        kind: .usage)
    }
    let first = try attempt(String(text[..<dots.lowerBound]), in: experiment)
    let last = try attempt(String(text[dots.upperBound...]), in: experiment)
    guard experiment.isAncestor(first, of: last) else {
      throw WorkbenchError(
        "@\(last) does not descend from @\(first)", hint: "tree shows which attempts do", word: text
      )
    }
    return experiment.path(to: last).filter { $0.number >= first && $0.number > 0 }
  }

  private static func unknown(_ text: String, _ experiment: Experiment) -> WorkbenchError {
    let count = experiment.attempts.count
    let have =
      switch count {
      case 0: "no attempt was made yet"
      case 1: "the one attempt is @1"
      default: "attempts are @1 to @\(count)"
      }
    let other = text.firstIndex(of: "@").map { text[..<$0] } ?? ""
    let hint =
      other.isEmpty
      ? "tree shows the attempts" : "addresses are of the problem in use: use \(other) first"
    return WorkbenchError("there is no attempt “\(text)”: \(have)", hint: hint, word: text)
  }
}

extension OpenSession {
  /// The attempt an address names, of the problem that the person at the prompt works on.
  ///
  /// - Throws: `WorkbenchError` when it names none, or the root.
  package func attempt(at address: String) async throws -> Attempt {
    let experiment = try await experiment()
    let number = try Address.attempt(address, in: experiment)
    guard let attempt = experiment.attempt(number) else {
      throw WorkbenchError(
        "@0 is the root, not an attempt", hint: "name an attempt such as @1; step makes one",
        word: address)
    }
    return attempt
  }

  /// The spec a name stands for; the one in use when nil.
  ///
  /// - Throws: `WorkbenchError` when there is none.
  package func spec(_ name: String?) async throws -> SpecMade {
    let experiment = try await experiment()
    guard let name else {
      guard let spec = experiment.chosenSpec else {
        throw WorkbenchError(
          "no spec is in use", hint: "spec makes one; spec list shows those made")
      }
      return spec
    }
    let number = try Address.number(name, prefix: "s")
    guard experiment.specs.indices.contains(number - 1) else {
      throw WorkbenchError("there is no spec \(name)", hint: "spec list shows them", word: name)
    }
    return experiment.specs[number - 1]
  }
}
