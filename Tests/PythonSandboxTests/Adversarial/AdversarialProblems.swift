import Experiments
import Judging

/// Complete right answers, to follow a trick.
enum Right {
  static let mean = "def mean(xs):\n    return sum(xs) / len(xs)\n"
  static let squares = "def squares(xs):\n    return sorted(x * x for x in xs)\n"
  static let countWords = """
    def count_words(text):
        counts = {}
        for word in text.split():
            counts[word] = counts.get(word, 0) + 1
        return counts

    """
  static let upTo = "def up_to(n):\n    return list(range(n))\n"
  static let summed = "def numbers_to(n):\n    return list(range(n))\n"
  static let balanced = """
    def balanced(text):
        depth = 0
        for sign in text:
            depth += 1 if sign == "(" else -1
            if depth < 0:
                return False
        return depth == 0

    """
  static let rotate = """
    def rotate(xs, k):
        if xs:
            k %= len(xs)
            xs[:] = xs[len(xs) - k:] + xs[:len(xs) - k]

    """
  static let parseAge = """
    def parse_age(text):
        age = int(text)
        if age < 0:
            raise ValueError("negative")
        return age

    """
}

extension BenchmarkProblem {
  /// A float within a tolerance; 6 assertions.
  static let mean = BenchmarkProblem(
    answer: Right.mean, entryPoint: "mean",
    tests: """
      import math

      def check(candidate):
          assert abs(candidate([1.0, 2.0]) - 1.5) < 1e-9
          assert math.isclose(candidate([0.1, 0.2, 0.3]), 0.2, rel_tol=1e-9)
          assert candidate([4]) == 4
          for n in range(1, 4):
              assert abs(candidate([n] * n) - n) < 1e-9
      """)

  /// A list, from an argument that must stay as it is; 7 assertions.
  static let squares = BenchmarkProblem(
    answer: Right.squares, entryPoint: "squares",
    tests: """
      def check(candidate):
          assert candidate([3, 1, 2]) == [1, 4, 9]
          assert candidate([]) == []
          xs = [-2, 1]
          assert candidate(xs) == [1, 4]
          assert xs == [-2, 1]
          assert len(candidate([5, 6, 7])) == 3
          assert 49 in candidate([7])
          assert sorted(candidate([2, 3])) == [4, 9]
      """)

  /// A dictionary; 4 assertions.
  static let countWords = BenchmarkProblem(
    answer: Right.countWords, entryPoint: "count_words",
    tests: """
      def check(candidate):
          assert candidate("a b a") == {"a": 2, "b": 1}
          assert candidate("") == {}
          assert candidate("x x x")["x"] == 3
          assert set(candidate("p q")) == {"p", "q"}
      """)

  /// A truth value; 5 assertions.
  static let balanced = BenchmarkProblem(
    answer: Right.balanced, entryPoint: "balanced",
    tests: """
      def check(candidate):
          assert candidate("()(())")
          assert not candidate("(()")
          assert candidate("") == True
          assert candidate(")(") == False
          assert isinstance(candidate("()"), bool)
      """)

  /// Changes its argument and returns nothing; 5 assertions.
  static let rotate = BenchmarkProblem(
    answer: Right.rotate, entryPoint: "rotate",
    tests: """
      def check(candidate):
          xs = [1, 2, 3, 4]
          candidate(xs, 1)
          assert xs == [4, 1, 2, 3]
          ys = []
          assert candidate(ys, 3) is None
          assert ys == []
          zs = [1, 2]
          candidate(zs, 2)
          assert zs == [1, 2]
          rows = [[1], [2], [3]]
          candidate(rows, 2)
          assert rows == [[2], [3], [1]]
      """)

  /// Raises for bad input; 5 assertions.
  static let parseAge = BenchmarkProblem(
    answer: Right.parseAge, entryPoint: "parse_age",
    tests: """
      def check(candidate):
          assert candidate("7") == 7
          assert candidate(" 41 ") == 41
          for text in ("", "x", "-3"):
              try:
                  candidate(text)
                  raised = False
              except ValueError:
                  raised = True
              assert raised, text
      """)

  /// A list of which more is done than comparing it with another; 7 assertions.
  static let upTo = BenchmarkProblem(
    answer: Right.upTo, entryPoint: "up_to",
    tests: """
      def check(candidate):
          assert candidate(3) == [0, 1, 2]
          assert list(candidate(2)) == [0, 1]
          assert candidate(2) == candidate(2)
          assert sorted(candidate(3)) == [0, 1, 2]
          assert 7 not in candidate(2)
          assert max(candidate(4)) == 3
          assert len(candidate(4)) == 4
      """)

  /// A list that is only added up; 1 assertion.
  static let summed = BenchmarkProblem(
    answer: Right.summed, entryPoint: "numbers_to",
    tests: """
      def check(candidate):
          assert sum(candidate(4)) == 6
      """)

  /// Cuts the right answer into the prompt, its first line, and the body.
  private init(answer: String, entryPoint: String, tests: String) {
    let head = answer.prefix { $0 != "\n" } + "\n"
    self.init(
      taskID: "adversarial/\(entryPoint)", prompt: String(head), entryPoint: entryPoint,
      tests: tests, canonicalSolution: String(answer.dropFirst(head.count)))
  }

  /// Complete source that passes.
  var rightAnswer: String { prompt + gold.canonicalSolution }

  static let adversarial = [
    mean, squares, countWords, balanced, rotate, parseAge, upTo, summed,
  ]
}
