import Experiments
import Foundation

/// A `TokenService` in a process of its own, so that only the reading side's CPU time is measured.
struct TokenServer {
  let port: Int
  private let process = Process()
  private let timesFile: String

  /// - Throws: `BenchError` when it does not say its port, or what starting a process throws.
  init(
    tokens: Int, perSecond: Double, text: TokenService.Text = .word, folder: String
  ) throws {
    timesFile = folder + "/token-times"
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = [
      "--serve-tokens", "\(tokens)", "--tokens-per-second", "\(perSecond)",
      "--token-text", text.rawValue, "--folder", folder,
    ]
    process.standardInput = Pipe()
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      process.terminate()
      throw BenchError("the server of tokens did not say its port")
    }
    self.port = port
  }

  /// When each token of the last answer was written, by the machine's steady clock in milliseconds.
  ///
  /// - Throws: `FileError` before the first answer.
  func written() throws -> [Double] {
    String(decoding: try BenchFiles.files.read(timesFile), as: UTF8.self)
      .split(separator: " ").compactMap { Double($0) }
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  /// Serves until the standard input ends.
  ///
  /// - Throws: `POSIXError` when the loopback cannot be listened on.
  static func serve(
    tokens: Int, perSecond: Double, text: TokenService.Text, folder: String
  ) throws {
    let service = try TokenService(
      tokens: tokens, perSecond: perSecond, text: text, timesFile: folder + "/token-times")
    FileHandle.standardOutput.write(Data("\(service.port)\n".utf8))
    _ = try FileHandle.standardInput.readToEnd()
  }
}
