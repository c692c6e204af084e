import Experiments
import Subprocess

/// One fresh process of the harness: a job in, a reply out.
struct HarnessProcess: Sendable {
  var interpreter: Interpreter
  /// Where scratch directories are made.
  var temporaryDirectory: String

  /// The program: the files of `Harness/` in the order that `values.py` names.
  static let source = [
    PackageResources.values_py, PackageResources.isolation_py, PackageResources.instrument_py,
    PackageResources.recorder_py, PackageResources.candidate_py, PackageResources.watch_py,
    PackageResources.harness_py,
  ]
  .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")

  /// Reads the compiled program from standard input and runs it.
  private static let loader = """
    import marshal, os
    size = int(os.read(0, 10))
    program = b""
    while len(program) < size:
        program += os.read(0, size - len(program))
    exec(marshal.loads(program))
    """

  private static let nonceLength = 32
  /// What the harness gets on top of the run's wall limit before its process group is killed.
  private static let grace = Duration.seconds(10)

  /// Runs a job and waits until all of its processes are gone.
  ///
  /// - Throws: `HarnessError` when no valid reply came; `CancellationError`.
  func reply(to job: HarnessJob) async throws -> HarnessReply {
    let nonce = Self.nonce()
    let text = job.json.canonical
    let size = String(10_000_000_000 + interpreter.harness.count).dropFirst()
    let input =
      Array(size.utf8) + interpreter.harness + Array("\(text.utf8.count)\n\(text)\(nonce)".utf8)
    let ended: Ended
    do {
      ended = try await finish(input: input, within: .seconds(job.limits.wallSeconds) + Self.grace)
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      throw HarnessError(description: "the harness could not run: \(error)")
    } catch let error as ScratchError {
      throw HarnessError(description: error.description)
    }
    try Task.checkCancellation()
    return try ended.reply(nonce: nonce)
  }

  private static func nonce() -> String {
    String((0..<nonceLength).map { _ in "0123456789abcdef".randomElement() ?? "0" })
  }

  private func finish(input: [UInt8], within deadline: Duration) async throws -> Ended {
    let scratch = try ScratchDirectory(in: temporaryDirectory)
    let directory = scratch.path
    let ended = try await withThrowingTaskGroup(of: Ended?.self) { group in
      group.addTask { try await run(input: input, in: directory) }
      group.addTask {
        try await Task.sleep(for: deadline)
        return nil
      }
      defer { group.cancelAll() }
      let first = try await group.next() ?? nil
      // Cancelled, the process is torn down; its end is awaited when the group is left.
      return first ?? Ended(status: "no answer after \(deadline)", output: "", errors: "")
    }
    _ = consume scratch
    return ended
  }

  private func run(input: [UInt8], in directory: String) async throws -> Ended {
    var options = PlatformOptions()
    options.createSession = true
    // On SIGTERM the harness kills whatever descends from it; the last step kills the group.
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .milliseconds(500))
    ]
    let result = try await Subprocess.run(
      .path(filePath(interpreter.path)),
      arguments: ["-S", "-s", "-B", "-c", Self.loader],
      environment: .custom([
        "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0",
        "TMPDIR": directory,
      ]),
      workingDirectory: filePath(directory),
      platformOptions: options,
      input: ProcessInput.holding(input, in: temporaryDirectory), output: .string(limit: 8 << 20),
      error: .string(limit: 1 << 16))
    return Ended(
      status: "\(result.terminationStatus)", output: result.standardOutput,
      errors: result.standardError)
  }
}

/// How the harness's process ended.
private struct Ended: Sendable {
  var status: String
  var output: String
  var errors: String

  /// The reply, believed only with this run's nonce in it.
  func reply(nonce: String) throws(HarnessError) -> HarnessReply {
    guard !output.isEmpty else {
      let last = errors.split(separator: "\n").last.map { ": \($0)" } ?? ""
      throw HarnessError(description: "the harness gave no verdict (\(status))\(last)")
    }
    guard let document = try? JSONValue(parsing: output),
      let reply = try? document.decoded(as: HarnessReply.self), reply.nonce == nonce
    else {
      throw HarnessError(description: "the harness gave an answer that is none (\(status))")
    }
    return reply
  }
}

/// Why a run gave no verdict: the sandbox is at fault, not the candidate.
struct HarnessError: Error, CustomStringConvertible {
  var description: String
}
