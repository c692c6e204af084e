import CanonicalJSON
import Experiments
import Foundation
import ServerTesting

/// An Ollama server that writes tokens at a steady pace, and says in a file when it wrote each.
///
/// The file holds the times of the last answer in milliseconds of the machine's steady clock, and is
/// there before the answer ends.
final class TokenService: Sendable {
  /// What an answer is made of, over and over.
  enum Text: String {
    /// One word.
    case word
    /// A Python function in a fenced block, in pieces as a tokenizer makes them.
    case code

    /// The texts of the tokens.
    var tokens: [String] { self == .word ? [TokenService.token] : TokenService.function }
  }

  /// The token that is a word.
  static let token = " token"

  private static let function = pieces(
    of: """
      ```python
      def running_max(values: list[int]) -> list[int]:
          \"""The largest value so far.\"""
          best, result = None, []
          for value in values:
              best = value if best is None else max(best, value)
              result.append(best)  # never less than before
          return result
      ```

      The same with a loop of its own:


      """)

  /// Words and signs, each with the blanks before it.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    for character in text {
      let last = pieces.last?.last
      let goesOn = last == " " || (character.isLetter && last?.isLetter == true)
      if goesOn {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
    }
    return pieces
  }

  let port: Int
  private let listener: Int32
  private let tokens: Int
  private let perSecond: Double
  private let timesFile: String
  private let pieces: [[UInt8]]

  /// - Throws: `POSIXError` when the loopback cannot be listened on.
  init(tokens: Int, perSecond: Double, text: Text, timesFile: String) throws {
    (self.tokens, self.perSecond, self.timesFile) = (tokens, perSecond, timesFile)
    pieces = text.tokens.map(Self.piece)
    (listener, port) = try listenOnLoopback()
    Thread.detachNewThread { [self] in
      while case let connection = accept(listener, nil, nil), connection >= 0 {
        Thread.detachNewThread { [self] in serve(connection) }
      }
    }
  }

  /// Milliseconds of the machine's steady clock.
  static var nowMs: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
  }

  private func serve(_ connection: Int32) {
    var noDelay: Int32 = 1
    setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &noDelay, 4)
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(connection, &chunk, chunk.count, 0)
    let isChat = String(decoding: chunk.prefix(max(0, count)), as: UTF8.self)
      .contains("/api/chat")
    if isChat { answer(connection) } else { send(Self.listing, to: connection) }
    close(connection)
  }

  private func answer(_ connection: Int32) {
    send(Self.head, to: connection)
    var times: [Double] = []
    times.reserveCapacity(tokens)
    var next = Self.nowMs
    for number in 0..<tokens {
      next += 1000 / perSecond
      let wait = next - Self.nowMs
      if wait > 0 { usleep(UInt32(wait * 1000)) }
      times.append(Self.nowMs)
      send(pieces[number % pieces.count], to: connection)
    }
    let text = times.map { "\($0)" }.joined(separator: " ")
    try? BenchFiles.files.write(timesFile, Array(text.utf8))
    let end =
      #"{"model":"tiny","message":{"content":""},"done":true,"done_reason":"stop","#
      + #""eval_count":\#(tokens)}"# + "\n"
    send(
      Array("\(String(end.utf8.count, radix: 16))\r\n\(end)\r\n0\r\n\r\n".utf8), to: connection)
  }

  /// The chunk that brings a token.
  private static func piece(_ token: String) -> [UInt8] {
    let line =
      #"{"model":"tiny","created_at":"2026-11-21T10:00:00.123456789Z","message":"#
      + #"{"role":"assistant","content":\#(JSONValue.string(token).canonical)},"done":false}"#
      + "\n"
    return Array("\(String(line.utf8.count, radix: 16))\r\n\(line)\r\n".utf8)
  }

  private func send(_ bytes: [UInt8], to connection: Int32) {
    _ = bytes.withUnsafeBytes {
      Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
  }

  private static let head = Array(
    ("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n"
      + "Connection: close\r\n\r\n").utf8)
  private static let listing = Array(
    ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n"
      + "Connection: close\r\n\r\n{\"models\":[]}").utf8)
}
