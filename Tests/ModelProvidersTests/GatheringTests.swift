import Testing

@testable import ModelProviders

@Suite struct GatheringTests {
  /// The times of the pieces after which reading rests.
  private func rests(_ pieces: [Piece]) -> [Int] {
    var gathering = Gathering()
    var rests: [Int] = []
    var asked = Duration.zero
    for piece in pieces {
      let arrival = Duration.microseconds(piece.time)
      if piece.isThere { asked = arrival }
      if gathering.isDense(at: arrival, askedAt: asked) {
        rests.append(piece.time)
        gathering.rested(at: arrival + Gathering.rest)
        asked = arrival + Gathering.rest
      } else {
        asked = arrival
      }
    }
    return rests
  }

  private struct Piece {
    /// In microseconds.
    var time: Int
    /// Whether it had come when it was asked for.
    var isThere = false
  }

  @Test func `a slow stream never waits`() {
    #expect(rests([1000, 4000, 7000, 27_000, 47_000].map { Piece(time: $0) }).isEmpty)
  }

  @Test func `after the first two a fast one rests when all that came is read`() {
    let pieces = [
      Piece(time: 1000), Piece(time: 1200),
      // What came in the rest: the first is there, the second had to be fetched, too soon to tell.
      Piece(time: 4210, isThere: true), Piece(time: 4400), Piece(time: 4410, isThere: true),
      // Not there yet, and all others are read.
      Piece(time: 4600), Piece(time: 7610, isThere: true),
    ]
    #expect(rests(pieces) == [1200, 4600])
  }

  @Test func `one too fast to wait for rests now and then`() {
    let pieces = (0..<500).map { Piece(time: 1000 + 10 * $0, isThere: true) }
    #expect(rests(pieces) == [1010, 5010])
  }
}
