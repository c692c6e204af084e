import Experiments
import Glibc

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
  static func values() -> [String: String] {
    var values: [String: String] = [:]
    var entry = environ
    while let pointer = entry.pointee {
      let text = String(cString: pointer)
      if let equals = text.firstIndex(of: "=") {
        values[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      entry += 1
    }
    let file = (try? LocalFiles.files.read(".env")) ?? []
    return values.merging(DotEnv.values(of: String(decoding: file, as: UTF8.self))) { real, _ in
      real
    }
  }
}
