import Experiments

extension ProviderError {
  /// The error of a model that a server does not have, with those of its own that are named alike.
  func offering(_ listed: [String], insteadOf model: String, prefix: String) -> ProviderError {
    let nearest = NearestWords.nearest(
      to: model, in: listed.map(ProviderKinds.bareName), within: .third)
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
