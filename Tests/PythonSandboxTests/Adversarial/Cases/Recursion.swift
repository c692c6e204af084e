import Experiments

extension AdversarialClass {
  /// Deep calls, deep values and values that contain themselves.
  static let recursion = Self(
    name: "recursion",
    cases: [
      .init(
        "calls itself for ever", .mean, [.exception], why: "RecursionError is an exception",
        code: """
          def mean(xs):
              return mean(xs)
          """),
      .init(
        "calls itself for ever without a limit", .mean,
        [.timeout, .crash, .exception, .memory], hangs: true,
        why: "the stack, the memory or the time ends",
        code: """
          import sys
          sys.setrecursionlimit(10**9)
          def mean(xs):
              return mean(xs)
          """),
      .init(
        "recovers from its own recursion", .mean, [.pass], why: "RecursionError can be caught",
        code: """
          def deep():
              return deep()
          try:
              deep()
          except RecursionError:
              pass
          \(Right.mean)
          """),
      .init(
        "a list 100,000 deep", .squares, [.wrong, .tampered, .exception],
        why: "it is not the list, and nobody may trip over it",
        code: """
          def squares(xs):
              value = []
              for _ in range(100_000):
                  value = [value]
              return value
          """),
      .init(
        "a dictionary 100,000 deep", .countWords, [.wrong, .tampered, .exception],
        why: "it is not the dictionary, and nobody may trip over it",
        code: """
          def count_words(text):
              value = {}
              for _ in range(100_000):
                  value = {"a": value}
              return value
          """),
      .init(
        "a list that holds itself", .squares, [.wrong, .tampered], why: "it is not the list",
        code: """
          def squares(xs):
              value = [1, 4]
              value.append(value)
              return value
          """),
      .init(
        "a dictionary that holds itself", .countWords, [.wrong, .tampered],
        why: "it is not the dictionary",
        code: """
          def count_words(text):
              value = {"a": 2}
              value["b"] = value
              return value
          """),
      .init(
        "an argument that comes to hold itself", .rotate, [.wrong, .tampered],
        why: "it is not the rotated list",
        code: """
          def rotate(xs, k):
              xs[:] = [xs] * len(xs)
          """),
      .init(
        "exceptions that cause each other", .mean, [.exception], why: "it is raised",
        code: """
          def mean(xs):
              one, other = KeyError("a"), KeyError("b")
              one.__cause__, other.__cause__ = other, one
              one.__context__ = other
              raise one
          """),
      .init(
        "10,000 frames deep", .mean, [.exception], why: "the exception is raised, its frames cut",
        code: """
          import sys
          sys.setrecursionlimit(20_000)
          def down(n):
              if n == 0:
                  raise LookupError("bottom")
              down(n - 1)
          def mean(xs):
              down(10_000)
          """),
      .init(
        "honest recursion", .balanced, [.pass], why: "it is right",
        code: """
          def inside(text, place, depth):
              if depth < 0:
                  return False
              if place == len(text):
                  return depth == 0
              return inside(text, place + 1, depth + (1 if text[place] == "(" else -1))
          def balanced(text):
              return inside(text, 0, 0)
          """),
    ])

  /// Threads that are many, stay, print or wait.
  static let threads = Self(
    name: "threads",
    cases: [
      .init(
        "2,000 threads", .mean, [.exception, .pass, .memory, .crash],
        why: "memory bounds their number",
        code: """
          import threading
          gate = threading.Event()
          for _ in range(2000):
              threading.Thread(target=gate.wait, daemon=True).start()
          \(Right.mean)
          """),
      .init(
        "a thread that stays", .mean, [.pass], why: "the answers were complete before",
        code: """
          import threading, time
          threading.Thread(target=time.sleep, args=(300,)).start()
          \(Right.mean)
          """),
      .init(
        "a thread that keeps printing", .mean, [.pass], why: "printing is allowed",
        code: """
          import threading, time
          def chatter():
              while True:
                  print("still here")
                  time.sleep(0.001)
          threading.Thread(target=chatter, daemon=True).start()
          \(Right.mean)
          """),
      .init(
        "a thread that keeps busy, no answer", .mean, [.timeout], hangs: true,
        why: "all threads' time counts",
        code: """
          import threading
          def spin():
              while True:
                  pass
          thread = threading.Thread(target=spin)
          def mean(xs):
              thread.start()
              thread.join()
          """),
      .init(
        "a thread that garbles the answers", .mean, [.wrong, .tampered, .timeout], hangs: true,
        why: "its answers stay wrong, and its thread uses up the time",
        code: """
          import os, threading
          def garble():
              while True:
                  for file in range(3, 64):
                      try:
                          os.write(file, b"p\\n")
                      except OSError:
                          pass
          threading.Thread(target=garble, daemon=True).start()
          def mean(xs):
              return 99
          """),
      .init(
        "a thread that changes the answer later", .rotate, [.wrong, .tampered],
        why: "the answer is what it was at the end of the call",
        code: """
          import threading, time
          def later(xs, k):
              time.sleep(0.05)
              xs[:] = xs[-k:] + xs[:-k]
          def rotate(xs, k):
              threading.Thread(target=later, args=(xs, k), daemon=True).start()
          """),
      .init(
        "an exception in a thread", .mean, [.pass], why: "it ends that thread only",
        code: """
          import threading
          thread = threading.Thread(target=lambda: 1 / 0)
          thread.start()
          thread.join()
          \(Right.mean)
          """),
      .init(
        "honest threads", .squares, [.pass], why: "it is right",
        code: """
          from concurrent.futures import ThreadPoolExecutor
          def squares(xs):
              with ThreadPoolExecutor(4) as pool:
                  return sorted(pool.map(lambda x: x * x, xs))
          """),
      .init(
        "honest asyncio", .mean, [.pass], why: "it is right; a loop needs a pair of sockets",
        code: """
          import asyncio
          async def later(xs):
              await asyncio.sleep(0)
              return sum(xs) / len(xs)
          def mean(xs):
              return asyncio.run(later(xs))
          """),
      .init(
        "pthread_exit", .mean, [.tampered, .crash, .timeout], hangs: true,
        why: "the thread that answers is gone",
        code: """
          import ctypes, threading
          def mean(xs):
              ctypes.CDLL(None).pthread_exit(None)
          """),
    ])
}
