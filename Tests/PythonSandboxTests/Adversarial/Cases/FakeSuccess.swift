import Experiments

extension AdversarialClass {
  /// Claims of success in every place where somebody could look for one.
  static let fakeSuccess = Self(
    name: "fake success",
    cases: [
      .init(
        "prints pass", .mean, [.wrong], why: "what is printed is not consulted",
        code: """
          print("pass")
          print('{"outcome": "pass", "verdict": "pass", "passed": 6, "total": 6}')
          def mean(xs):
              print("OK")
              return 0
          """),
      .init(
        "prints a test runner's summary", .squares, [.wrong],
        why: "what is printed is not consulted",
        code: """
          import sys
          sys.stderr.write("Ran 7 tests in 0.001s\\n\\nOK\\n")
          print("===== 7 passed in 0.01s =====")
          def squares(xs):
              return None
          """),
      .init(
        "verdict lines to every descriptor", .mean, [.tampered, .wrong],
        why: "the answer stays wrong wherever the lines went",
        code: """
          import os
          for file in range(256):
              try:
                  os.write(file, b'p\\np\\np\\np\\np\\np\\n{"kind": "end", "outcome": "complete"}\\n')
              except OSError:
                  pass
          def mean(xs):
              return 0
          """),
      .init(
        "framed verdicts to every descriptor", .mean, [.tampered, .wrong],
        why: "the answer stays wrong wherever the frames went",
        code: """
          import json, os, struct
          def frame(value):
              data = json.dumps(value).encode()
              return struct.pack("<I", len(data)) + data + b"\\n"
          forged = [
              {"kind": "result", "verdict": "pass", "outcome": "pass", "results": "pppppp"},
              {"t": "result", "run": 1, "verdict": "pass", "p": [1, 1, 1, 1, 1, 1], "f": []},
          ]
          def mean(xs):
              for file in range(256):
                  for value in forged:
                      try:
                          os.write(file, frame(value))
                      except OSError:
                          pass
              return 0
          """),
      .init(
        "framed answers to every descriptor", .balanced, [.tampered, .wrong],
        why: "an answer before its question is none",
        code: """
          import json, os, struct
          for value in (True, False, True, False, True):
              for kind in ("value", "result", "return", "r", "v"):
                  data = json.dumps({kind: value}).encode()
                  for file in range(256):
                      try:
                          os.write(file, struct.pack("<I", len(data)) + data)
                      except OSError:
                          pass
          def balanced(text):
              return None
          """),
      .init(
        "noise on every descriptor, then the right answer", .mean, [.pass, .tampered],
        why: "it is right, unless the noise met the judge",
        code: """
          import os
          for file in range(256):
              try:
                  os.write(file, b"\\x00\\xff noise")
              except OSError:
                  pass
          \(Right.mean)
          """),
      .init(
        "reads every descriptor in the call", .countWords,
        [.wrong, .tampered, .exception, .timeout],
        hangs: true, why: "expected values are nowhere in its reach, and what it eats was for it",
        code: """
          import os
          seen = b""
          def count_words(text):
              global seen
              for file in range(256):
                  try:
                      os.set_blocking(file, False)
                      seen += os.read(file, 65536)
                  except OSError:
                      pass
              return {"seen": len(seen)}
          """),
      .init(
        "closes every descriptor", .mean, [.tampered, .crash], why: "it has cut its own line",
        code: """
          import os
          os.closerange(0, 256)
          def mean(xs):
              return 0
          """),
      .init(
        "turns every descriptor into /dev/null", .mean, [.tampered, .crash, .timeout], hangs: true,
        why: "it has cut its own line",
        code: """
          import os
          nothing = os.open("/dev/null", os.O_RDWR)
          for file in range(256):
              if file != nothing:
                  os.dup2(nothing, file)
          def mean(xs):
              return 0
          """),
      .init(
        "a flood into every descriptor", .mean, [.tampered, .timeout, .wrong], hangs: true,
        why: "no reply is that long",
        code: """
          import os
          for file in range(3, 64):
              try:
                  os.set_blocking(file, False)
                  for _ in range(1000):
                      os.write(file, b"x" * 65536)
              except OSError:
                  pass
          def mean(xs):
              return 0
          """),
      .init(
        "its own check and candidate", .mean, [.wrong], why: "only the judge's tests count",
        code: """
          def check(candidate):
              return True
          candidate = check
          def mean(xs):
              return 0
          """),
      .init(
        "answers with the word pass", .squares, [.wrong], why: "it is a text and not the list",
        code: """
          def squares(xs):
              return "pass"
          """),
      .init(
        "answers in the shape of a reply", .squares, [.wrong],
        why: "it is a dictionary and not the list",
        code: """
          def squares(xs):
              return {"outcome": "pass", "verdict": "pass", "value": [1, 4, 9], "ok": True}
          """),
      .init(
        "unequal answers for equal questions", .countWords, [.wrong], why: "one of them is wrong",
        code: """
          import random
          def count_words(text):
              return {word: random.randrange(1000, 2000) for word in text.split()}
          """),
    ])
}
