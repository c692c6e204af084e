import Experiments

/// A shortened problem id as a person types it.
struct Abbreviation {
  /// How well an abbreviation fits, best first.
  enum Fit: Int, Comparable {
    case wholeID
    case everyWord
    case wholeNumber
    case entryPoint
    case startOfNumber

    static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
  }

  /// Letters and digits in lower case.
  let key: [Character]

  init(_ text: String) {
    key = text.lowercased().filter { $0.isLetter || $0.isNumber }.map(\.self)
  }

  /// How well it fits a problem; nil when not at all.
  func fit(_ problem: Problem) -> Fit? {
    guard !key.isEmpty else { return nil }
    let words = Self.words(problem.taskID)
    if key == words.flatMap(\.self) { return .wholeID }
    if takesWords(words, skipping: false, wholeNumbers: true) { return .everyWord }
    if takesWords(words, skipping: true, wholeNumbers: true) { return .wholeNumber }
    if key == Abbreviation(problem.entryPoint).key { return .entryPoint }
    return takesWords(words, skipping: true, wholeNumbers: false) ? .startOfNumber : nil
  }

  /// How far it is from a problem's id or entry point, whichever is nearer, in letters to change.
  func distance(to problem: Problem) -> Int {
    min(
      editDistance(key, Abbreviation(problem.taskID).key),
      editDistance(key, Abbreviation(problem.entryPoint).key))
  }

  /// Whether the key is made of the words' beginnings, in order.
  ///
  /// `skipping` lets words be left out; `wholeNumbers` wants numbers entire, and none left out.
  private func takesWords(_ words: [[Character]], skipping: Bool, wholeNumbers: Bool) -> Bool {
    var reachable: Set<Int> = [0]
    for word in words {
      let isNumber = word.allSatisfy(\.isNumber)
      var next: Set<Int> = skipping && !(isNumber && wholeNumbers) ? reachable : []
      for start in reachable {
        let common = zip(key[start...], word).prefix { $0 == $1 }.count
        if isNumber && wholeNumbers {
          if common == word.count { next.insert(start + common) }
        } else if common > 0 {
          for length in 1...common { next.insert(start + length) }
        }
      }
      reachable = next
    }
    return reachable.contains(key.count)
  }

  /// The words of an id: `HumanEval/32` gives `human`, `eval`, `32`.
  static func words(_ id: String) -> [[Character]] {
    var words: [[Character]] = []
    var previous: Character = "/"
    for character in id {
      defer { previous = character }
      guard character.isLetter || character.isNumber else { continue }
      let continues =
        (previous.isLetter || previous.isNumber) && previous.isNumber == character.isNumber
        && !(previous.isLowercase && character.isUppercase)
      if !continues || words.isEmpty { words.append([]) }
      words[words.count - 1] += Array(character.lowercased())
    }
    return words
  }
}

/// Letters to insert, delete or replace to make one word of the other (Levenshtein).
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var previous = Array(0...right.count)
  for (row, letter) in left.prefix(64).enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      let replaced = previous[column] + (letter == other ? 0 : 1)
      current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
    }
    previous = current
  }
  return previous[right.count]
}
