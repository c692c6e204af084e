import Glibc

/// A Swift file as lines, and the same lines with comments and strings blanked.
struct SourceFile: Sendable {
  /// From the package's folder on.
  let path: String
  let lines: [String]
  /// Line for line as `lines`; what stands in comments and strings is space.
  let code: [String]
  /// The whole file, ended by a zero as C wants it.
  private let text: [CChar]

  init(path: String, bytes: [UInt8]) {
    self.path = path
    text = bytes.map { CChar(bitPattern: $0) } + [0]
    lines = Self.lines(of: bytes)
    code = Self.lines(of: CodeMask.masked(bytes))
  }

  init(_ text: String) { self.init(path: "text", bytes: Array(text.utf8)) }

  /// The target that the file belongs to, such as `Verbs`.
  var target: Substring {
    let folders = path.split(separator: "/")
    return folders.count > 1 ? folders[1] : ""
  }

  /// Whether a text stands anywhere in the file; quick, so that lines are read only where it does.
  func holds(_ token: String) -> Bool { strstr(text, token) != nil }

  /// Where a line is, for messages: `Sources/A/B.swift:12`.
  func place(_ index: Int) -> String { "\(path):\(index + 1)" }

  private static func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

/// Blanks comments and strings, byte for byte, so that only code is left.
enum CodeMask {
  /// Text within an interpolation is blanked with its string.
  static func masked(_ bytes: [UInt8]) -> [UInt8] {
    var masked = bytes
    var index = 0
    while index < bytes.count {
      let end: Int
      switch bytes[index] {
      case slash where next(bytes, index) == slash: end = lineEnd(bytes, from: index)
      case slash where next(bytes, index) == star: end = commentEnd(bytes, from: index)
      case quote: end = stringEnd(bytes, from: index, pounds: 0)
      case pound:
        let pounds = count(of: pound, in: bytes, from: index)
        guard index + pounds < bytes.count, bytes[index + pounds] == quote else {
          index += pounds
          continue
        }
        end = stringEnd(bytes, from: index + pounds, pounds: pounds)
      default:
        index += 1
        continue
      }
      for blank in index..<end where bytes[blank] != newline { masked[blank] = space }
      index = end
    }
    return masked
  }

  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
  private static let quote = UInt8(ascii: "\"")
  private static let pound = UInt8(ascii: "#")
  private static let backslash = UInt8(ascii: "\\")
  private static let newline = UInt8(ascii: "\n")
  private static let space = UInt8(ascii: " ")

  private static func next(_ bytes: [UInt8], _ index: Int) -> UInt8? {
    index + 1 < bytes.count ? bytes[index + 1] : nil
  }

  private static func count(of byte: UInt8, in bytes: [UInt8], from index: Int) -> Int {
    var end = index
    while end < bytes.count, bytes[end] == byte { end += 1 }
    return end - index
  }

  private static func lineEnd(_ bytes: [UInt8], from index: Int) -> Int {
    var end = index
    while end < bytes.count, bytes[end] != newline { end += 1 }
    return end
  }

  private static func commentEnd(_ bytes: [UInt8], from index: Int) -> Int {
    var end = index + 2
    while end < bytes.count, !(bytes[end] == slash && bytes[end - 1] == star) { end += 1 }
    return min(end + 1, bytes.count)
  }

  /// Where the string ends that opens at `index`: after its closing quotes and pounds.
  private static func stringEnd(_ bytes: [UInt8], from index: Int, pounds: Int) -> Int {
    let isLong = count(of: quote, in: bytes, from: index) >= 3
    let quotes = isLong ? 3 : 1
    var end = index + quotes
    while end < bytes.count {
      if bytes[end] == backslash, pounds == 0 {
        end += 2
      } else if count(of: quote, in: bytes, from: end) >= quotes,
        count(of: pound, in: bytes, from: end + quotes) >= pounds
      {
        return end + quotes + pounds
      } else if bytes[end] == newline, !isLong {
        return end
      } else {
        end += 1
      }
    }
    return bytes.count
  }
}
