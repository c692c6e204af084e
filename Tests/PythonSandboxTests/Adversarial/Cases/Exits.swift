import Experiments

extension AdversarialClass {
  /// Leaving before the tests are done, which says nothing about the tests.
  static let exits = Self(
    name: "exits",
    cases: [
      .init(
        "sys.exit(0) while loading", .mean, [.exception], why: "SystemExit is an exception",
        code: """
          import sys
          \(Right.mean)
          sys.exit(0)
          """),
      .init(
        "sys.exit(0) in the call", .squares, [.exception], why: "SystemExit is an exception",
        code: """
          import sys
          def squares(xs):
              sys.exit(0)
          """),
      .init(
        "sys.exit with text", .countWords, [.exception], why: "SystemExit is an exception",
        code: """
          import sys
          def count_words(text):
              sys.exit("pass")
          """),
      .init(
        "quit()", .balanced, [.exception],
        why: "it is SystemExit, or NameError where Python starts without site",
        code: """
          def balanced(text):
              quit()
          """),
      .init(
        "os._exit(0) while loading", .mean, [.tampered], why: "nobody else ends that process",
        code: """
          import os
          \(Right.mean)
          os._exit(0)
          """),
      .init(
        "os._exit(0) in the call", .rotate, [.tampered], why: "nobody else ends that process",
        code: """
          import os
          def rotate(xs, k):
              os._exit(0)
          """),
      .init(
        "os._exit(0) in the third call", .mean, [.tampered], why: "the tests are not complete",
        code: """
          import os
          calls = 0
          def mean(xs):
              global calls
              calls += 1
              if calls == 3:
                  os._exit(0)
              return sum(xs) / len(xs)
          """),
      .init(
        "exit_group by number", .squares, [.tampered], why: "it is os._exit by another way",
        code: """
          import ctypes, os
          number = 231 if os.uname().machine == "x86_64" else 94
          def squares(xs):
              ctypes.CDLL(None).syscall(number, 0)
          """),
      .init(
        "libc exit", .squares, [.tampered], why: "it is os._exit by another way",
        code: """
          import ctypes
          def squares(xs):
              ctypes.CDLL(None).exit(0)
          """),
      .init(
        "os._exit(0) in a thread", .mean, [.tampered], why: "it ends the whole process",
        code: """
          import os, threading
          thread = threading.Thread(target=os._exit, args=(0,))
          thread.start()
          thread.join()
          while True:
              pass
          """),
      .init(
        "sys.exit(0) in a thread", .mean, [.pass], why: "it ends that thread only",
        code: """
          import sys, threading
          thread = threading.Thread(target=sys.exit, args=(0,))
          thread.start()
          thread.join()
          \(Right.mean)
          """),
      .init(
        "os._exit(0) in __del__", .balanced, [.tampered], why: "the object dies in the call",
        code: """
          import os
          class Bomb:
              def __del__(self):
                  os._exit(0)
          def balanced(text):
              Bomb()
              return True
          """),
      .init(
        "sys.exit(0) in __del__", .balanced, [.pass], why: "Python ignores it there",
        code: """
          import sys
          class Dud:
              def __del__(self):
                  sys.exit(0)
          Dud()
          \(Right.balanced)
          """),
      .init(
        "execv of true", .mean, [.exception], unfiltered: [.tampered],
        why: "programs may not be started; where one can, the process has ended",
        code: """
          import os
          def mean(xs):
              os.execv("/bin/true", ["true"])
          """),
      .init(
        "execve of Python itself", .mean, [.exception], unfiltered: [.tampered, .wrong, .timeout],
        why: "programs may not be started",
        code: """
          import os, sys
          def mean(xs):
              os.execve(sys.executable, [sys.executable, "-c", "print('pass')"], {})
          """),
      .init(
        "raises SystemExit where ValueError is wanted", .parseAge, [.exception],
        why: "SystemExit is no ValueError",
        code: """
          def parse_age(text):
              if not text.strip().isdecimal():
                  raise SystemExit(0)
              return int(text)
          """),
      .init(
        "GeneratorExit and friends", .parseAge, [.exception], why: "none of them is a ValueError",
        code: """
          def parse_age(text):
              if text == "":
                  raise GeneratorExit
              if text == "x":
                  raise KeyboardInterrupt
              return int(text)
          """),
    ])
}
