import Experiments

extension AdversarialClass {
  /// Lies one level up: metaclasses, exceptions that pretend, types with the names of others.
  static let lyingTypes = Self(
    name: "lying types",
    cases: [
      .init(
        "class that hides its methods", .squares, [.tampered, .wrong], why: "it is no list",
        code: """
          class Meta(type):
              def mro(cls):
                  return [cls, object]
              @property
              def __dict__(cls):
                  return {}
              def __getattribute__(cls, name):
                  return type.__getattribute__(list, name)
          class Liar(metaclass=Meta):
              def __eq__(self, other):
                  return True
              def __len__(self):
                  return 3
              def __contains__(self, value):
                  return True
              def __iter__(self):
                  return iter([4, 9])
          def squares(xs):
              return object.__new__(Liar)
          """),
      .init(
        "a class as the answer", .balanced, [.tampered, .wrong], why: "a class is no truth value",
        code: """
          class Meta(type):
              def __eq__(cls, other):
                  return True
              def __bool__(cls):
                  return True
              def __instancecheck__(cls, value):
                  return True
          class Liar(metaclass=Meta):
              pass
          def balanced(text):
              return Liar
          """),
      .init(
        "a class that calls itself list", .squares, [.tampered, .wrong], why: "a name is no type",
        code: """
          class Liar:
              def __eq__(self, other):
                  return True
          Liar.__name__ = Liar.__qualname__ = "list"
          Liar.__module__ = "builtins"
          def squares(xs):
              return Liar()
          """),
      .init(
        "a class that claims the library", .countWords, [.tampered, .wrong],
        why: "a module's name is no module",
        code: """
          import collections
          class Counter(dict):
              def __eq__(self, other):
                  return True
              def __getitem__(self, key):
                  return 3
          Counter.__module__ = "collections"
          collections.Counter = Counter
          def count_words(text):
              return Counter()
          """),
      .init(
        "ValueError in name only", .parseAge, [.exception], why: "its class is no ValueError",
        code: """
          class ValueError(Exception):
              pass
          def parse_age(text):
              if not text.strip().isdecimal():
                  raise ValueError(text)
              return int(text)
          """),
      .init(
        "ValueError in name and module", .parseAge, [.exception], why: "its class is no ValueError",
        code: """
          class Fake(Exception):
              pass
          Fake.__name__ = Fake.__qualname__ = "ValueError"
          Fake.__module__ = "builtins"
          def parse_age(text):
              if not text.strip().isdecimal():
                  raise Fake(text)
              return int(text)
          """),
      .init(
        "subclass of ValueError", .parseAge, [.pass], why: "it is a ValueError",
        code: """
          class BadAge(ValueError):
              pass
          def parse_age(text):
              if not text.strip().isdecimal():
                  raise BadAge(text)
              return int(text)
          """),
      .init(
        "subclass of two exceptions", .parseAge, [.pass], why: "it is a ValueError too",
        code: """
          class BadAge(KeyError, ValueError):
              pass
          def parse_age(text):
              if not text.strip().isdecimal():
                  raise BadAge(text)
              return int(text)
          """),
      .init(
        "library's own ValueError", .parseAge, [.pass],
        why: "UnicodeDecodeError and JSONDecodeError are ValueErrors",
        code: """
          import json
          def parse_age(text):
              if text == "x":
                  b"\\xff".decode()
              age = json.loads(text)
              if age < 0:
                  raise json.JSONDecodeError("negative", text, 0)
              return age
          """),
      .init(
        "AssertionError where ValueError is wanted", .parseAge, [.exception],
        why: "it is no ValueError and not the judge's own",
        code: """
          def parse_age(text):
              assert text.strip().isdecimal()
              return int(text)
          """),
      .init(
        "AssertionError of its own making", .mean, [.exception], why: "it came from the candidate",
        code: """
          def mean(xs):
              raise AssertionError("all 6 assertions held")
          """),
      .init(
        "returns the exception", .parseAge, [.wrong], why: "returning is not raising",
        code: """
          def parse_age(text):
              return int(text) if text.strip().isdecimal() else ValueError(text)
          """),
      .init(
        "exception with a lying text", .parseAge, [.pass], why: "only its class is asked for",
        code: """
          class BadAge(ValueError):
              def __str__(self):
                  raise SystemExit(0)
              __repr__ = __str__
          def parse_age(text):
              if not text.strip().isdecimal():
                  raise BadAge(text)
              return int(text)
          """),
      .init(
        "repr that raises", .squares, [.wrong, .tampered], why: "it is no list, shown or not",
        code: """
          class Shy:
              def __repr__(self):
                  raise SystemExit(0)
          def squares(xs):
              return Shy()
          """),
      .init(
        "pickles itself as the right answer", .squares, [.wrong, .tampered],
        why: "how it would be packed says nothing",
        code: """
          class Liar:
              def __reduce__(self):
                  return (list, ([1, 4, 9],))
              def __json__(self):
                  return [1, 4, 9]
              def __getstate__(self):
                  return [1, 4, 9]
              def __index__(self):
                  return 49
          def squares(xs):
              return Liar()
          """),
    ])
}
