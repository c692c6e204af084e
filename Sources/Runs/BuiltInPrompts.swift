/// The prompt templates that come with koderz, by name; a workspace's own take their place.
package enum BuiltInPrompts {
  /// The texts of the templates.
  package static let all: [String: String] = [
    "spec": String(decoding: PackageResources.spec_mustache, as: UTF8.self),
    "iteration": String(decoding: PackageResources.iteration_mustache, as: UTF8.self),
    "review": String(decoding: PackageResources.review_mustache, as: UTF8.self),
  ]
}
