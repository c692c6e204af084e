import Experiments

extension AdversarialClass {
  /// Answers that cost little to give and much to look at.
  static let costlyAnswers = Self(
    name: "costly answers",
    cases: [
      costly(
        "a few thousand numbers of one hash", [.wrong],
        "[{k * (2 ** 61 - 1) for k in range(2_000)}]"),
      costly("a dictionary of one hash", [.wrong], "{k * (2 ** 61 - 1): 0 for k in range(2_000)}"),
      costly("five million items", [.wrong, .timeout], "[0] * 5_000_000"),
      costly(
        "ten million items", [.tampered, .timeout], "[0] * 10_000_000",
        why: "no answer is that long"),
      costly("ten megabytes of text", [.wrong], "'x' * 10_000_000"),
      costly(
        "twenty megabytes of text", [.tampered], "'x' * 20_000_000", why: "no answer is that long"),
      costly("an integer of a million digits", [.wrong, .exception], "[1 << 3_500_000]"),
      costly("an endless generator", [.timeout, .wrong], "__import__('itertools').count()"),
      costly("an endless cycle", [.timeout, .wrong], "__import__('itertools').cycle([1])"),
      deep("100,000 lists in each other", "[value]"),
      deep("100,000 tuples in each other", "(value,)"),
      deep("100,000 dictionaries in each other", "{0: value}"),
      AdversarialCase(
        "costly: a list in itself", .upTo, [.wrong, .exception], hangs: true,
        why: "Python does not compare two of them",
        code: "def up_to(n):\n    value = [1]\n    value.append(value)\n    return value\n"),
      AdversarialCase(
        "costly: a length of 10¹⁸", .upTo, [.wrong, .exception, .tampered, .memory, .timeout],
        hangs: true, why: "nobody makes room for that many, or its length has a say",
        code: """
          class Long:
              def __len__(self): return 10 ** 18
              def __iter__(self): return iter(())
              def __getitem__(self, place): return place
          def up_to(n):
              return Long()
          """),
      AdversarialCase(
        "costly: a list of a longer length", .upTo, [.tampered], hangs: true,
        why: "its length has a say",
        code: """
          class Long(list):
              def __len__(self): return 10 ** 18
          def up_to(n):
              return Long(range(n))
          """),
    ])

  /// Those that only the judge's own limits end, after ten seconds and more.
  static let costliestAnswers = Self(
    name: "costliest answers",
    cases: [
      forgedCollisions("set", #"'{"v":{"s":[%s]}}' % numbers"#),
      forgedCollisions("dictionary", #"'{"v":{"d":[%s]}}' % pairs"#),
      costly(
        "a range to 10¹⁸", [.tampered, .timeout], "range(10 ** 18)",
        why: "its greatest number is looked for one by one; two judges are lost over it"),
      AdversarialCase(
        "costliest: a sum over 10¹⁸ numbers", .summed, [.tampered, .timeout], hangs: true,
        why: "two judges are lost over it, and none over the canonical solution",
        code: "def numbers_to(n):\n    return range(10 ** 18)\n"),
    ])

  private static func costly(
    _ name: String, _ outcomes: Set<Outcome>, _ value: String, why: String = "it is another value"
  ) -> AdversarialCase {
    AdversarialCase(
      "costly: \(name)", .upTo, outcomes, hangs: true, why: why,
      code: "def up_to(n):\n    return \(value)\n")
  }

  private static func deep(_ name: String, _ level: String) -> AdversarialCase {
    AdversarialCase(
      "costly: \(name)", .upTo, [.wrong, .exception, .timeout], hangs: true,
      why: "it is another value, and nobody compares two of them",
      code: """
        def up_to(n):
            value = 1
            for _ in range(100_000):
                value = \(level)
            return value
        """)
  }

  private static func forgedCollisions(_ kind: String, _ frame: String) -> AdversarialCase {
    AdversarialCase(
      "costliest: a \(kind) of 300,000 numbers of one hash", .upTo, [.tampered], hangs: true,
      why: "two judges are lost over it, and none over the canonical solution",
      code: """
        import os
        def send(text):
            data = memoryview(len(text).to_bytes(4, "little") + text.encode())
            while data:
                data = data[os.write(3, data):]
        places = [str(k * (2 ** 61 - 1)) for k in range(1, 300_000)]
        numbers = ",".join(places)
        pairs = ",".join("[%s,0]" % place for place in places)
        send('{"v":null}')
        send(\(frame))
        \(Right.upTo)
        """)
  }
}
