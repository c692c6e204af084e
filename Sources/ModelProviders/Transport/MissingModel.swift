import Experiments

extension ProviderError {
  /// The error of a model that a server does not have, with those of its own that are named alike.
  func offering(
    _ listed: [String], insteadOf model: String, bareName: (String) -> String
  ) -> ProviderError {
    let nearest = NearestWords.nearest(to: model, in: listed.map(bareName), within: .third)
    let offered = nearest.flatMap { name in listed.filter { bareName($0) == name }.prefix(1) }
    let shown = offered.isEmpty ? Array(listed.prefix(3)) : offered
    var error = self
    error.message = "the server has no model '\(model)' (\(message))"
    error.suggestion =
      shown.isEmpty ? "models, which lists what servers have" : shown.joined(separator: ", ")
    return error
  }
}
