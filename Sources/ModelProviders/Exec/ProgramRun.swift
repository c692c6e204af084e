import ChildProcesses
import Experiments
import Glibc
import Subprocess

/// One run of a program: bytes in, bytes out as they come.
struct ProgramRun: Sendable {
  /// How it ended.
  struct Exit: Sendable, Hashable {
    /// Such as `exit code 3` or `signal 9`.
    var status: String
    /// The end of what it wrote to its standard error, in one line.
    var lastWords: String
  }

  let command: ProgramCommand
  let environment: [String: String]
  let endpoint: String

  /// Runs the program until it ends, or until `consume` says that nothing more is wanted.
  ///
  /// **Effects**: starts a process group, and kills it unless it ends by itself.
  ///
  /// - Throws: `ProviderError` with code `notConfigured` when it cannot be started,
  ///   `CancellationError`, and what `consume` throws.
  func stream(_ input: [UInt8], _ consume: ([UInt8]) throws -> Bool) async throws -> Exit {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
    ]
    do {
      let result = try await Subprocess.run(
        .program(command.program), arguments: Arguments(command.arguments),
        environment: .exactly(environment), platformOptions: options, input: try holding(input),
        output: .sequence, error: .sequence
      ) { execution in
        let group = execution.processIdentifier.value
        async let lastWords = Self.end(of: execution.standardError)
        do {
          for try await buffer in execution.standardOutput
          where try !consume(buffer.withUnsafeBytes { Array($0) }) {
            kill(-group, SIGKILL)
            break
          }
        } catch {
          kill(-group, SIGKILL)
          throw error
        }
        return await lastWords
      }
      try Task.checkCancellation()
      return Exit(status: Self.words(result.terminationStatus), lastWords: result.closureResult)
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      throw ProviderError(
        code: .notConfigured, endpoint: endpoint,
        message: "the program cannot be run: \(error)".shortened(to: 300),
        suggestion: "the program's full path, and chmod +x")
    }
  }

  /// The last bytes that a process wrote, as one line.
  private static func end(of output: SubprocessOutputSequence) async -> String {
    var last: [UInt8] = []
    do {
      for try await buffer in output {
        last = Array((last + buffer.withUnsafeBytes { Array($0) }).suffix(2000))
      }
    } catch {
      // It was killed: what it had said until then counts.
    }
    let text = String(decoding: last, as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingSpaces() }
    return String(lines.filter { !$0.isEmpty }.suffix(3).joined(separator: " | ").suffix(300))
  }

  private func holding(_ bytes: [UInt8]) throws(ProviderError) -> FileDescriptorInput {
    do {
      return try ProcessInput.holding(bytes, in: environment["TMPDIR"] ?? "/tmp")
    } catch {
      throw ProviderError(
        code: .notConfigured, endpoint: endpoint,
        message: "the request cannot be handed over in \(error.directory): \(error.reason)",
        suggestion: "free space, or TMPDIR")
    }
  }

  private static func words(_ status: TerminationStatus) -> String {
    switch status {
    case .exited(let code): "exit code \(code)"
    case .signaled(let signal): "signal \(signal)"
    }
  }
}
