import Experiments

extension AdversarialClass {
  /// Entry points that are no plain functions.
  static let oddEntryPoints = Self(
    name: "odd entry points",
    cases: [
      .init(
        "a lambda", .mean, [.pass], why: "it can be called",
        code: """
          mean = lambda xs: sum(xs) / len(xs)
          """),
      .init(
        "a partial function", .mean, [.pass], why: "it can be called",
        code: """
          import functools
          def ratio(divide, xs):
              return divide(sum(xs), len(xs))
          mean = functools.partial(ratio, lambda a, b: a / b)
          """),
      .init(
        "a decorated function", .balanced, [.pass], why: "it can be called",
        code: """
          import functools
          \(Right.balanced)
          balanced = functools.lru_cache(maxsize=None)(balanced)
          """),
      .init(
        "an object that can be called", .mean, [.pass], why: "it can be called",
        code: """
          class Mean:
              def __call__(self, xs):
                  return sum(xs) / len(xs)
          mean = Mean()
          """),
      .init(
        "a class that makes floats", .mean, [.pass], why: "it can be called",
        code: """
          class mean:
              def __new__(cls, xs):
                  return sum(xs) / len(xs)
          """),
      .init(
        "a class that is a list", .squares, [.pass], why: "it makes lists that change nothing",
        code: """
          class squares(list):
              def __init__(self, xs):
                  super().__init__(sorted(x * x for x in xs))
          """),
      .init(
        "a method", .mean, [.pass], why: "it can be called",
        code: """
          class Statistics:
              def mean(self, xs):
                  return sum(xs) / len(xs)
          mean = Statistics().mean
          """),
      .init(
        "a function of the library", .mean, [.pass], why: "it can be called",
        code: """
          from statistics import mean
          """),
      .init(
        "made by exec", .mean, [.pass], why: "it is there when the tests begin",
        code: """
          exec("def mean(xs):\\n  return sum(xs) / len(xs)")
          """),
      .init(
        "made by globals()", .mean, [.pass], why: "it is there when the tests begin",
        code: """
          globals()["me" + "an"] = lambda xs: sum(xs) / len(xs)
          """),
      .init(
        "made under a condition", .mean, [.pass], why: "it is there when the tests begin",
        code: """
          try:
              import a_module_of_no_such_name as fast
          except ImportError:
              def mean(xs):
                  return sum(xs) / len(xs)
          else:
              mean = fast.mean
          """),
      .init(
        "made in a main block", .mean, [.noEntry], why: "it is not the main program",
        code: """
          if __name__ == "__main__":
              mean = lambda xs: sum(xs) / len(xs)
          """),
      .init(
        "made twice", .mean, [.pass], why: "the later one counts",
        code: """
          def mean(xs):
              return 0
          \(Right.mean)
          """),
      .init(
        "made and deleted", .mean, [.noEntry], why: "it is gone when the tests begin",
        code: """
          \(Right.mean)
          del mean
          """),
      .init(
        "another name", .mean, [.noEntry], why: "the entry point is missing",
        code: """
          def average(xs):
              return sum(xs) / len(xs)
          """),
      .init(
        "a number of that name", .mean, [.noEntry], why: "it cannot be called",
        code: """
          mean = 2
          """),
      .init(
        "inside a class", .mean, [.noEntry], why: "it is not in the module",
        code: """
          class Solution:
              def mean(self, xs):
                  return sum(xs) / len(xs)
          """),
      .init(
        "one argument too many", .mean, [.exception], why: "the call raises",
        code: """
          def mean(self, xs):
              return sum(xs) / len(xs)
          """),
      .init(
        "replaces itself after a call", .mean, [.wrong, .pass],
        why: "which of both is called is the sandbox's choice; both cannot be right",
        code: """
          def mean(xs):
              global mean
              mean = lambda xs: 99
              return sum(xs) / len(xs)
          """),
      .init(
        "a liar that can be called", .mean, [.wrong, .tampered], why: "what it gives is 99",
        code: """
          class Mean:
              __name__ = "mean"
              def __eq__(self, other):
                  return True
              def __bool__(self):
                  raise SystemExit(0)
              def __call__(self, *values):
                  return 99
              def __getattr__(self, name):
                  return self
          mean = Mean()
          """),
      .init(
        "a module that answers for every name", .mean, [.noEntry, .wrong, .tampered, .exception],
        why: "what it gives is no number",
        code: """
          import sys
          class Yes(type(sys)):
              def __getattribute__(self, name):
                  return lambda *values: True
          sys.modules[__name__].__class__ = Yes
          """),
      .init(
        "a dictionary for its namespace that lies", .mean, [.noEntry, .exception],
        why: "the function is not there",
        code: """
          globals().clear()
          """),
      .init(
        "asks for more than the tests give", .mean, [.exception], why: "the call raises",
        code: """
          def mean(xs, *, weights):
              return sum(xs) / len(xs)
          """),
    ])
}
