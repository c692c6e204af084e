import NIOCore

/// Says how long to let the pieces of a fast stream gather before the next are read.
///
/// Waking up costs more than reading a piece: where more than 400 come in a second, the next are read
/// three milliseconds after the last. A stream that is slower never waits: a piece that comes after a
/// silence is read as it comes, and a wait follows only when the next has come right behind it.
struct ReadPace: Sendable {
  /// The longest wait; a token may be shown 5 ms late.
  static let rest: TimeAmount = .milliseconds(3)
  /// Pieces closer than this are dense.
  private static let near: TimeAmount = .microseconds(2500)
  /// What takes longer than this to be read had not been there.
  private static let wait: TimeAmount = .microseconds(500)
  /// Who has read so many bytes is behind, and does not wait.
  private static let much = 16 << 10

  private var lastRead: NIODeadline?
  private var isDense = false
  private var hasWaited = false

  /// How long to wait before what comes next is read, when that is wanted at `now`.
  mutating func wait(at now: NIODeadline) -> TimeAmount {
    guard isDense, let lastRead, now < lastRead + Self.rest else {
      hasWaited = false
      return .zero
    }
    hasWaited = true
    return lastRead + Self.rest - now
  }

  /// Notes that bytes were read at `now`.
  mutating func read(_ count: Int, at now: NIODeadline) {
    defer { lastRead = now }
    guard let lastRead, count < Self.much else { return isDense = false }
    isDense = now - lastRead < (hasWaited ? Self.rest + Self.wait : Self.near)
  }
}
