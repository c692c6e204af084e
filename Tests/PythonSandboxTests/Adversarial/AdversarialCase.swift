import Experiments
import Judging

/// A candidate that is hostile, or only looks so, and the outcomes that are right for it.
///
/// Each does the least that shows its trick. None may harm a machine whose sandbox is broken: floods
/// and forks are bounded, and deletions aim at files that the suite itself made.
struct AdversarialCase: Sendable, CustomStringConvertible {
  var name: String
  /// What the candidate claims to solve.
  var problem: BenchmarkProblem
  /// Right in every configuration.
  var outcomes: Set<Outcome>
  /// Also right where no system call is refused, because the call is harmless there.
  var unfiltered: Set<Outcome>
  /// It runs until a limit ends it, so it gets short ones.
  var hangs: Bool
  /// Why these outcomes are right.
  var why: String
  var code: String
  var description: String { name }

  init(
    _ name: String, _ problem: BenchmarkProblem, _ outcomes: Set<Outcome>,
    unfiltered: Set<Outcome> = [],
    hangs: Bool = false, why: String, code: String
  ) {
    self.name = name
    self.problem = problem
    self.outcomes = outcomes
    self.unfiltered = unfiltered
    self.hangs = hangs
    self.why = why
    self.code = code
  }

  /// What the run may use; a case that hangs costs it whole, twice when it only waits.
  var limits: RunLimits {
    hangs
      ? RunLimits(cpuSeconds: 0.5, wallSeconds: 1, memoryBytes: Self.memory)
      : RunLimits(cpuSeconds: 4, wallSeconds: 30, memoryBytes: Self.memory)
  }

  static let memory = 512 << 20
}

/// Candidates that use the same kind of trick.
struct AdversarialClass: Sendable, CustomStringConvertible {
  var name: String
  var cases: [AdversarialCase]
  var description: String { name }
}

/// What candidates try to get at, and the marks they leave when they succeed.
enum Canary {
  private static let number = UInt32.random(in: 1000...9999)
  /// Process names and the names of files made in `/tmp` begin with it; 15 bytes, as a process name.
  static let mark = "kz-hostile-\(number)"
  /// In a file and in the environment variable `KODERZ_SECRET`; no verdict may show it.
  static let secret = "the-moon-is-\(UInt64.random(in: 0 ... .max))"
  /// Everything of the suite lies in it; the sandbox has its temporary directory there too.
  static let directory = "/tmp/koderz-adversarial-\(number)"
  static let secretFile = "\(directory)/secret"
  /// A directory that anyone may empty, with one file.
  static let victim = "\(directory)/victim"

  /// Python that gives the calling process a name that the suite looks for.
  static let markProcess = """
    def mark():
        import ctypes
        ctypes.CDLL(None).prctl(15, b"\(mark)", 0, 0, 0)
    """

  /// Python that ends a candidate that could reach other processes, before it does them harm.
  ///
  /// The secret in the message makes the case fail.
  static let stopUnconfined = """
    import os
    try:
        os.kill(-1, 0)
        reaches_others = True
    except OSError:
        reaches_others = False
    if reaches_others:
        raise SystemError("unconfined: \(secret)")
    """
}
