import Experiments

extension AdversarialClass {
  /// Changed arguments, for a judge that would compare with them.
  static let changedArguments = Self(
    name: "changed arguments",
    cases: [
      .init(
        "sorts its argument", .squares, [.wrong], why: "the argument must stay as it was",
        code: """
          def squares(xs):
              xs.sort(key=abs)
              xs[:] = [x * x for x in xs]
              return list(xs)
          """),
      .init(
        "empties its argument", .squares, [.wrong], why: "the argument must stay as it was",
        code: """
          def squares(xs):
              found = sorted(x * x for x in xs)
              xs.clear()
              return found
          """),
      .init(
        "empties its argument and answers with it", .squares, [.wrong], why: "the answer is empty",
        code: """
          def squares(xs):
              xs.clear()
              return xs
          """),
      .init(
        "changes nothing where it should", .rotate, [.wrong],
        why: "a new list is not the changed one",
        code: """
          def rotate(xs, k):
              k %= len(xs) or 1
              return xs[len(xs) - k:] + xs[:len(xs) - k]
          """),
      .init(
        "changes the inner lists", .rotate, [.wrong], why: "the rows must stay what they were",
        code: """
          \(Right.rotate)
          inner = rotate
          def rotate(xs, k):
              inner(xs, k)
              for x in xs:
                  if type(x) is list:
                      x.append(0)
          """),
      .init(
        "moves the inner lists' contents", .rotate, [.pass], why: "the rows are equal afterwards",
        code: """
          def rotate(xs, k):
              copy = [list(x) if type(x) is list else x for x in xs]
              for place, x in enumerate(copy):
                  xs[(place + k) % len(xs)] = x
          """),
      .init(
        "deletes and inserts one by one", .rotate, [.pass], why: "it is right",
        code: """
          def rotate(xs, k):
              for _ in range(k if xs else 0):
                  xs.insert(0, xs.pop())
          """),
      .init(
        "consumes its argument", .mean, [.pass], why: "nobody looks at it again",
        code: """
          def mean(xs):
              total = count = 0
              while xs:
                  total += xs.pop()
                  count += 1
              return total / count
          """),
      .init(
        "raises after changing its argument", .rotate, [.exception], why: "it has raised",
        code: """
          \(Right.rotate)
          inner = rotate
          def rotate(xs, k):
              inner(xs, k)
              raise IndexError("done")
          """),
      .init(
        "fills its argument with itself and more", .rotate,
        [.wrong, .tampered, .memory, .timeout], hangs: true,
        why: "it is not the rotated list",
        code: """
          def rotate(xs, k):
              for _ in range(20):
                  xs.extend(xs or [0])
          """),
    ])
}
