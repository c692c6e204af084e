/// Turns the bytes of a terminal into key events.
///
/// Knows UTF-8 and the escape sequences that libedit does not (bracketed paste, modified arrows,
/// CSI-u), and drops the sequences that nobody bound: libedit would type their tail into the line.
struct KeyDecoder {
  /// Sequences, without their ESC, that the user's editrc binds, each on a private key of its own.
  ///
  /// Bound as they are written they would make ESC a lead-in, and ESC would stop working in vi
  /// insert mode.
  var userKeys: [String: UInt32] = [:]

  /// The byte of the key that interrupts.
  var interruptKey: UInt8 = 0x03

  private var pending: [UInt8] = []
  /// What has come of a bracketed paste that has not ended.
  private var paste: [UInt8]?

  /// True when the last bytes may be the start of something longer.
  var isWaiting: Bool { !pending.isEmpty && paste == nil }

  /// The events that the bytes complete.
  mutating func feed(_ bytes: some Collection<UInt8>) -> [KeyEvent] {
    if paste != nil, bytes.count == 1, bytes.first == interruptKey {
      // A paste whose end never came, and a key pressed: it must not be swallowed for good.
      reset()
      return [.interrupt]
    }
    pending += bytes
    return drain(isFinal: false)
  }

  /// No more bytes came in time: what is pending is meant as it is.
  mutating func flush() -> [KeyEvent] { drain(isFinal: true) }

  /// Forgets what is pending; the user interrupted it.
  mutating func reset() {
    pending = []
    paste = nil
  }

  private mutating func drain(isFinal: Bool) -> [KeyEvent] {
    var events: [KeyEvent] = []
    var position = 0
    while position < pending.count {
      let used =
        paste == nil
        ? takeKey(at: position, isFinal, &events) : takePaste(at: position, &events)
      guard used > 0 else { break }
      position += used
    }
    pending.removeFirst(position)
    return events
  }

  /// Returns how many bytes were used; 0 when more are needed.
  private mutating func takeKey(at position: Int, _ isFinal: Bool, _ events: inout [KeyEvent])
    -> Int
  {
    if pending[position] == interruptKey {
      events.append(.interrupt)
      return 1
    }
    return pending[position] == 0x1B
      ? takeEscape(at: position, isFinal, &events) : takeScalar(at: position, isFinal, &events)
  }

  private mutating func takeEscape(at position: Int, _ isFinal: Bool, _ events: inout [KeyEvent])
    -> Int
  {
    guard position + 1 < pending.count else {
      guard isFinal else { return 0 }
      events.append(.scalar(Control.escape))
      return 1
    }
    let next = pending[position + 1]
    switch next {
    case UInt8(ascii: "["), UInt8(ascii: "O"):
      return takeSequence(at: position, isFinal, &events)
    case 0x0D, 0x0A:
      events.append(.scalar(Key.insertNewline.rawValue))
      return 2
    case 0x1B, 0x80..., interruptKey:
      events.append(.scalar(Control.escape))
      return 1
    default:
      events += [.scalar(Control.escape), .scalar(UInt32(next))]
      return 2
    }
  }

  private mutating func takeSequence(at position: Int, _ isFinal: Bool, _ events: inout [KeyEvent])
    -> Int
  {
    var end = position + 2
    if pending[position + 1] == UInt8(ascii: "[") {
      while end < pending.count, (0x20...0x3F).contains(pending[end]) { end += 1 }
    }
    // Not a sequence after all: what has no place in one is a key of its own.
    if end < pending.count, !(0x40...0x7E).contains(pending[end]) { return end - position }
    guard end < pending.count else {
      guard isFinal else { return 0 }
      events += pending[position...].filter { $0 < 0x80 }.map { .scalar(UInt32($0)) }
      return pending.count - position
    }
    let sequence = String(decoding: pending[position + 1...end], as: UTF8.self)
    if sequence == "[200~" {
      paste = []
    } else if let key = userKeys[sequence] ?? EscapeSequence.keys[sequence]?.rawValue {
      events.append(.scalar(key))
    }
    return end + 1 - position
  }

  private func takeScalar(at position: Int, _ isFinal: Bool, _ events: inout [KeyEvent]) -> Int {
    let lead = pending[position]
    let length =
      switch lead {
      case ..<0x80: 1
      case 0xC2..<0xE0: 2
      case 0xE0..<0xF0: 3
      case 0xF0..<0xF5: 4
      default: 0
      }
    guard length > 0 else { return 1 }  // not UTF-8: dropped
    guard position + length <= pending.count else { return isFinal ? 1 : 0 }
    let text = String(decoding: pending[position..<position + length], as: UTF8.self)
    let scalars = text.unicodeScalars
    // C1 controls are the private keys: no one types them.
    if let scalar = scalars.first, scalars.count == 1, scalar != "\u{FFFD}",
      !(0x80...0x9F).contains(scalar.value)
    {
      events.append(.scalar(scalar.value))
      return length
    }
    return scalars.count == 1 ? length : 1
  }

  private mutating func takePaste(at position: Int, _ events: inout [KeyEvent]) -> Int {
    let rest = pending[position...]
    guard let end = EscapeSequence.endOfPaste(in: rest) else {
      // The end mark may be split: its possible beginning is left for the next bytes.
      let used = max(0, rest.count - (EscapeSequence.pasteEnd.count - 1))
      paste? += rest.prefix(used)
      return used
    }
    let bytes = (paste ?? []) + rest[..<end]
    paste = nil
    events.append(.paste(String(decoding: bytes, as: UTF8.self).withPlainNewlines))
    return end + EscapeSequence.pasteEnd.count - position
  }
}

extension String {
  /// CR and CRLF as LF, and without NUL, which would end the line in C.
  var withPlainNewlines: String {
    guard unicodeScalars.contains(where: { $0 == "\r" || $0 == "\0" }) else { return self }
    var result = UnicodeScalarView()
    var followsReturn = false
    for scalar in unicodeScalars {
      defer { followsReturn = scalar == "\r" }
      if scalar == "\0" || (scalar == "\n" && followsReturn) { continue }
      result.append(scalar == "\r" ? "\n" : scalar)
    }
    return String(result)
  }
}
