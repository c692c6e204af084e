package import Experiments

/// A kind of provider that is made of what all of them need from outside.
///
/// To add one, write a conforming type in a file of its own and add it to `ProviderKinds.all`; the
/// contract suite tests it from then on. A kind whose models run on servers that can be looked for
/// is a `ServedKind` too, one that is a service with a URL and a key a `HostedKind`, one of OpenAI's
/// wire an `OpenAICompatibleKind`, which brings nearly all of it.
package protocol AdapterKind: ProviderKind {
  /// Makes the kind ready to answer; opens no file and no connection.
  init(_ services: ProviderServices)
}

/// The kinds of provider that speak to model services, programs and recordings.
package enum ProviderKinds {
  /// Every kind, in the order in which they are asked whether a name is theirs.
  package static let all: [any AdapterKind.Type] = [
    RecordedKind.self,
    ExecKind.self,
    AnthropicKind.self,
    OpenAIKind.self,
    LMStudioKind.self,
    OllamaKind.self,
  ]
}

extension [any ProviderKind.Type] {
  /// Every variable that decides how models are reached: the kinds', then those of the network.
  package var variables: [ServiceVariable] { flatMap { $0.variables } + NetworkVariables.all }
}
