import Foundation
import Testing

/// A run of `storage-writer`, which is built next to the tests.
final class WriterProcess {
  private let process = Process()
  private let output = Pipe()
  private let error = Pipe()
  private var unread = Data()

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

  /// The ordinals that the writer says are stored, until it has said `count` of them and so many
  /// microseconds more have gone by, or until it ends.
  func readDone(count: Int, thenMicroseconds: Int = 0) -> [Int] {
    var done: [Int] = []
    while done.count < count, let more = nextLines(waitMs: -1) { done += more }
    let end = ContinuousClock.now + .microseconds(thenMicroseconds)
    while ContinuousClock.now < end, let more = nextLines(waitMs: 0) { done += more }
    return done
  }

  /// Ends it as no program can prevent; returns what it had said by then and was not read.
  func kill() -> [Int] {
    Foundation.kill(id, SIGKILL)
    process.waitUntilExit()
    var done: [Int] = []
    while let more = nextLines(waitMs: -1) { done += more }
    return done
  }

  /// Waits for its end: the exit status and what it wrote to standard error.
  func finish() -> (status: Int32, error: String) {
    let text = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  /// The whole lines written meanwhile; nil at the end of its output.
  private func nextLines(waitMs: Int32) -> [Int]? {
    let handle = output.fileHandleForReading
    var request = pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, waitMs) > 0 else { return [] }
    let more = handle.availableData
    guard !more.isEmpty else { return nil }
    unread += more
    guard let end = unread.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    let lines = String(decoding: unread[...end], as: UTF8.self).split(separator: "\n")
    unread = Data(unread[unread.index(after: end)...])
    return lines.compactMap { Int($0.dropFirst("done ".count)) }
  }
}
