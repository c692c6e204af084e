import CanonicalJSON
package import Experiments

extension OpenSession {
  /// Adds a person's guidance at a place.
  ///
  /// - Throws: `StoreError`.
  package func guide(
    _ text: String, scope: GuidanceScope, at place: Place
  ) async throws -> GuidanceAdded {
    let events = try await record(of: place.taskID) { experiment in
      let spot = experiment.spot(place)
      return [
        GuidanceAdded(
          number: experiment.guidance.count + 1, at: spot.node, scope: scope, text: text,
          branch: spot.branch)
      ]
    }
    return try events.content(GuidanceAdded.self)
  }

  /// Takes guidance back for the path below a place, a person's or a review's.
  ///
  /// - Throws: `WorkbenchError` when there is none of that number, or it does not hold there.
  package func dropGuidance(_ number: Int, at place: Place) async throws {
    try await record(of: place.taskID) { experiment in
      guard let guidance = experiment.guidance(number: number) else {
        throw WorkbenchError(
          "there is no guidance g\(number)", hint: "guide lists what is in force",
          word: "g\(number)")
      }
      let spot = experiment.spot(place)
      guard experiment.effectiveGuidance(at: spot).contains(where: { $0.number == number }) else {
        throw WorkbenchError(
          "g\(number) is not in force at \(place): it was given at @\(guidance.at)",
          hint: "goto a branch where it is in force; guide lists what is in force here",
          word: "g\(number)")
      }
      return [GuidanceDropped(number: number, at: spot)]
    }
  }

  /// Puts a person's own user message in place of the next request's at a place.
  ///
  /// - Throws: `StoreError`.
  package func editPrompt(_ text: String?, at place: Place) async throws {
    try await record(of: place.taskID, texts: text.map { [$0] } ?? []) { experiment in
      let spot = experiment.spot(place)
      return [
        PromptEdited(
          at: spot.node, text: text.map { ContentHash(of: $0) }, branch: spot.branch)
      ]
    }
  }

  /// A text with what looks like a key replaced.
  package func redacted(_ text: String) -> String { secrets.redact(text) }

  /// An error with what looks like a key replaced.
  package func redacted(_ error: ProviderError) -> ProviderError { secrets.redact(error) }

  /// A text after the person's editor, or from a file when one is named; keys in it are replaced.
  ///
  /// - Throws: `WorkbenchError` when there is no editor, `FileError`.
  package func editedText(_ old: String, suffix: String, file: String?) async throws -> String {
    guard let file else { return secrets.redact(try await services.person.edit(old, suffix)) }
    return secrets.redact(String(decoding: try services.files.read(file), as: UTF8.self))
  }
}

extension [Event] {
  /// What the event of a kind says that was appended just now.
  ///
  /// - Throws: `EventError` when there is none of that kind.
  func content<Content: EventContent>(_ type: Content.Type) throws -> Content {
    guard let content = lazy.compactMap({ $0.payload as? Content }).first else {
      throw EventError(
        ordinal: last?.ordinal ?? 0, message: "no \(Content.kind.rawValue) was appended")
    }
    return content
  }
}
