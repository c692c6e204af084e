import Experiments

/// A small candidate and the outcomes that are right for it.
struct OutcomeCase: Sendable, CustomStringConvertible {
  var name: String
  var outcomes: Set<Outcome>
  var code: String
  var description: String { name }

  init(_ name: String, _ outcomes: Outcome..., code: String) {
    self.name = name
    self.outcomes = Set(outcomes)
    self.code = code
  }
}

private let right = "\ndef total(xs): return sum(xs)\n"

extension OutcomeCase {
  static let honest: [OutcomeCase] = [
    .init("right", .pass, code: right),
    .init("returns nothing", .wrong, code: "def total(xs): pass"),
    .init("off by one", .wrong, code: "def total(xs): return sum(xs) + 1"),
    .init("a generator instead of a number", .wrong, code: "def total(xs): yield 1"),
    .init(
      "raises at the end", .exception,
      code: "def total(xs):\n  return sum(xs) if len(xs) != 1 else xs[1]"),
    .init("raises at load", .exception, code: "import nothing_of_that_name" + right),
    .init("takes no argument", .exception, code: "def total(): return 1"),
    .init("asserts", .exception, code: "def total(xs):\n  assert False"),
    .init("prints", .pass, code: "print('hello')" + right),
    .init("future import", .pass, code: "from __future__ import annotations" + right),
    .init(
      "dataclass", .pass,
      code: "from dataclasses import dataclass\n@dataclass\nclass P:\n  x: int = 0" + right),
    .init("main block", .pass, code: right + "if __name__ == '__main__': raise ValueError"),
    .init(
      "threads", .pass,
      code:
        "from concurrent.futures import ThreadPoolExecutor\ndef total(xs):\n  with ThreadPoolExecutor(4) as pool: return sum(pool.map(int, xs))"
    ),
    .init(
      "asyncio", .pass,
      code:
        "import asyncio\nasync def later(xs): return sum(xs)\ndef total(xs): return asyncio.run(later(xs))"
    ),
    .init(
      "temporary file", .exception,
      code: "import tempfile\ntempfile.TemporaryFile().write(b'x')" + right
    ),
    .init(
      "changes its argument", .pass,
      code: "def total(xs):\n  n = 0\n  while xs: n += xs.pop()\n  return n"),
    .init("another name", .noEntry, code: "def summe(xs): return sum(xs)"),
    .init("a number of that name", .noEntry, code: "total = 3"),
    .init("nothing", .noEntry, code: ""),
    .init("unclosed bracket", .syntax, code: "def total(xs:\n  return 1"),
    .init("bad indentation", .syntax, code: "def total(xs):\nreturn 1"),
  ]

  static let hostile: [OutcomeCase] = [
    .init("sys.exit(0) at load", .exception, code: "import sys; sys.exit(0)"),
    .init("sys.exit(0) when called", .exception, code: "import sys\ndef total(xs): sys.exit(0)"),
    .init("os._exit(0) at load", .tampered, code: "import os; os._exit(0)"),
    .init("os._exit(0) when called", .tampered, code: "import os\ndef total(xs): os._exit(0)"),
    .init("KeyboardInterrupt", .exception, code: "def total(xs): raise KeyboardInterrupt"),
    .init(
      "own BaseException", .exception,
      code: "class B(BaseException): pass\ndef total(xs): raise B('x' * 10**6)"),
    .init(
      "exception that cannot be shown", .exception,
      code: "class E(Exception):\n  def __str__(self): raise E\ndef total(xs): raise E"),
    .init("endless loop", .timeout, code: "def total(xs):\n  while True: pass"),
    .init("endless load", .timeout, code: "while True: pass"),
    .init("endless computation in C", .timeout, code: "def total(xs): return 9**9**9"),
    .init(
      "swallows everything for ever", .timeout,
      code:
        "def total(xs):\n  while True:\n    try:\n      while True: pass\n    except BaseException: pass"
    ),
    .init(
      "blocks all signals", .timeout,
      code:
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\ndef total(xs):\n  while True: pass"
    ),
    .init("output without end", .timeout, code: "def total(xs):\n  while True: print('x' * 1000)"),
    .init("one huge list", .memory, code: "def total(xs): return [0] * 10**10"),
    .init(
      "ever more memory", .memory,
      // Pages that nobody writes to are counted as well, and cost no CPU time before the limit.
      code: "kept = []\ndef total(xs):\n  while True: kept.append(bytearray(10**7))"),
    .init("huge text at load", .memory, code: "x = ' ' * 10**10"),
    .init("deep recursion", .exception, code: "def total(xs): return total(xs)"),
    .init(
      "deep recursion without limit", .timeout, .crash, .exception, .memory,
      code: "import sys\nsys.setrecursionlimit(10**9)\ndef total(xs): return total(xs)"),
    .init("null pointer", .crash, code: "import ctypes\ndef total(xs): ctypes.string_at(0)"),
    .init("abort", .crash, code: "import os\ndef total(xs): os.abort()"),
    .init("kills itself", .exception, code: "import os\ndef total(xs): os.kill(os.getpid(), 9)"),
    .init("kills its process group", .exception, code: "import os\ndef total(xs): os.killpg(0, 9)"),
    .init(
      "fork bomb", .exception, .timeout, code: "import os\ndef total(xs):\n  while True: os.fork()"),
    .init(
      "starts a program", .exception,
      code: "import subprocess\ndef total(xs): return subprocess.run(['true'])"),
    .init(
      "daemon", .exception,
      code: "import os, time\nif os.fork() == 0:\n  os.setsid()\n  while True: time.sleep(1)"
        + right),
    .init(
      "opens a socket", .exception,
      code: "import socket\nsocket.create_connection(('127.0.0.1', 80), 1)" + right),
    .init("reads its standard input", .exception, code: "x = input()" + right),
    .init(
      "replaced builtins", .wrong,
      code:
        "import builtins\nfor name in ('abs', 'sum', 'len', 'repr', 'all'):\n  setattr(builtins, name, lambda *a: 0)\ndef total(xs): return 99"
    ),
    .init(
      "replaced math.isclose", .pass,
      code: "import math\nmath.isclose = lambda *a, **k: True" + right),
    .init(
      "replaced json.dumps", .tampered, .wrong,
      code: "import json\njson.dumps = lambda *a, **k: 'p'\ndef total(xs): return 0"),
    .init(
      "prints a verdict", .wrong, code: "print('{\"outcome\":\"pass\"}')\ndef total(xs): return 1"),
    .init(
      "writes passes into the report", .tampered,
      code:
        "import os\nfor file in range(3, 20):\n  try: os.write(file, b'p\\n' * 7)\n  except OSError: pass\ndef total(xs): return 1"
    ),
    .init(
      "floods the report", .tampered,
      code:
        "import os\nfor file in range(3, 20):\n  try:\n    for _ in range(1000): os.write(file, b'x' * 65536)\n  except OSError: pass"
        + right),
    .init("closes every descriptor", .tampered, code: "import os\nos.closerange(0, 200)" + right),
    .init(
      "equal to everything", .tampered,
      code: "class A:\n  def __eq__(self, other): return True\ndef total(xs): return A()"),
    .init(
      "a number equal to everything", .tampered,
      code: "class A(int):\n  def __eq__(self, other): return True\ndef total(xs): return A(4)"),
    .init(
      "repr that raises", .wrong,
      code: "class A:\n  def __repr__(self): raise ValueError\ndef total(xs): return A()"),
    .init("a number of 100,000 digits", .wrong, code: "def total(xs): return 10**100000"),
    .init("a list that holds itself", .wrong, code: "def total(xs):\n  xs.append(xs)\n  return xs"),
    .init(
      "looks for the judge in __main__", .exception,
      code: "import __main__\n__main__.Recorder" + right),
    .init(
      "reads a file of the system", .exception, .pass, code: "open('/etc/hostname').read()" + right),
    .init("writes outside", .exception, code: "open('/etc/koderz-was-here', 'w')" + right),
    .init(
      "deletes its directory", .pass,
      code: "import os, shutil\nshutil.rmtree(os.getcwd(), ignore_errors=True)" + right),
    .init(
      "leaves closed directories", .exception,
      code:
        "import os\nos.makedirs('a/b/c')\nopen('a/b/c/file', 'w').close()\nos.chmod('a/b', 0)\nos.chmod('a', 0)"
        + right),
    .init("NUL byte", .syntax, code: "def total(xs):\n  return '\0'"),
    .init(
      "5,000 brackets", .syntax,
      code: "x = " + String(repeating: "(", count: 5000) + String(repeating: ")", count: 5000)),
    .init(
      "100,000 signs", .syntax, .crash, .memory,
      code: "x = " + String(repeating: "-", count: 100_000) + "1" + right),
    .init(
      "ten megabytes", .pass,
      code: "x = '" + String(repeating: "a", count: 10_000_000) + "'" + right),
    .init(
      "a million lines", .pass, .memory, .timeout,
      code: String(repeating: "x = 0\n", count: 1_000_000) + right),
  ]
}
