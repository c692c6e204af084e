/// Lets the pieces of a fast stream gather before the next are read.
///
/// Waking up costs more than reading a piece: where more than 400 pieces come in a second,
/// reading rests for three once all that came is read, and what comes meanwhile is read at once. A
/// stream that is slower never waits: a piece that comes after a silence is handed on as it comes, and
/// a rest follows only when the next has come right behind it.
struct Gathering: Sendable {
  /// How long a rest is; a token may be shown 5 ms late.
  static let rest: Duration = .milliseconds(3)
  /// Pieces closer than this are dense.
  private static let near: Duration = .microseconds(2500)
  /// A piece that took longer than this to come had not been there: all others are read.
  private static let wait: Duration = .microseconds(120)
  /// How long is read between two rests at least: reading what came meanwhile may have to wait too.
  private static let catchUp: Duration = .microseconds(300)
  /// How long is read between two rests where pieces come too fast to be waited for.
  private static let burst: Duration = .milliseconds(1)

  private var lastPiece: Duration?
  private var lastRest: Duration = .zero

  /// Says whether to rest, now that a piece has come that was asked for at `asked`.
  mutating func isDense(at arrival: Duration, askedAt asked: Duration) -> Bool {
    defer { lastPiece = arrival }
    guard let lastPiece, arrival - lastPiece < Self.near else { return false }
    let reading = arrival - lastRest
    return reading >= Self.burst || (reading >= Self.catchUp && arrival - asked > Self.wait)
  }

  /// Notes that a rest has ended.
  mutating func rested(at now: Duration) {
    lastRest = now
    lastPiece = now
  }
}
