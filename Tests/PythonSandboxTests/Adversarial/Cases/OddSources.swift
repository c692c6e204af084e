import Experiments

extension AdversarialClass {
  /// Sources that are hard to read, compile or carry.
  static let oddSources = Self(
    name: "odd sources",
    cases: [
      .init(
        "NUL byte", .mean, [.syntax], why: "Python does not take it",
        code: Right.mean + "x = '\0'\n"),
      .init("nothing", .mean, [.noEntry], why: "no function is defined", code: ""),
      .init(
        "only a comment without an end", .mean, [.noEntry], why: "no function is defined",
        code: "# mean"),
      .init(
        "a byte order mark", .mean, [.pass, .syntax],
        why: "Python takes it at the start of a file and not of a text",
        code: "\u{FEFF}" + Right.mean),
      .init(
        "10 MB of text", .mean, [.pass], why: "it is right",
        code: "x = '" + String(repeating: "a", count: 10_000_000) + "'\n" + Right.mean),
      .init(
        "10 MB of comments", .mean, [.pass], why: "it is right",
        code: String(repeating: "# " + String(repeating: "a", count: 97) + "\n", count: 100_000)
          + Right.mean),
      .init(
        "a list of 10 MB", .mean, [.pass, .memory, .timeout],
        why: "it is right, if there is room to compile it",
        code: "x = [" + String(repeating: "7,", count: 5_000_000) + "]\n" + Right.mean),
      .init(
        "only comments", .mean, [.noEntry], why: "no function is defined",
        code: String(repeating: "# mean\n", count: 1000)),
      .init(
        "carriage returns alone", .mean, [.pass], why: "they end lines as well",
        code: "def mean(xs):\r    return sum(xs) / len(xs)\r"),
      .init(
        "100,000 lines of source", .mean, [.pass], why: "it is right",
        code: String(repeating: "x = 0\n", count: 100_000) + Right.mean),
      .init(
        "5,000 brackets", .mean, [.syntax], why: "Python's parser gives up",
        code: "x = " + String(repeating: "(", count: 5000) + String(repeating: ")", count: 5000)),
      .init(
        "100 blocks in each other", .mean, [.syntax], why: "Python's parser gives up",
        code: (0...100).map { String(repeating: " ", count: $0) + "if 1:\n" }.joined()
          + String(repeating: " ", count: 101) + "pass\n"),
      .init(
        "100,000 signs", .mean, [.syntax, .crash, .memory],
        why: "Python's parser gives up, or runs over",
        code: "x = " + String(repeating: "-", count: 100_000) + "1\n" + Right.mean),
      .init(
        "form feeds", .mean, [.pass], why: "Python skips them",
        code: "\u{0C}\n\u{0C}" + Right.mean + "\u{0C}"),
      .init(
        "tabs", .mean, [.pass], why: "they indent as well",
        code: "def mean(xs):\n\ttotal = sum(xs)\n\treturn total / len(xs)"),
      .init(
        "tabs and spaces", .mean, [.syntax], why: "they do not agree",
        code: "def mean(xs):\n\ttotal = sum(xs)\n        return total / len(xs)\n"),
      .init(
        "carriage returns", .mean, [.pass], why: "they end lines as well",
        code: "def mean(xs):\r\n    return sum(xs) / len(xs)\r\n"),
      .init(
        "future import", .mean, [.pass], why: "it is at the start",
        code: "\"a docstring\"\nfrom __future__ import annotations\n" + Right.mean),
      .init(
        "future import too late", .mean, [.syntax], why: "it is not at the start",
        code: Right.mean + "from __future__ import annotations\n"),
      .init(
        "an unknown future", .mean, [.syntax], why: "there is none of that name",
        code: "from __future__ import braces\n" + Right.mean),
      .init(
        "another coding", .mean, [.pass], why: "a text has none",
        code: "# -*- coding: utf-7 -*-\n" + Right.mean),
      .init(
        "wide letters", .mean, [.pass], why: "Python takes them as the plain ones",
        code: "def ｍｅａｎ(xs):\n    return sum(xs) / len(xs)\n"),
      .init(
        "return outside of a function", .mean, [.syntax], why: "Python's compiler refuses it",
        code: Right.mean + "return mean\n"),
      .init(
        "quotes without an end", .mean, [.syntax], why: "Python's parser refuses it",
        code: Right.mean + "\"\"\"the end"),
      .init(
        "prose", .mean, [.syntax], why: "it is not Python",
        code: "Here is the function that you asked for:\n" + Right.mean),
      .init(
        "a main block that reads", .mean, [.pass], why: "it is not the main program",
        code: Right.mean + "if __name__ == '__main__':\n    print(mean([float(input())]))\n"),
      .init(
        "says that it is the main program", .mean, [.pass], why: "a name is free",
        code: "__name__ = '__main__'\n" + Right.mean),
      .init(
        "a test of its own that fails", .mean, [.exception], why: "it raises while loading",
        code: Right.mean + "assert mean([1, 2]) == 2\n"),
      .init(
        "a module that is not there", .mean, [.exception], why: "it raises while loading",
        code: "import a_module_of_no_such_name\n" + Right.mean),
      .init(
        "a dataclass", .mean, [.pass], why: "its module can be looked up",
        code: "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: 'int' = 0\n"
          + "assert P() == P(0)\n" + Right.mean),
      .init(
        "a warning for every line", .mean, [.pass], why: "a warning is no error",
        code: "import warnings\n" + Right.mean
          + String(repeating: "warnings.warn('careful')\n", count: 100)),
    ])
}
