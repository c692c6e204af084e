import Experiments

extension AdversarialClass {
  /// More memory than there is.
  static let memoryFloods = Self(
    name: "memory floods",
    cases: [
      .init(
        "one huge list", .squares, [.memory], why: "the limit refuses it",
        code: """
          def squares(xs):
              return [0] * 10**10
          """),
      .init(
        "one huge text while loading", .mean, [.memory], why: "the limit refuses it",
        code: """
          x = " " * 10**10
          \(Right.mean)
          """),
      .init(
        "ever more", .mean, [.memory], why: "the limit refuses it",
        code: """
          kept = []
          \(Right.mean)
          inner = mean
          def mean(xs):
              for _ in range(4000):
                  kept.append(bytearray(10**6))
              return inner(xs)
          """),
      .init(
        "ever more, with errors swallowed", .mean, [.memory, .timeout, .crash], hangs: true,
        why: "it never answers",
        code: """
          kept = []
          def mean(xs):
              while True:
                  try:
                      kept.append("x" * 10**7)
                  except MemoryError:
                      pass
          """),
      .init(
        "tries too much and copes", .mean, [.pass], why: "it answers rightly after being refused",
        code: """
          try:
              x = bytearray(10**11)
          except MemoryError:
              x = None
          \(Right.mean)
          """),
      .init(
        "ten million numbers as the answer", .squares, [.wrong, .tampered, .memory],
        why: "no reply may be that long, and it is wrong",
        code: """
          def squares(xs):
              return [1] * 10**7
          """),
      .init(
        "a text of 100 MB as the answer", .countWords, [.wrong, .tampered, .memory],
        why: "no reply may be that long, and it is wrong",
        code: """
          def count_words(text):
              return "x" * 10**8
          """),
      .init(
        "a number of a million bits", .mean, [.wrong, .tampered], why: "it is the wrong number",
        code: """
          def mean(xs):
              return 1 << 10**6
          """),
      .init(
        "a number of 5,000 digits beside the right one", .squares, [.wrong, .tampered],
        why: "it is the wrong list",
        code: """
          def squares(xs):
              return sorted(x * x for x in xs) + [10**5000]
          """),
      .init(
        "200 MB in an exception's message", .mean, [.exception, .memory],
        why: "an exception, its text cut",
        code: """
          def mean(xs):
              raise RuntimeError("x" * (200 << 20))
          """),
      .init(
        "100 MB in the wanted exception's message", .parseAge, [.pass, .memory],
        why: "it is a ValueError; its text is cut",
        code: """
          def parse_age(text):
              if not text.strip().isdecimal():
                  raise ValueError("x" * (100 << 20))
              return int(text)
          """),
      .init(
        "a huge repr", .squares, [.wrong, .tampered, .memory], why: "it is no list",
        code: """
          class Wide:
              def __repr__(self):
                  return "x" * (200 << 20)
          def squares(xs):
              return Wide()
          """),
      .init(
        "shared lists that unfold without end", .squares,
        [.wrong, .tampered, .memory, .timeout], hangs: true,
        why: "2 to the 60th elements, written out",
        code: """
          def squares(xs):
              value = [1]
              for _ in range(60):
                  value = [value, value]
              return value
          """),
      .init(
        "memory past Python's allocator", .mean, [.pass], why: "it is refused and answers rightly",
        code: """
          import mmap
          try:
              mmap.mmap(-1, 10**11)
          except (OSError, MemoryError):
              pass
          \(Right.mean)
          """),
    ])

  /// More output than anyone reads.
  static let outputFloods = Self(
    name: "output floods",
    cases: [
      .init(
        "10 MB in one print", .mean, [.pass], why: "printing is allowed, what is kept is bounded",
        code: """
          print("x" * 10_000_000)
          \(Right.mean)
          """),
      .init(
        "100,000 lines", .mean, [.pass], why: "printing is allowed, what is kept is bounded",
        code: """
          for line in range(100_000):
              print(line)
          \(Right.mean)
          """),
      .init(
        "10 MB on standard error", .mean, [.pass], why: "what is kept is bounded",
        code: """
          import sys
          sys.stderr.write("x" * 10_000_000)
          \(Right.mean)
          """),
      .init(
        "10 MB past Python's streams", .mean, [.pass, .exception],
        why: "what is kept is bounded; the descriptor may be closed",
        code: """
          import os
          for file in (1, 2):
              data = b"x" * 5_000_000
              while data:
                  data = data[os.write(file, data):]
          \(Right.mean)
          """),
      .init(
        "output without end", .mean, [.timeout], hangs: true, why: "it never answers",
        code: """
          def mean(xs):
              while True:
                  print("x" * 1000)
          """),
      .init(
        "closes its output", .mean, [.pass], why: "answers take another way",
        code: """
          import sys
          sys.stdout.close()
          sys.stderr.close()
          \(Right.mean)
          """),
      .init(
        "closes descriptors 0, 1 and 2", .mean, [.pass], why: "answers take another way",
        code: """
          import os
          for file in range(3):
              os.close(file)
          \(Right.mean)
          """),
      .init(
        "no output at all", .mean, [.pass], why: "answers take another way",
        code: """
          import sys
          sys.stdin = sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = None
          \(Right.mean)
          """),
      .init(
        "junk for its output", .mean, [.pass], why: "answers take another way",
        code: """
          import sys
          class Junk:
              def __getattr__(self, name):
                  raise SystemExit(0)
          sys.stdout = sys.stderr = Junk()
          \(Right.mean)
          """),
      .init(
        "output kept in memory", .mean, [.pass], why: "an ordinary idiom",
        code: """
          import contextlib, io
          with contextlib.redirect_stdout(io.StringIO()) as kept:
              print("hello")
          assert kept.getvalue()
          \(Right.mean)
          """),
      .init(
        "control characters and lone surrogates", .mean, [.pass], why: "printing them is allowed",
        code: """
          print("\\x1b[2J\\x00\\x07\\ud800\\U0010ffff")
          \(Right.mean)
          """),
      .init(
        "bytes that are no text", .mean, [.pass], why: "printing them is allowed",
        code: """
          import sys
          sys.stdout.buffer.write(bytes(range(256)))
          \(Right.mean)
          """),
    ])
}
