import CanonicalJSON
import CanonicalJSON
import TestKit
import Testing

struct JSONTests {
  @Test(
    arguments: [
      ("{ \"b\" : 1, \"a\" : [ 1.50, true, null ] }", #"{"a":[1.5,true,null],"b":1}"#),
      (#""tab\t\"quote\" \u00e9 \ud83d\ude00""#, "\"tab\\t\\\"quote\\\" é 😀\""),
      (#""\ud800""#, "\"\u{FFFD}\""),
      ("1e3", "1000"), ("-0.0", "0"), ("1E-7", "1e-07"), ("9007199254740993", "9007199254740993"),
      (#""a/b\u0001""#, #""a/b\u0001""#),
    ])
  func `a document has one spelling`(text: String, canonical: String) throws {
    #expect(try JSONValue(parsing: text).canonical == canonical)
  }

  @Test(
    arguments: [
      "", "{", "[1,]", "{\"a\"}", "01", "+1", "1.", ".5", "nul", "\"open", "{\"a\":1} x", "'a'",
      "\"\u{01}\"", "NaN", "[", String(repeating: "[", count: 600),
    ])
  func `what is not JSON is refused with its place`(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
  }

  @Test(arguments: 0..<300)
  func `canonical text reads back to the same text`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let value = Self.value(&random, depth: 0)
    let text = value.canonical
    #expect(try JSONValue(parsing: text).canonical == text)
  }

  @Test(arguments: 0..<300)
  func `broken bytes never trap the parser`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var bytes = Array(Self.value(&random, depth: 0).canonical.utf8)
    for _ in 0..<3 where !bytes.isEmpty {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    _ = try? JSONValue(parsing: bytes)
  }

  private static func value(_ random: inout SeededRandom, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 4 ? 5 : 7), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .integer(.random(in: -1_000_000...1_000_000, using: &random))
    case 3: return .number(.random(in: -1e6...1e6, using: &random))
    case 4:
      let scalars = (0..<Int.random(in: 0..<8, using: &random)).map { _ in
        Unicode.Scalar(UInt32.random(in: 0..<0xD800, using: &random)) ?? "x"
      }
      return .string(String(String.UnicodeScalarView(scalars)))
    case 5:
      return .array(
        (0..<Int.random(in: 0..<4, using: &random)).map { _ in value(&random, depth: depth + 1) })
    default:
      var members: [String: JSONValue] = [:]
      for index in 0..<Int.random(in: 0..<4, using: &random) {
        members["k\(index)é"] = value(&random, depth: depth + 1)
      }
      return .object(members)
    }
  }
}
