import Experiments

extension AdversarialClass {
  /// Code that runs when the process or an object ends, after the answers.
  static let deferredEffects = Self(
    name: "deferred effects",
    cases: [
      .init(
        "atexit prints success", .mean, [.wrong], why: "what is printed is not consulted",
        code: """
          import atexit
          atexit.register(print, "pass")
          def mean(xs):
              return 0
          """),
      .init(
        "atexit ends with status 0", .mean, [.wrong, .tampered], why: "the status is not consulted",
        code: """
          import atexit, os
          atexit.register(os._exit, 0)
          def mean(xs):
              return 0
          """),
      .init(
        "atexit that never ends", .mean, [.pass], why: "the answers were complete before",
        code: """
          import atexit
          @atexit.register
          def spin():
              while True:
                  pass
          \(Right.mean)
          """),
      .init(
        "honest atexit", .mean, [.pass], why: "it harms nothing",
        code: """
          import atexit
          atexit.register(print, "bye")
          \(Right.mean)
          """),
      .init(
        "weakref callback ends the process", .squares, [.tampered],
        why: "the object dies in the call",
        code: """
          import os, weakref
          class Thing:
              pass
          def squares(xs):
              thing = Thing()
              weakref.finalize(thing, os._exit, 0)
              del thing
              return []
          """),
      .init(
        "result whose __del__ ends the process", .squares, [.tampered, .wrong],
        why: "a list of such an object is not the right list",
        code: """
          import os
          class Bomb:
              def __del__(self):
                  os._exit(0)
          def squares(xs):
              return [Bomb()]
          """),
      .init(
        "__del__ of a global at the end", .countWords, [.pass],
        why: "the answers were complete before",
        code: """
          import os
          class Late:
              def __del__(self, leave=os._exit):
                  leave(1)
          late = Late()
          \(Right.countWords)
          """),
      .init(
        "gc callback ends the process", .squares, [.tampered], why: "the call collects garbage",
        code: """
          import gc, os
          gc.callbacks.append(lambda phase, info: os._exit(0))
          def squares(xs):
              gc.collect()
              return []
          """),
      .init(
        "sys.excepthook ends with status 0", .balanced, [.exception, .tampered],
        why: "the exception stays one",
        code: """
          import os, sys
          sys.excepthook = lambda *details: os._exit(0)
          def balanced(text):
              raise RuntimeError("no idea")
          """),
      .init(
        "threading.excepthook prints success", .balanced, [.wrong],
        why: "what is printed is not consulted",
        code: """
          import threading
          threading.excepthook = lambda details: print("pass")
          def balanced(text):
              thread = threading.Thread(target=lambda: 1 / 0)
              thread.start()
              thread.join()
              return None
          """),
      .init(
        "exit in a thread a little later", .mean, [.tampered, .timeout], hangs: true,
        why: "the tests are not complete when the process ends",
        code: """
          import os, threading, time
          def leave():
              time.sleep(0.2)
              os._exit(0)
          threading.Thread(target=leave, daemon=True).start()
          def mean(xs):
              time.sleep(100)
          """),
      .init(
        "timer signal ends the process", .mean, [.tampered, .exception, .crash, .timeout],
        hangs: true, why: "the tests are not complete, or the timer is refused",
        code: """
          import os, signal
          signal.signal(signal.SIGALRM, lambda *details: os._exit(0))
          signal.setitimer(signal.ITIMER_REAL, 0.1)
          def mean(xs):
              while True:
                  pass
          """),
      .init(
        "import hook that answers everything", .mean, [.wrong, .tampered],
        why: "modules are the judge's own there",
        code: """
          import sys, types
          class Finder:
              def find_spec(self, name, path=None, target=None):
                  raise ImportError("nothing is left of " + name)
          sys.meta_path.insert(0, Finder())
          for name in list(sys.modules):
              if name in ("math", "json", "random", "re"):
                  del sys.modules[name]
          def mean(xs):
              return 99
          """),
    ])
}
