import Experiments

extension AdversarialClass {
  /// Lists, dictionaries and sets that lie, and liars inside honest ones.
  static let lyingContainers = Self(
    name: "lying containers",
    cases: [
      .init(
        "list equal to everything", .squares, [.tampered, .wrong], why: "it is empty",
        code: """
          class Liar(list):
              def __eq__(self, other):
                  return True
              def __len__(self):
                  return 3
              def __contains__(self, value):
                  return True
              def __iter__(self):
                  return iter([4, 9])
          def squares(xs):
              return Liar()
          """),
      .init(
        "list with another __iter__", .squares, [.tampered, .wrong],
        why: "what it holds and what it shows differ",
        code: """
          class Liar(list):
              def __iter__(self):
                  return iter([1, 4, 9])
              def __getitem__(self, index):
                  return [1, 4, 9][index]
              def __len__(self):
                  return 3
          def squares(xs):
              return Liar([7])
          """),
      .init(
        "dict equal to everything", .countWords, [.tampered, .wrong], why: "it is empty",
        code: """
          class Liar(dict):
              def __eq__(self, other):
                  return True
              def __getitem__(self, key):
                  return 3
              def __iter__(self):
                  return iter(["p", "q"])
              def keys(self):
                  return ["p", "q"]
              def items(self):
                  return [("a", 2), ("b", 1)]
          def count_words(text):
              return Liar()
          """),
      .init(
        "dict that makes up what is missing", .countWords, [.tampered, .wrong, .exception],
        why: "it holds nothing",
        code: """
          class Liar(dict):
              def __missing__(self, key):
                  return 3
              def __hash__(self):
                  return 0
              def __eq__(self, other):
                  return True
          def count_words(text):
              return Liar()
          """),
      .init(
        "tuple equal to every list", .squares, [.tampered, .wrong], why: "it is a tuple of one",
        code: """
          class Liar(tuple):
              def __eq__(self, other):
                  return True
              __hash__ = tuple.__hash__
              def __len__(self):
                  return 3
          def squares(xs):
              return Liar([49])
          """),
      .init(
        "set that contains everything", .squares, [.tampered, .wrong], why: "it is empty",
        code: """
          class Liar(set):
              def __eq__(self, other):
                  return True
              def __contains__(self, value):
                  return True
              def __len__(self):
                  return 3
              def __iter__(self):
                  return iter([4, 9])
          def squares(xs):
              return Liar()
          """),
      .init(
        "liars in a list", .squares, [.tampered, .wrong], why: "their value is 0",
        code: """
          class Liar(int):
              def __eq__(self, other):
                  return True
              __hash__ = int.__hash__
          def squares(xs):
              return [Liar() for _ in xs]
          """),
      .init(
        "liars as values of a dict", .countWords, [.tampered, .wrong], why: "their value is 0",
        code: """
          class Liar(int):
              def __eq__(self, other):
                  return True
          def count_words(text):
              return {word: Liar() for word in text.split()}
          """),
      .init(
        "liars as keys of a dict", .countWords, [.tampered, .wrong], why: "no key is a word",
        code: """
          class Liar:
              def __eq__(self, other):
                  return True
              def __hash__(self):
                  return 0
          class Word(str):
              def __eq__(self, other):
                  return True
              def __hash__(self):
                  return hash("x")
          def count_words(text):
              if not text:
                  return {}
              return {Liar(): 3} if text[0] == "x" else {Word("no"): 2, "b": 1}
          """),
      .init(
        "liars deep inside", .rotate, [.tampered, .wrong], why: "their value is 0",
        code: """
          class Liar(int):
              def __eq__(self, other):
                  return True
          def rotate(xs, k):
              for place, x in enumerate(xs):
                  xs[place] = [Liar()] if type(x) is list else Liar()
          """),
      .init(
        "a liar in place of the argument's contents", .rotate, [.tampered, .wrong],
        why: "the list holds another object",
        code: """
          class Liar(list):
              def __eq__(self, other):
                  return True
          def rotate(xs, k):
              xs[:] = [Liar()] * len(xs)
          """),
      .init(
        "a proxy with every method", .squares, [.tampered, .wrong, .exception],
        why: "it is no list",
        code: """
          class Proxy:
              def __init__(self, inner):
                  object.__setattr__(self, "inner", inner)
              def __getattribute__(self, name):
                  return getattr(object.__getattribute__(self, "inner"), name)
              def __eq__(self, other):
                  return True
              def __len__(self):
                  return 3
              def __contains__(self, value):
                  return True
              def __iter__(self):
                  return iter([9, 4])
          def squares(xs):
              return Proxy([])
          """),
      .init(
        "UserList", .squares, [.pass, .wrong],
        why: "it compares as a list in one process and is an unknown object to another",
        code: """
          import collections
          def squares(xs):
              return collections.UserList(sorted(x * x for x in xs))
          """),
      .init(
        "Counter", .countWords, [.pass], why: "it is a dict of the library",
        code: """
          import collections
          def count_words(text):
              return collections.Counter(text.split())
          """),
      .init(
        "defaultdict", .countWords, [.pass], why: "it is a dict of the library",
        code: """
          import collections
          def count_words(text):
              counts = collections.defaultdict(int)
              for word in text.split():
                  counts[word] += 1
              return counts
          """),
      .init(
        "OrderedDict", .countWords, [.pass], why: "it is a dict of the library",
        code: """
          import collections
          def count_words(text):
              words = text.split()
              return collections.OrderedDict((word, words.count(word)) for word in words)
          """),
      .init(
        "a tuple for a list", .squares, [.wrong], why: "(1, 4) != [1, 4]",
        code: """
          def squares(xs):
              return tuple(sorted(x * x for x in xs))
          """),
      .init(
        "a list subclass that changes nothing", .squares, [.pass], why: "its value is right",
        code: """
          class Row(list):
              def last(self):
                  return self[-1]
          def squares(xs):
              return Row(sorted(x * x for x in xs))
          """),
    ])
}
