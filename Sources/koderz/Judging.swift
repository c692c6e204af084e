import Experiments
import Glibc
import Problems
import PythonSandbox
import Workbench

/// The verdict engine behind `koderz judge`.
enum Judging {
  static func runner(
    sandbox: PythonRunner, extractor: PythonExtractor, files: Files
  ) -> JudgeRunner {
    JudgeRunner { job, emit in
      let judge = Judge(
        problems: Dictionary(
          job.problems.problems.map { ($0.taskID, $0) }, uniquingKeysWith: { first, _ in first }),
        sandbox: sandbox, extractor: extractor,
        prepareCompletion: { extractor.candidate(continuing: $0, $1) },
        prepareSolution: { extractor.candidate(standalone: $0, $1) }, raw: job.raw,
        workers: job.workers, limits: job.cpuSeconds.map { RunLimits(cpuSeconds: $0) })
      let lines = try SampleLines(path: job.samplesPath, files: files)
      let summary = try await judge.run(lines: lines, emit: emit)
      return summary.description.split(separator: "\n").map { StyledText(String($0)) }
    }
  }
}

/// The lines of a sample file, read piece by piece; a gzip file is unpacked whole.
struct SampleLines: AsyncSequence {
  typealias Element = String

  private let path: String
  private let unpacked: [UInt8]?

  /// - Throws: `FileError` when the file cannot be opened, `GzipError` when it is damaged.
  init(path: String, files: Files) throws {
    self.path = path
    unpacked =
      path.hasSuffix(".gz") ? try Gzip.inflate(try files.read(path), name: path) : nil
    guard unpacked != nil || access(path, R_OK) == 0 else {
      throw FileError(path: path, reason: String(cString: strerror(errno)))
    }
  }

  func makeAsyncIterator() -> Iterator { Iterator(path: path, unpacked: unpacked) }

  struct Iterator: AsyncIteratorProtocol {
    private let descriptor: Int32
    private var buffer: [UInt8]
    private var start = 0
    private var isAtEnd: Bool

    fileprivate init(path: String, unpacked: [UInt8]?) {
      buffer = unpacked ?? []
      isAtEnd = unpacked != nil
      descriptor = unpacked == nil ? open(path, O_RDONLY | O_CLOEXEC) : -1
    }

    mutating func next() async throws -> String? {
      while true {
        if let end = buffer[start...].firstIndex(of: 0x0A) {
          defer { start = end + 1 }
          return String(decoding: buffer[start..<end], as: UTF8.self)
        }
        if isAtEnd {
          guard start < buffer.count else {
            if descriptor >= 0 { close(descriptor) }
            return nil
          }
          defer { start = buffer.count }
          return String(decoding: buffer[start...], as: UTF8.self)
        }
        readMore()
      }
    }

    private mutating func readMore() {
      buffer.removeFirst(start)
      start = 0
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        buffer += chunk[..<count]
      } else if count == 0 || errno != EINTR {
        isAtEnd = true
      }
    }
  }
}
