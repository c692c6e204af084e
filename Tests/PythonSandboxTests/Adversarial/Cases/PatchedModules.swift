import Experiments

extension AdversarialClass {
  /// Replaced builtins and modules, in case the judge shares them; every answer is wrong.
  static let patchedModules = Self(
    name: "patched modules",
    cases: [
      .init(
        "builtins.abs", .mean, [.wrong, .tampered], why: "the judge has builtins of its own",
        code: """
          import builtins
          builtins.abs = lambda value: 0
          def mean(xs):
              return 99
          """),
      .init(
        "builtins that compare and count", .squares, [.wrong, .tampered, .crash, .exception],
        why: "the judge has builtins of its own",
        code: """
          import builtins
          builtins.len = lambda value: 3
          builtins.sorted = lambda value: [4, 9]
          builtins.isinstance = lambda value, kind: True
          builtins.type = lambda value: list
          def squares(xs):
              return []
          """),
      .init(
        "builtins.AssertionError", .balanced, [.wrong, .tampered, .crash, .exception],
        why: "the judge has builtins of its own",
        code: """
          import builtins
          class Silent(BaseException):
              pass
          for name in ("AssertionError", "Exception", "BaseException", "ValueError"):
              setattr(builtins, name, Silent)
          def balanced(text):
              return None
          """),
      .init(
        "every builtin is None", .mean, [.wrong, .tampered, .crash, .exception],
        why: "it has broken its own process at most",
        code: """
          import builtins
          for name in list(vars(builtins)):
              if not name.startswith("__"):
                  builtins.__dict__[name] = None
          def mean(xs):
              return 99
          """),
      .init(
        "builtins.__import__", .mean, [.wrong, .tampered, .crash, .exception],
        why: "the judge imports by itself",
        code: """
          import builtins, types
          class Yes(types.ModuleType):
              def __getattr__(self, name):
                  return lambda *values, **named: True
          builtins.__import__ = lambda name, *rest: Yes(name)
          def mean(xs):
              return 99
          """),
      .init(
        "math.isclose and all of math", .mean, [.wrong, .tampered],
        why: "the judge's math is its own",
        code: """
          import math
          for name in dir(math):
              if not name.startswith("__"):
                  setattr(math, name, lambda *values, **named: True)
          def mean(xs):
              return 99
          """),
      .init(
        "math.isclose, with the right answer", .mean, [.pass, .tampered],
        why: "it is right, and caught where the judge would have used it",
        code: """
          import math
          math.isclose = lambda *values, **named: True
          \(Right.mean)
          """),
      .init(
        "json both ways", .countWords, [.wrong, .tampered, .crash, .exception],
        why: "an answer that cannot be read is no pass",
        code: """
          import json
          json.dumps = lambda *values, **named: '{"outcome": "pass"}'
          json.loads = lambda *values, **named: {"outcome": "pass"}
          json.JSONEncoder.encode = lambda *values: '{"a": 2, "b": 1}'
          json.encoder.encode_basestring_ascii = lambda value: '"pass"'
          def count_words(text):
              return {}
          """),
      .init(
        "marshal, pickle and struct", .countWords, [.wrong, .tampered, .crash, .exception],
        why: "an answer that cannot be read is no pass",
        code: """
          import marshal, pickle, struct
          for module in (marshal, pickle, struct):
              for name in ("dumps", "loads", "dump", "load", "pack", "unpack"):
                  setattr(module, name, lambda *values, **named: b"pass")
          def count_words(text):
              return {}
          """),
      .init(
        "os.write and os._exit", .mean, [.wrong, .tampered, .crash, .exception, .timeout],
        hangs: true, why: "it can only garble its own answers",
        code: """
          import os
          write = os.write
          os.write = lambda file, data: write(file, b"p" * len(data))
          os._exit = lambda status: None
          os.fork = lambda: 0
          os.getpid = lambda: 1
          def mean(xs):
              return 99
          """),
      .init(
        "sys.modules full of others", .mean, [.wrong, .tampered, .crash, .exception],
        why: "the judge's modules are its own",
        code: """
          import sys, types
          class Yes(types.ModuleType):
              def __getattr__(self, name):
                  return lambda *values, **named: True
          for name in list(sys.modules):
              sys.modules[name] = Yes(name)
          def mean(xs):
              return 99
          """),
      .init(
        "sys.modules emptied", .mean, [.pass, .tampered, .crash, .exception],
        why: "its answer is right where its process still works",
        code: """
          import sys
          sys.modules.clear()
          \(Right.mean)
          """),
      .init(
        "random that is not", .squares, [.wrong, .tampered], why: "its answer is wrong",
        code: """
          import random
          random.seed = random.random = random.randrange = lambda *values: 0
          def squares(xs):
              return [random.random() for _ in xs]
          """),
      .init(
        "methods of built-in types", .squares, [.exception], why: "Python refuses it",
        code: """
          def squares(xs):
              list.__eq__ = lambda one, other: True
              return []
          """),
      .init(
        "methods of built-in types through gc", .squares,
        [.wrong, .tampered, .crash, .exception],
        why: "what it changes is in its own process, or undone by checks",
        code: """
          import gc
          members = gc.get_referents(list.__dict__)[0]
          members["__eq__"] = lambda one, other: True
          members["__len__"] = lambda one: 3
          members["__contains__"] = lambda one, value: True
          def squares(xs):
              return []
          """),
      .init(
        "a small integer overwritten", .mean, [.wrong, .tampered, .crash, .exception, .timeout],
        hangs: true, why: "the judge's 99 is another object",
        code: """
          import ctypes
          def mean(xs):
              ctypes.c_uint32.from_address(id(99) + 24).value = 4
              return 99
          """),
      .init(
        "its own len and sum", .mean, [.pass], why: "names of its own module harm nobody",
        code: """
          def len(xs):
              return sum(1 for _ in xs)
          def sum(xs):
              total = 0
              for x in xs:
                  total += x
              return total
          \(Right.mean)
          """),
    ])
}
