import ChildProcesses
import Dispatch
import Experiments
import Glibc
import Subprocess
import Synchronization
import TaskThreads

/// Frames to and from a judge's process, and its life.
final class HarnessChannel: Sendable {
  private struct State {
    var process: pid_t = 0
    var isEnded = false
  }

  private let file: CInt
  private let temporaryDirectory: String
  private let state = Mutex(State())
  /// Where its blocking reads and writes are done, one after the other.
  private let queue = DispatchQueue(label: "koderz.judge")
  private let leave: AsyncStream<Never>.Continuation
  private let isLeft: AsyncStream<Never>

  private init(file: CInt, temporaryDirectory: String) {
    self.file = file
    self.temporaryDirectory = temporaryDirectory
    (isLeft, leave) = AsyncStream.makeStream()
  }

  deinit { close(file) }

  /// Starts the process.
  ///
  /// - Throws: `HarnessError`.
  static func open(
    _ interpreter: PythonInterpreter, user: UInt32?, temporaryDirectory: String
  ) async throws -> HarnessChannel {
    var ends: [CInt] = [0, 0]
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw HarnessError(
        description:
          "cannot open a channel to the judge process: \(String(cString: strerror(errno)))")
    }
    let channel = HarnessChannel(file: ends[0], temporaryDirectory: temporaryDirectory)
    try await channel.start(interpreter, user: user, theirs: ends[1])
    return channel
  }

  private func start(_ interpreter: PythonInterpreter, user: UInt32?, theirs: CInt) async throws {
    let channel = self
    try await withCheckedThrowingContinuation { (started: CheckedContinuation<Void, any Error>) in
      let once = Mutex<CheckedContinuation<Void, any Error>?>(started)
      let threads = ThreadPoolExecutors.makeExecutor()
      Task.detached(executorPreference: threads) {
        do {
          try await channel.run(interpreter, user: user, theirs: theirs) {
            once.withLock { $0.take() }?.resume()
            // While a program runs, swift-subprocess has a task of its own sleep a second at a time.
            await threads.patiently { for await _ in channel.isLeft {} }
          }
        } catch {
          let reason = HarnessError(description: "the judge process could not be started: \(error)")
          guard let started = once.withLock({ $0.take() }) else { return }
          close(theirs)
          started.resume(throwing: reason)
        }
      }
    }
  }

  /// Stays until `whileItRuns` has returned and the process has ended.
  private func run(
    _ interpreter: PythonInterpreter, user: UInt32?, theirs: CInt, whileItRuns: () async -> Void
  ) async throws {
    var options = PlatformOptions()
    options.createSession = true
    let input: FileDescriptorInput = .fileDescriptor(
      fileDescriptor(theirs), closeAfterSpawningProcess: false)
    let output: FileDescriptorOutput = .fileDescriptor(
      fileDescriptor(theirs), closeAfterSpawningProcess: false)
    let (program, arguments) = Self.command(interpreter, user: user)
    _ = try await Subprocess.run(
      program, arguments: Arguments(arguments),
      environment: .custom([
        "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0",
        "TMPDIR": .init(stringLiteral: temporaryDirectory),
      ]),
      workingDirectory: filePath("/"), platformOptions: options, input: input, output: output,
      error: .discarded
    ) { execution in
      close(theirs)  // so that the end of the process ends the conversation
      state.withLock { $0.process = execution.processIdentifier.value }
      await whileItRuns()
    }
  }

  /// The judge's command.
  ///
  /// Another program changes the user: swift-subprocess does it between clone and exec, where the C
  /// library waits for ever for a lock that another thread held (66 of 300 children of a process whose
  /// threads come and go).
  private static func command(
    _ interpreter: PythonInterpreter, user: UInt32?
  ) -> (Executable, [String]) {
    let arguments = ["-S", "-s", "-B", "-c", HarnessProgram.loader]
    guard let user else { return (.path(filePath(interpreter.path)), arguments) }
    let change = ["--reuid=\(user)", "--regid=\(user)", "--clear-groups", interpreter.path]
    return (.name("setpriv"), change + arguments)
  }

  /// Kills the process and whatever descends from it.
  func end() {
    state.withLock { state in
      guard !state.isEnded else { return }
      state.isEnded = true
      if state.process > 0 { kill(-state.process, SIGKILL) }
      shutdown(file, CInt(SHUT_RDWR))
    }
    leave.finish()
  }

  /// Sends frames and waits for one.
  ///
  /// - Throws: `HarnessLost` when the process ended or did not answer in time, `CancellationError`; it
  ///   is ended then.
  func exchange(_ frames: [[UInt8]], within deadline: Duration) async throws -> [UInt8] {
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { done in
        queue.async { done.resume(returning: self.exchangeBlocking(frames, within: deadline)) }
      }
    } onCancel: {
      end()
    }
    if case .failure = answer { end() }
    try Task.checkCancellation()
    return try answer.get()
  }

  private func exchangeBlocking(
    _ frames: [[UInt8]], within deadline: Duration
  ) -> Result<[UInt8], HarnessLost> {
    var wait = timeval(tv_sec: Int(deadline.components.seconds), tv_usec: 0)
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    for frame in frames {
      guard send(UInt32(frame.count).littleEndianBytes + frame) else {
        return .failure(HarnessLost(reason: "it takes no requests any more"))
      }
    }
    guard let head = receive(4) else { return .failure(lost(deadline)) }
    let size = head.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard let body = receive(size) else { return .failure(lost(deadline)) }
    return .success(body)
  }

  private func lost(_ deadline: Duration) -> HarnessLost {
    errno == EAGAIN
      ? HarnessLost(reason: "it did not answer within \(deadline)")
      : HarnessLost(reason: "it ended")
  }

  private func send(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.send(
          file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count,
          CInt(MSG_NOSIGNAL))
        if count < 0 && errno != EINTR { return false }
        rest = rest.dropFirst(max(0, count))
      }
      return true
    }
  }

  private func receive(_ count: Int) -> [UInt8]? {
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = recv(file, buffer.baseAddress?.advanced(by: filled), count - filled, 0)
        if got < 0 && errno == EINTR { continue }
        if got == 0 { errno = 0 }
        guard got > 0 else {
          isWhole = false
          return
        }
        filled += got
      }
    }
    return isWhole ? bytes : nil
  }
}

extension UInt32 {
  fileprivate var littleEndianBytes: [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
  }
}
