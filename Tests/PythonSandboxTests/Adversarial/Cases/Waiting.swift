import Experiments

extension AdversarialClass {
  /// Waiting for what never comes.
  static let waiting = Self(
    name: "waiting",
    cases: [
      .init(
        "input()", .mean, [.exception], why: "standard input is at its end",
        code: """
          def mean(xs):
              return float(input())
          """),
      .init(
        "reads all of its input", .mean, [.pass, .exception],
        why: "it is empty or is not there, and the answer is right",
        code: """
          import sys
          assert sys.stdin.read() == ""
          \(Right.mean)
          """),
      .init(
        "reads descriptor 0", .mean, [.pass, .exception],
        why: "it is empty or is not there, and the answer is right",
        code: """
          import os
          assert os.read(0, 100) == b""
          \(Right.mean)
          """),
      .init(
        "sleeps", .mean, [.timeout], hangs: true, why: "the wall limit ends it",
        code: """
          import time
          def mean(xs):
              time.sleep(1000)
          """),
      .init(
        "waits for a lock it holds", .mean, [.timeout], hangs: true, why: "the wall limit ends it",
        code: """
          import threading
          lock = threading.Lock()
          lock.acquire()
          def mean(xs):
              lock.acquire()
          """),
      .init(
        "waits for an empty pipe", .mean, [.timeout], hangs: true, why: "the wall limit ends it",
        code: """
          import os
          reading, writing = os.pipe()
          os.read(reading, 1)
          \(Right.mean)
          """),
      .init(
        "waits for a signal", .mean, [.timeout, .exception, .wrong], hangs: true,
        why: "the wall limit ends it, or the call is refused and Python says nothing",
        code: """
          import signal
          def mean(xs):
              signal.pause()
          """),
      .init(
        "waits for a socket", .mean, [.exception, .timeout], hangs: true,
        why: "sockets are refused, or the wall limit ends it",
        code: """
          import socket
          def mean(xs):
              one, other = socket.socketpair()
              return one.recv(1)
          """),
      .init(
        "sleeps while loading and swallows everything", .mean, [.timeout], hangs: true,
        why: "the wall limit ends it",
        code: """
          import time
          while True:
              try:
                  time.sleep(1000)
              except BaseException:
                  pass
          """),
      .init(
        "answers one call, sleeps in the next", .mean, [.timeout], hangs: true,
        why: "the tests are not complete",
        code: """
          import time
          def mean(xs):
              if xs == [4]:
                  time.sleep(1000)
              return sum(xs) / len(xs)
          """),
      .init(
        "a short sleep", .mean, [.pass], why: "it is within the limits",
        code: """
          import time
          \(Right.mean)
          time.sleep(0.3)
          """),
    ])

  /// Clocks that are turned back, and computations that no clock inside can end.
  static let time = Self(
    name: "time",
    cases: [
      .init(
        "clocks that stand still", .mean, [.timeout], hangs: true,
        why: "time is measured from outside",
        code: """
          import time
          for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
              setattr(time, name, lambda: 0.0)
              setattr(time, name + "_ns", lambda: 0)
          def mean(xs):
              while True:
                  pass
          """),
      .init(
        "clocks that stand still, right answer", .mean, [.pass], why: "they are its own",
        code: """
          import time
          time.time = time.monotonic = time.perf_counter = lambda: 0.0
          \(Right.mean)
          """),
      .init(
        "sleep that does not", .mean, [.wrong], why: "it is its own sleep, and its answer is wrong",
        code: """
          import time
          time.sleep = lambda seconds: None
          def mean(xs):
              time.sleep(1000)
              return 99
          """),
      .init(
        "an endless sum in C", .mean, [.timeout], hangs: true, why: "the CPU limit ends it",
        code: """
          def mean(xs):
              return sum(range(10**12))
          """),
      .init(
        "an endless power in C", .mean, [.timeout, .memory], hangs: true,
        why: "the CPU limit ends it",
        code: """
          def mean(xs):
              return pow(7, 10**9)
          """),
      .init(
        "an endless match in C", .countWords, [.timeout], hangs: true, why: "the CPU limit ends it",
        code: """
          import re
          def count_words(text):
              return re.match("(a+)+$", "a" * 40 + "b")
          """),
      .init(
        "an endless constant", .mean, [.timeout, .memory, .pass], hangs: true,
        why: "the compiler leaves it alone, or the limit ends it",
        code: """
          \(Right.mean)
          def unused():
              return ((9**99)**99)**99 and "x" * 10**9
          """),
      .init(
        "an endless loop that swallows everything", .mean, [.timeout], hangs: true,
        why: "the CPU limit ends it",
        code: """
          def mean(xs):
              while True:
                  try:
                      while True:
                          pass
                  except BaseException:
                      pass
          """),
      .init(
        "loops while loading", .mean, [.timeout], hangs: true, why: "the CPU limit ends it",
        code: """
          while True:
              pass
          """),
      .init(
        "raises its own limits", .mean, [.timeout], hangs: true,
        why: "hard limits stay, and time is measured from outside",
        code: """
          import resource
          for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
              for value in ((-1, -1), (10**9, 10**9)):
                  try:
                      resource.setrlimit(kind, value)
                  except (OSError, ValueError):
                      pass
          def mean(xs):
              while True:
                  pass
          """),
      .init(
        "a computation within the limits", .mean, [.pass], why: "it is right",
        code: """
          \(Right.mean)
          assert sum(range(10**6)) > 0
          """),
    ])
}
