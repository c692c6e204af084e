import AsyncHTTPClient
import Experiments
import NIOCore
import NIOHTTP1

/// Reads the data of a streamed answer, one event at a time; does no I/O.
///
/// The conforming types are the accumulators of the services' wires.
protocol StreamedAnswerReader: Sendable {
  /// The events of the data of one server-sent event.
  ///
  /// - Throws: `ProviderError` when the data is not the protocol's, or is the server's error.
  mutating func read(_ event: ServerSentEvent) throws -> [GenerationEvent]

  /// The events of an answer that came as one JSON body although a stream was asked for.
  ///
  /// - Throws: `ProviderError` when the body is not the protocol's, or is the server's error.
  mutating func readWhole(_ body: [UInt8]) throws -> [GenerationEvent]

  /// Whether nothing of the answer can come any more, even when the server stays.
  var isComplete: Bool { get }

  /// The end, when the stream is over.
  ///
  /// - Throws: `ProviderError` with code `brokenStream` when the answer is not complete.
  func finish() throws -> GenerationEnd
}

/// What an answer looks like from its first byte on.
enum AnswerForm: Sendable, Hashable {
  /// A `text/event-stream`.
  case events
  /// One JSON document.
  case document
  case webPage

  /// The form of an answer; nil while only white space has come.
  ///
  /// Proxies send streams under any content type, so the bytes decide.
  static func of(_ bytes: some Sequence<UInt8>) -> AnswerForm? {
    switch bytes.first(where: { $0 != 32 && !(9...13).contains($0) }) {
    case nil: nil
    case UInt8(ascii: "{"): .document
    case UInt8(ascii: "<"): .webPage
    default: .events
    }
  }
}

extension HTTPConnection {
  /// Streams what a reader makes of an answer's body into a sink, and gives the end.
  ///
  /// - Throws: `ProviderError`, or `CancellationError`.
  func relay(
    _ response: HTTPClientResponse,
    path: String,
    through reader: consuming some StreamedAnswerReader,
    to sink: GenerationSink
  ) async throws -> GenerationEnd {
    var reader = reader
    var events = ServerSentEvents()
    var beginning: [UInt8] = []
    var form: AnswerForm?
    do {
      try await readBody(of: response, to: sink) { bytes, pieces in
        beginning = form == .events ? [] : beginning + bytes
        if form == nil { form = AnswerForm.of(beginning) }
        guard form == .events else { return beginning.count <= 32 << 20 }
        if beginning.isEmpty {
          try events.append(bytes)
        } else {
          try events.append(beginning)
        }
        while let event = events.next() { pieces += try reader.read(event) }
        return !reader.isComplete
      }
      if reader.isComplete { return try reader.finish() }
    } catch {
      throw fault.reading(error)
    }
    switch form {
    case .webPage: throw fault.badResponse("\(path) answered with a web page")
    case .document: sink.send(try reader.readWhole(beginning))
    case .events, nil:
      if let event = events.finish() { sink.send(try last(event, of: &reader)) }
    }
    return try reader.finish()
  }

  /// Reads what came after the last blank line; a piece of an event means that the rest is missing.
  private func last(
    _ event: ServerSentEvent, of reader: inout some StreamedAnswerReader
  ) throws -> [GenerationEvent] {
    do {
      return try reader.read(event)
    } catch let error as ProviderError where error.code == .badResponse {
      throw fault.brokenOff("in the middle of an event")
    }
  }
}
