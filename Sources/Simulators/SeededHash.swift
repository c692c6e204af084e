/// A hash of parts that is the same on every machine and in every run.
///
/// FNV-1a over the parts' bytes, each ended by a byte that UTF-8 never has, then SplitMix64's mixer.
///
/// **Source**: <http://www.isthe.com/chongo/tech/comp/fnv/>, <https://prng.di.unimi.it/splitmix64.c>.
struct SeededHash: Sendable, Hashable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  init(_ seed: UInt64) {
    absorb(String(seed))
  }

  func mixing(_ part: some CustomStringConvertible) -> SeededHash {
    var next = self
    next.absorb(part.description)
    return next
  }

  /// 64 bits, each as likely 0 as 1.
  var value: UInt64 { mixed(state) }

  /// A multiple of 2⁻⁵³ in `[0, 1)`.
  var uniform: Double { Double(value >> 11) * 0x1p-53 }

  /// A source of further choices.
  var generator: SeededGenerator { SeededGenerator(state: value) }

  private mutating func absorb(_ part: String) {
    for byte in part.utf8 { absorb(byte) }
    absorb(0xff)
  }

  private mutating func absorb(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01b3
  }
}

/// SplitMix64: the same choices from the same seed everywhere.
struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(state: UInt64) {
    self.state = state
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return mixed(state)
  }
}

private func mixed(_ value: UInt64) -> UInt64 {
  var bits = value
  bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
  bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
  return bits ^ (bits >> 31)
}
