import Experiments
import Glibc
import Runs

/// The machine's clocks.
enum LocalClock {
  static let clock = Experiments.Clock(
    now: {
      let time = read(CLOCK_REALTIME)
      return Timestamp(milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
    },
    monotonicMs: { milliseconds(read(CLOCK_MONOTONIC)) },
    cpuMs: { milliseconds(read(CLOCK_PROCESS_CPUTIME_ID)) })

  private static func milliseconds(_ time: timespec) -> Double {
    Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    clock_gettime(clock, &time)
    return time
  }
}

/// The environment, with what `.env` in the current folder adds to it.
enum Environment {
  /// The variables that count: those of the process, and below them those of the file.
  static func values() -> [String: String] {
    real().merging(fileValues()) { real, _ in real }
  }

  /// Which variables count from the file.
  static func file() -> EnvironmentFile {
    let names = Set(fileValues().keys).subtracting(real().keys)
    return names.isEmpty
      ? EnvironmentFile()
      : EnvironmentFile(path: "\(LocalFiles.currentFolder)/.env", names: names)
  }

  private static func fileValues() -> [String: String] {
    let file = (try? LocalFiles.files.read(".env")) ?? []
    return DotEnv.values(of: String(decoding: file, as: UTF8.self))
  }

  private static func real() -> [String: String] {
    var values: [String: String] = [:]
    var entry = environ
    while let pointer = entry.pointee {
      let text = String(cString: pointer)
      if let equals = text.firstIndex(of: "=") {
        values[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      entry += 1
    }
    return values
  }
}
