import Experiments

/// The names most like a mistyped one, best first.
///
/// A name is near when at most a third of the word, and at least one letter, must change.
func nearestNames(to word: String, among names: [String], limit: Int) -> [String] {
  let typed = Array(word.lowercased())
  let most = max(1, typed.count / 3)
  var ranked: [(distance: Int, name: String)] = []
  for name in Set(names) {
    let distance = editDistance(typed, Array(name.lowercased()))
    let startsAlike = !typed.isEmpty && name.lowercased().hasPrefix(word.lowercased())
    if distance <= most || startsAlike { ranked.append((min(distance, most), name)) }
  }
  return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
    .prefix(limit).map(\.name)
}

/// Letters to insert, delete or replace to make one word of the other (Levenshtein).
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var previous = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      let replaced = previous[column] + (letter == other ? 0 : 1)
      current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
    }
    previous = current
  }
  return previous[right.count]
}

extension ProviderError {
  /// The error of a model that a server does not have, with those of its own that are named alike.
  func offering(_ listed: [String], insteadOf model: String, prefix: String) -> ProviderError {
    let nearest = nearestNames(to: model, among: listed.map(ProviderKinds.bareName), limit: 3)
    let offered = nearest.flatMap { name in
      listed.filter { $0 == name || $0 == prefix + name }.prefix(1)
    }
    var error = self
    error.message = "the server has no model '\(model)' (\(message))"
    let shown = offered.isEmpty ? Array(listed.prefix(3)) : offered
    error.suggestion = shown.isEmpty ? nil : shown.joined(separator: ", ")
    return error
  }
}
