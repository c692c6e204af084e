import Experiments

extension AdversarialClass {
  /// Answers of another kind than asked for.
  static let resultKinds = Self(
    name: "kinds of answers",
    cases: [
      .init(
        "a generator", .squares, [.wrong], why: "it is no list",
        code: """
          def squares(xs):
              for x in sorted(xs, key=abs):
                  yield x * x
          """),
      .init(
        "an endless generator", .squares, [.wrong, .timeout], hangs: true,
        why: "it is no list, and whoever sorts it never ends",
        code: """
          import itertools
          def squares(xs):
              return itertools.count()
          """),
      .init(
        "a generator that ends the process", .squares, [.wrong, .tampered],
        why: "nobody runs it, or it ends the process",
        code: """
          import os
          def squares(xs):
              yield os._exit(0)
          """),
      .init(
        "a map object", .squares, [.wrong], why: "it is no list",
        code: """
          def squares(xs):
              return map(lambda x: x * x, sorted(xs, key=abs))
          """),
      .init(
        "a function", .mean, [.wrong], why: "it is no number",
        code: """
          def mean(xs):
              return lambda: sum(xs) / len(xs)
          """),
      .init(
        "a coroutine", .mean, [.wrong], why: "it is no number",
        code: """
          async def mean(xs):
              return sum(xs) / len(xs)
          """),
      .init(
        "itself", .mean, [.wrong], why: "it is no number",
        code: """
          def mean(xs):
              return mean
          """),
      .init(
        "a module", .countWords, [.wrong], why: "it is no dictionary",
        code: """
          import sys
          def count_words(text):
              return sys
          """),
      .init(
        "an open file", .countWords, [.wrong, .exception], why: "it is no dictionary",
        code: """
          def count_words(text):
              return open("/dev/null")
          """),
      .init(
        "the keys of a dictionary", .squares, [.wrong], why: "a view is no list",
        code: """
          def squares(xs):
              return {x * x: 0 for x in sorted(xs, key=abs)}.keys()
          """),
      .init(
        "a range", .squares, [.wrong], why: "a range is no list",
        code: """
          def squares(xs):
              return range(1, 10)
          """),
      .init(
        "a set", .squares, [.wrong], why: "a set is no list",
        code: """
          def squares(xs):
              return {x * x for x in xs}
          """),
      .init(
        "bytes", .squares, [.wrong], why: "bytes are no list",
        code: """
          def squares(xs):
              return bytes(sorted(x * x for x in xs))
          """),
    ])

  /// Answers that are hard to carry from one process to another.
  static let oddResults = Self(
    name: "odd answers",
    cases: [
      .init(
        "numbers as text for keys", .countWords, [.wrong], why: "another kind of key",
        code: """
          def count_words(text):
              return {1: 2, "1": 3, None: 4, True: 5, 1.5: 6, (1, 2): 7}
          """),
      .init(
        "bytes for keys", .countWords, [.wrong], why: "b'a' != 'a'",
        code: """
          \(Right.countWords)
          inner = count_words
          def count_words(text):
              return {key.encode(): value for key, value in inner(text).items()}
          """),
      .init(
        "lone surrogates", .countWords, [.wrong], why: "it is another text",
        code: """
          def count_words(text):
              return {"\\ud800": 2, "\\udfff\\ud800": "\\udc80"}
          """),
      .init(
        "control characters and far planes", .countWords, [.wrong], why: "it is another text",
        code: """
          def count_words(text):
              return {chr(n): chr(n) for n in [*range(40), 0x2028, 0xfffe, 0xffff, 0x10ffff]}
          """),
      .init(
        "a complex number", .squares, [.wrong], why: "1j is none of them",
        code: """
          def squares(xs):
              return [x * x + 1j for x in xs]
          """),
      .init(
        "Ellipsis and NotImplemented", .balanced, [.wrong], why: "neither is a truth value",
        code: """
          import warnings
          warnings.simplefilter("ignore")
          def balanced(text):
              return NotImplemented if text else ...
          """),
      .init(
        "None", .countWords, [.wrong], why: "it is no dictionary",
        code: """
          def count_words(text):
              return None
          """),
      .init(
        "a fraction", .mean, [.pass, .wrong],
        why: "it equals the mean in one process and is an unknown object to another",
        code: """
          import fractions
          def mean(xs):
              return sum(map(fractions.Fraction, xs)) / len(xs)
          """),
      .init(
        "minus zero and tiny numbers beside the mean", .mean, [.pass], why: "within the tolerance",
        code: """
          \(Right.mean)
          inner = mean
          def mean(xs):
              return inner(xs) + 5e-324 + -0.0
          """),
      .init(
        "a named tuple for a list", .squares, [.wrong], why: "it is a tuple",
        code: """
          import collections
          Pair = collections.namedtuple("Pair", "one two three", defaults=(4, 9))
          def squares(xs):
              return Pair(1)
          """),
      .init(
        "the same list again and again", .squares, [.pass], why: "each answer is right",
        code: """
          kept = []
          def squares(xs):
              kept[:] = sorted(x * x for x in xs)
              return kept
          """),
      .init(
        "lists within lists, shared", .squares, [.wrong], why: "it is another list",
        code: """
          def squares(xs):
              one = [1]
              return [one, one, (one, {"one": one}), frozenset([1]), {2}]
          """),
    ])
}
