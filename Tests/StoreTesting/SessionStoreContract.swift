package import Experiments
internal import Testing

/// What every session store promises, one promise at a time.
///
/// Run each member of `all` on a fresh store; a new store is held to all of it by one test.
package struct SessionStoreContract: Sendable, CustomTestStringConvertible {
  /// Opens one more store on the same data, as another process would.
  package typealias Opening = @Sendable () throws -> any SessionStore

  /// The promise as a sentence.
  package let testDescription: String
  let body: @Sendable (Opening) async throws -> Void

  init(_ sentence: String, _ body: @escaping @Sendable (Opening) async throws -> Void) {
    testDescription = sentence
    self.body = body
  }

  /// Checks the promise on a store without sessions.
  ///
  /// - Throws: whatever the store throws that the promise does not expect.
  package func check(_ open: Opening) async throws { try await body(open) }

  package static let all: [SessionStoreContract] =
    sessionPromises + listingPromises + holdingPromises + eventPromises + groupPromises
    + resultPromises + snapshotPromises

  /// When the sessions of the promises begin.
  static let start = Timestamp(milliseconds: 1_795_255_200_000)
}

/// Fails unless the code throws a store's error of this kind; returns its message.
@discardableResult
func expectStoreError(
  _ code: StoreError.Code,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> Void
) async -> String {
  let error = await #expect(throws: StoreError.self, sourceLocation: sourceLocation) {
    try await body()
  }
  #expect(error?.code == code, sourceLocation: sourceLocation)
  return error?.message ?? ""
}
