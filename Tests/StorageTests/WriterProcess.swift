import Foundation
import Synchronization
import Testing

/// A run of `storage-writer`, which is built next to the tests.
///
/// Whatever waits for it does so on a thread of its own: no other test waits with it, and it is
/// killed when it is meant to be, however many tests go on.
final class WriterProcess: Sendable {
  private let process = Process()
  private let output = Pipe()
  private let error = Pipe()
  private let unread = Mutex(Data())

  var id: Int32 { process.processIdentifier }

  /// Starts the writer; `prefix` is a command that runs it, such as `setpriv` with its options.
  init(_ arguments: [String], prefix: [String] = [], program: String? = nil) throws {
    let command = prefix + [try program ?? Self.program()] + arguments
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardOutput = output
    process.standardError = error
    try process.run()
  }

  static func program() throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let candidates = [tests, CommandLine.arguments[0]].map {
      ($0 as NSString).deletingLastPathComponent + "/storage-writer"
    }
    return try #require(candidates.first { FileManager.default.isExecutableFile(atPath: $0) })
  }

  /// The ordinals that the writer says are stored, until it has said `count` of them or ends.
  func readDone(count: Int) async -> [Int] { await onOwnThread { $0.nowDone(count: count) } }

  /// Ends it as no program can prevent, when it has said `count` ordinals and so many microseconds
  /// more have gone by; returns all that it had said by then and was not read.
  func kill(afterDone count: Int = 0, microseconds: UInt32 = 0) async -> [Int] {
    await onOwnThread { writer in
      let done = writer.nowDone(count: count)
      usleep(microseconds)
      return done + writer.nowKilled()
    }
  }

  /// Waits for its end: the exit status and what it wrote to standard error.
  func finish() async -> (status: Int32, error: String) {
    await onOwnThread { writer in
      let text = writer.error.fileHandleForReading.readDataToEndOfFile()
      writer.process.waitUntilExit()
      return (writer.process.terminationStatus, String(decoding: text, as: UTF8.self))
    }
  }

  private func onOwnThread<Value: Sendable>(
    _ body: @escaping @Sendable (WriterProcess) -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body(self)) }
    }
  }

  private func nowDone(count: Int) -> [Int] {
    var done: [Int] = []
    while done.count < count, let more = nextLines() { done += more }
    return done
  }

  private func nowKilled() -> [Int] {
    Foundation.kill(id, SIGKILL)
    process.waitUntilExit()
    var done: [Int] = []
    while let more = nextLines() { done += more }
    return done
  }

  /// The whole lines that it writes next, after a wait for them; nil at the end of its output.
  private func nextLines() -> [Int]? {
    let more = output.fileHandleForReading.availableData
    guard !more.isEmpty else { return nil }
    return unread.withLock { unread in
      unread += more
      guard let end = unread.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
      let lines = String(decoding: unread[...end], as: UTF8.self).split(separator: "\n")
      unread = Data(unread[unread.index(after: end)...])
      return lines.compactMap { Int($0.dropFirst("done ".count)) }
    }
  }
}
