package import Experiments

extension Workspace {
  /// Adds a person's guidance at the head.
  ///
  /// - Throws: `StoreError`.
  package func guide(_ text: String, scope: GuidanceScope) async throws -> GuidanceAdded {
    let experiment = try experiment()
    let guidance = GuidanceAdded(
      number: experiment.guidance.count + 1, at: experiment.position.head, scope: scope,
      text: text)
    try await record([.guidanceAdded(guidance)])
    return guidance
  }

  /// Takes guidance back, whoever gave it.
  ///
  /// - Throws: `WorkbenchError` when there is none of that number.
  package func dropGuidance(_ number: Int) async throws {
    guard try experiment().guidance(number: number) != nil else {
      throw WorkbenchError("there is no g\(number)", hint: "guide lists what is in force")
    }
    try await record([.guidanceDropped(GuidanceDropped(number: number))])
  }

  /// Puts a person's own user message in place of the next request's at the head.
  ///
  /// - Throws: `StoreError`.
  package func editPrompt(_ text: String?) async throws {
    let edit = PromptEdited(
      at: try experiment().position.head, text: text.map { ContentHash(of: $0) })
    try await record([.promptEdited(edit)], texts: text.map { [$0] } ?? [])
  }

  /// A text after the person's editor, or from a file when one is named; keys in it are replaced.
  ///
  /// - Throws: `WorkbenchError` when there is no editor, `FileError`.
  package func editedText(_ old: String, suffix: String, file: String?) async throws -> String {
    guard let file else { return secrets.redact(try await services.edit(old, suffix)) }
    return secrets.redact(String(decoding: try services.files.read(file), as: UTF8.self))
  }
}
