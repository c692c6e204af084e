import Experiments

extension AdversarialClass {
  /// Numbers and texts that claim to be equal to whatever is asked.
  static let lyingNumbers = Self(
    name: "lying numbers and texts",
    cases: [
      .init(
        "int equal to everything", .mean, [.tampered, .wrong], why: "its value is 99",
        code: """
          class Liar(int):
              def __eq__(self, other):
                  return True
              def __ne__(self, other):
                  return False
              __hash__ = int.__hash__
              def __sub__(self, other):
                  return 0
              def __abs__(self):
                  return 0
          def mean(xs):
              return Liar(99)
          """),
      .init(
        "float that subtracts to nothing", .mean, [.tampered, .wrong], why: "its value is 99",
        code: """
          class Liar(float):
              def __sub__(self, other):
                  return 0.0
              __rsub__ = __sub__
              def __eq__(self, other):
                  return True
          def mean(xs):
              return Liar(99)
          """),
      .init(
        "float with its own __abs__ and __lt__", .mean, [.tampered, .wrong],
        why: "its value is 99",
        code: """
          class Liar(float):
              def __sub__(self, other):
                  return Liar(99)
              def __abs__(self):
                  return self
              def __lt__(self, other):
                  return True
              __le__ = __gt__ = __ge__ = __eq__ = __lt__
          def mean(xs):
              return Liar(99)
          """),
      .init(
        "__float__ that learns", .mean, [.tampered, .wrong, .exception], why: "it is no number",
        code: """
          class Liar:
              guesses = iter([1.5, 0.2, 4, 1, 2, 3] * 9)
              def __float__(self):
                  return float(next(self.guesses))
              def __sub__(self, other):
                  return 0
              def __eq__(self, other):
                  return True
          def mean(xs):
              return Liar()
          """),
      .init(
        "object with every operator", .mean, [.tampered, .wrong, .exception],
        why: "it is no number",
        code: """
          class Anything:
              def __getattr__(self, name):
                  return lambda *values: self
          def truth(self, *values):
              return True
          def same(self, *values):
              return self
          for name in "eq ne lt le gt ge bool contains instancecheck".split():
              setattr(Anything, "__%s__" % name, truth)
          for name in "add sub mul truediv abs neg rsub radd round pow getitem call".split():
              setattr(Anything, "__%s__" % name, same)
          def mean(xs):
              return Anything()
          """),
      .init(
        "text equal to everything", .countWords, [.tampered, .wrong], why: "its value is a text",
        code: """
          class Liar(str):
              def __eq__(self, other):
                  return True
              def __hash__(self):
                  return 0
              def __getitem__(self, key):
                  return 3
              def __iter__(self):
                  return iter(["p", "q"])
          def count_words(text):
              return Liar("lie")
          """),
      .init(
        "its own __class__", .balanced, [.tampered, .wrong], why: "it is no truth value",
        code: """
          class Liar:
              __class__ = bool
              def __eq__(self, other):
                  return True
              def __bool__(self):
                  return True
          def balanced(text):
              return Liar()
          """),
      .init(
        "truth that alternates", .balanced, [.tampered, .wrong], why: "it is no truth value",
        code: """
          class Liar:
              turns = iter([True, False, True, True, True] * 9)
              __class__ = bool
              def __bool__(self):
                  return next(self.turns)
              def __eq__(self, other):
                  return True
          def balanced(text):
              return Liar()
          """),
      .init(
        "reflected comparison", .balanced, [.tampered, .wrong],
        why: "a subclass is asked first by Python, its value is 2",
        code: """
          class Liar(int):
              def __eq__(self, other):
                  return True
              def __bool__(self):
                  return True
          def balanced(text):
              return Liar(2)
          """),
      .init(
        "number that changes when looked at", .mean, [.tampered, .wrong, .exception],
        why: "its plain value is 99",
        code: """
          class Liar(float):
              looks = 0
              def __float__(self):
                  Liar.looks += 1
                  return [1.5, 0.2, 4.0][Liar.looks % 3]
              def __repr__(self):
                  return "1.5"
              __str__ = __repr__
              def __reduce_ex__(self, protocol):
                  return float, (1.5,)
          def mean(xs):
              return Liar(99)
          """),
      .init(
        "not a number", .mean, [.wrong], why: "nan is equal to nothing",
        code: """
          def mean(xs):
              return float("nan")
          """),
      .init(
        "infinite", .mean, [.wrong], why: "it is not the mean",
        code: """
          def mean(xs):
              return float("-inf")
          """),
      .init(
        "whole floats for integers", .squares, [.pass], why: "1.0 == 1 in Python",
        code: """
          def squares(xs):
              return sorted(float(x * x) for x in xs)
          """),
      .init(
        "truth values for numbers", .countWords, [.wrong], why: "True == 1, but 2 and 3 are lost",
        code: """
          def count_words(text):
              return {word: True for word in text.split()}
          """),
      .init(
        "members of an IntEnum", .squares, [.pass], why: "they are integers, of a library's class",
        code: """
          import enum
          Number = enum.IntEnum("Number", {"N%d" % n: n for n in range(1, 101)})
          def squares(xs):
              return sorted(Number(x * x) for x in xs)
          """),
      .init(
        "a subclass that changes no comparison", .mean, [.pass], why: "its value is right",
        code: """
          class Metres(float):
              unit = "m"
          def mean(xs):
              return Metres(sum(xs) / len(xs))
          """),
      .init(
        "integers for truth values", .balanced, [.wrong], why: "the tests ask for bool",
        code: """
          \(Right.balanced)
          inner = balanced
          def balanced(text):
              return int(inner(text))
          """),
    ])
}
