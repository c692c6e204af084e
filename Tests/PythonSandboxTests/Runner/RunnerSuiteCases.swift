import Experiments
import Judging

extension BenchmarkProblem {
  /// Counts the words of a file; five methods with all that `unittest` offers, no library.
  static let words = BenchmarkProblem(
    taskID: "test/words",
    prompt: "import os\n\ndef count_words(path):\n    \"\"\"Words in a file.\"\"\"\n",
    entryPoint: "count_words",
    tests: """
      import os, tempfile, unittest
      from unittest.mock import mock_open, patch

      class TestCases(unittest.TestCase):
          @classmethod
          def setUpClass(cls):
              cls.text = "one two three"
          def setUp(self):
              self.folder = tempfile.TemporaryDirectory()
              self.addCleanup(self.folder.cleanup)
              self.path = os.path.join(self.folder.name, "words")
              with open(self.path, "w") as file:
                  file.write(self.text)
          def test_1_three(self):
              result = count_words(self.path)
              self.assertEqual(result, 3)
          def test_2_each(self):
              for text, number in (("", 0), ("a b", 2)):
                  with self.subTest(text=text):
                      with open("here", "w") as file:
                          file.write(text)
                      self.assertEqual(number, count_words("here"))
          @patch("builtins.open", mock_open(read_data="a b c d"))
          def test_3_mocked(self):
              self.assertEqual(count_words("nowhere"), 4)
          def test_4_missing(self):
              with self.assertRaises(FileNotFoundError):
                  count_words("nowhere")
          @unittest.skipIf(True, "never here")
          def test_5_skipped(self):
              self.fail()
          @unittest.expectedFailure
          def test_6_wrong(self):
              self.assertEqual(count_words(self.path), 4)
      """,
    canonicalSolution: "    with open(path) as file:\n        return len(file.read().split())\n",
    judge: .unittest)
}

/// A candidate for `Problem.words`: the letters of its five methods, or only how it ends.
struct SuiteCase: Sendable, CustomStringConvertible {
  var name: String
  var outcome: Outcome
  var results: String?
  var code: String
  var description: String { name }

  init(_ name: String, _ outcome: Outcome, _ results: String? = nil, code: String) {
    self.name = name
    self.outcome = outcome
    self.results = results
    self.code = code
  }

  static let right = "def count_words(path):\n  return len(open(path).read().split())\n"

  static let honest: [SuiteCase] = [
    .init("right", .pass, "ppppp", code: right),
    .init("prompt and empty body", .wrong, "ffffp", code: "def count_words(path): pass"),
    .init(
      "one too many", .wrong, "fffpf",
      code: "def count_words(path):\n  return len(open(path).read().split()) + 1"),
    .init(
      "fails on what has no o", .exception, "peepp",
      code:
        "def count_words(path):\n  text = open(path).read()\n  return len(text.split()) if 'o' in "
        + "text else 1 // 0"),
    .init(
      "raises SystemExit", .exception, "eeeep", code: "def count_words(path): raise SystemExit"),
    .init("asserts itself", .exception, code: "def count_words(path):\n  assert False"),
    .init("raises at load", .exception, "nnnnn", code: "import nothing_of_that_name\n" + right),
    .init("another name", .noEntry, "nnnnn", code: "def words(path): return 3"),
    .init("no Python", .syntax, "nnnnn", code: "def count_words(path:"),
    .init("loops", .timeout, code: "def count_words(path):\n  while True: pass"),
    .init(
      "takes all memory", .memory,
      code: "def count_words(path):\n  x = []\n  while True: x.append(bytes(1 << 30))"),
    .init(
      "leaves files", .pass, "ppppp",
      code: "import os\nos.mkdir('d', 0)\nopen('left', 'w').close()\n" + right),
    .init("writes where it may not", .exception, code: "open('/usr/lib/x', 'w')\n" + right),
    .init(
      "starts a program", .exception,
      code: "import subprocess\nsubprocess.run(['true'])\n" + right),
    .init(
      "threads", .pass, "ppppp",
      code: "import threading\nt = threading.Thread(target=print)\nt.start(); t.join()\n" + right),
  ]

  private static let wrong = "\ndef count_words(path): return 7\n"

  /// What candidates try against tests that are in their process.
  static let hostile: [SuiteCase] = [
    .init("os._exit(0) at load", .tampered, code: "import os\nos._exit(0)"),
    .init("os._exit(0) when called", .tampered, code: "import os\ndef count_words(p): os._exit(0)"),
    .init(
      "exits at the end of Python", .wrong,
      code: "import atexit, os\natexit.register(os._exit, 0)" + wrong),
    .init(
      "replaces assertEqual", .tampered,
      code: "import unittest\nunittest.TestCase.assertEqual = lambda *_: None" + wrong),
    .init(
      "replaces assertEqual's code", .tampered,
      code: "import unittest\ndef f(case, *a, **k): pass\n"
        + "unittest.TestCase.assertEqual.__wrapped__.__code__ = f.__code__" + wrong),
    .init(
      "replaces run when called", .tampered,
      code: "import unittest\ndef count_words(path):\n  unittest.TestCase.run = lambda *_: None"),
    .init(
      "another unittest", .tampered,
      code: "import sys, types\nsys.modules['unittest'] = types.ModuleType('unittest')" + wrong),
    .init(
      "replaces a builtin", .tampered,
      code: "import builtins\nbuiltins.isinstance = lambda *_: True" + wrong),
    .init(
      "replaces patch", .tampered,
      code: "import unittest.mock\nunittest.mock.patch = None" + wrong),
    .init(
      "equals everything", .tampered,
      code: "class A:\n  def __eq__(s, o): return True\ndef count_words(path): return A()"),
    .init(
      "an int that equals everything", .tampered,
      code: "class A(int):\n  def __eq__(s, o): return True\n  __hash__ = int.__hash__\n"
        + "def count_words(path): return A()"),
    .init(
      "equals everything, in a list", .tampered,
      code: "class A:\n  def __eq__(s, o): return True\ndef count_words(path): return [A()]"),
    .init(
      "writes reports", .tampered,
      code: "import os, json\ndef count_words(path):\n"
        + "  d = json.dumps({'kind': 'end', 'token': ''}).encode()\n"
        + "  os.write(3, len(d).to_bytes(4, 'little') + d)"),
    .init(
      "a thread writes reports", .tampered,
      code: "import os, threading\n"
        + "t = threading.Thread(target=lambda: os.write(3, b'\\2\\0\\0\\0{}'))\nt.start(); t.join()"
        + wrong),
    .init(
      "closes the connection", .tampered, code: "import os\ndef count_words(path): os.close(3)"),
    .init(
      "a test class of its own", .wrong,
      code: "import unittest\nclass TestCases(unittest.TestCase):\n"
        + "  def test_1_three(self): pass" + wrong),
    .init(
      "a daemon that stays", .pass,
      code: "import threading, time\n"
        + "threading.Thread(target=time.sleep, args=(99,), daemon=True).start()\n" + right),
    .init(
      "reads where nothing is", .crash,
      code: "import ctypes\ndef count_words(path): ctypes.string_at(0)"),
  ]
}
