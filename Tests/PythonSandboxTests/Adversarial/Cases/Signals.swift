import Experiments

extension AdversarialClass {
  /// Signals sent, ignored, blocked and caught.
  static let signals = Self(
    name: "signals",
    cases: [
      .init(
        "ignores every signal and never ends", .mean, [.timeout], hangs: true,
        why: "time is measured from outside",
        code: """
          import signal
          for number in signal.valid_signals():
              try:
                  signal.signal(number, signal.SIG_IGN)
              except OSError:
                  pass
          def mean(xs):
              while True:
                  pass
          """),
      .init(
        "blocks every signal and never ends", .mean, [.timeout], hangs: true,
        why: "SIGKILL cannot be blocked",
        code: """
          import signal
          signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
          def mean(xs):
              while True:
                  pass
          """),
      .init(
        "catches every signal and goes on", .mean, [.timeout], hangs: true,
        why: "SIGKILL cannot be caught",
        code: """
          import signal
          for number in signal.valid_signals():
              try:
                  signal.signal(number, lambda *details: None)
              except OSError:
                  pass
          def mean(xs):
              while True:
                  pass
          """),
      .init(
        "catches every signal and leaves with success", .mean, [.timeout, .tampered], hangs: true,
        why: "the tests are not complete",
        code: """
          import os, signal
          for number in signal.valid_signals():
              try:
                  signal.signal(number, lambda *details: os._exit(0))
              except OSError:
                  pass
          def mean(xs):
              while True:
                  pass
          """),
      .init(
        "kills its parent", .mean, [.exception, .crash, .pass],
        why: "refused, or without a parent it meets its own group or nobody",
        code: """
          import os
          os.kill(os.getppid(), 9)
          \(Right.mean)
          """),
      .init(
        "kills whatever it can reach", .mean, [.exception, .crash, .pass],
        why: "refused, or nobody is in reach",
        code: """
          \(Canary.stopUnconfined)
          os.kill(-1, 9)
          \(Right.mean)
          """),
      .init(
        "kills its group", .mean, [.exception, .crash, .pass],
        why: "refused, or it is alone in it, or the first of its namespace, whom SIGKILL spares",
        code: """
          import os
          os.killpg(0, 9)
          \(Right.mean)
          """),
      .init(
        "stops its parent", .mean, [.exception, .crash, .timeout, .wrong], hangs: true,
        why: "refused, or it stops itself",
        code: """
          import os
          for number in (19, 20):
              os.kill(os.getppid(), number)
          def mean(xs):
              return 99
          """),
      .init(
        "kills the first processes by number", .mean, [.exception, .crash, .pass, .tampered],
        why: "refused, or it meets itself",
        code: """
          \(Canary.stopUnconfined)
          met = 0
          for process in range(2, 40):
              try:
                  os.kill(process, 9)
              except ProcessLookupError:
                  pass
          \(Right.mean)
          """),
      .init(
        "SIGKILL to itself", .mean, [.crash, .exception], unfiltered: [.wrong],
        why: "refused, or it dies",
        code: """
          import os
          def mean(xs):
              os.kill(os.getpid(), 9)
              return 99
          """),
      .init(
        "SIGSEGV to itself", .mean, [.crash, .exception], unfiltered: [.wrong],
        why: "refused, or it dies",
        code: """
          import os
          def mean(xs):
              os.kill(os.getpid(), 11)
              return 99
          """),
      .init(
        "SIGSTOP to itself", .mean, [.timeout, .exception], unfiltered: [.wrong], hangs: true,
        why: "refused, or it waits for ever",
        code: """
          import os
          def mean(xs):
              os.kill(os.getpid(), 19)
              return 99
          """),
      .init(
        "an alarm to itself", .mean, [.crash, .exception, .timeout], hangs: true,
        why: "refused, or it dies, or as the first of its namespace it is spared",
        code: """
          import signal
          signal.alarm(1)
          def mean(xs):
              while True:
                  pass
          """),
      .init(
        "a null pointer", .mean, [.crash], why: "a fault cannot be survived",
        code: """
          import ctypes
          def mean(xs):
              return ctypes.string_at(0)
          """),
      .init(
        "a null pointer while faults are ignored", .mean, [.crash, .timeout], hangs: true,
        why: "a fault cannot be survived",
        code: """
          import ctypes, signal
          signal.signal(signal.SIGSEGV, signal.SIG_IGN)
          def mean(xs):
              return ctypes.string_at(0)
          """),
      .init(
        "os.abort", .mean, [.crash], why: "abort cannot be refused",
        code: """
          import os
          def mean(xs):
              os.abort()
          """),
      .init(
        "signal.raise_signal(SIGUSR2) when ignored", .mean, [.pass, .exception],
        why: "it is right, whether the signal was sent or refused",
        code: """
          import signal
          signal.signal(signal.SIGUSR2, signal.SIG_IGN)
          signal.raise_signal(signal.SIGUSR2)
          \(Right.mean)
          """),
    ])
}
