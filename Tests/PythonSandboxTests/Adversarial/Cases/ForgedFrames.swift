import Experiments
import Judging

extension AdversarialClass {
  /// Answers that a candidate writes itself, as no process of ours would.
  static let forgedFrames = Self(
    name: "forged frames",
    cases: malformedFrames + malformedValues + oddValues + answersInAdvance)

  /// Python that writes frames into the connection to the judge, and the answer to being loaded.
  private static let forge = """
    import os
    def send(data):
        data = memoryview(data)
        while data:
            data = data[os.write(3, data):]
    def frame(text):
        data = text.encode() if isinstance(text, str) else text
        send(len(data).to_bytes(4, "little") + data)
    frame('{"v":null}')

    """

  private static func forging(
    _ name: String, _ problem: BenchmarkProblem = .squares, _ outcomes: Set<Outcome> = [.tampered],
    why: String, by statements: String
  ) -> AdversarialCase {
    AdversarialCase(
      "forges \(name)", problem, outcomes, why: why,
      code: forge + statements + "\n" + problem.rightAnswer)
  }

  private static func forging(
    _ name: String, value: String, _ outcomes: Set<Outcome> = [.tampered],
    why: String = "no value has this form"
  ) -> AdversarialCase {
    forging(name, .squares, outcomes, why: why, by: "frame(r'''{\"v\":\(value)}''')")
  }

  private static let malformedFrames: [AdversarialCase] = [
    forging("a frame of no length", why: "it holds no value", by: "frame('')"),
    forging(
      "a frame beyond the limit", why: "nobody reads 4 GiB", by: "send(b'\\xff' * 4 + b'x' * 99)"),
    forging(
      "a frame that breaks off", why: "the connection ends within an answer",
      by: "send(b'\\x63\\0\\0\\0{')\nos.close(3)"),
    forging(
      "a frame that waits for its end", .squares, [.timeout, .tampered],
      why: "the rest is the next answer, or never comes", by: "send(b'\\xff\\0\\0\\0{')"),
    forging("two values in a frame", why: "one is expected", by: #"frame('{"v":1}{"v":2}')"#),
    forging("half a value", why: "it has no end", by: #"frame('{"v":[1')"#),
    forging("100,000 open brackets", why: "nobody follows them", by: "frame('[' * 100_000)"),
    forging(
      "100,000 answers in each other", why: "nobody follows them",
      by: #"frame('{"v":' * 100_000 + '1' + '}' * 100_000)"#),
    forging("a letter beyond ASCII", why: "answers have none", by: #"frame('{"v":"é"}')"#),
    forging(
      "bytes of no text", why: "answers are text", by: #"frame(b'{"v":"\xff\xfe"}')"#),
    forging(
      "a number of a million digits", why: "Python does not read it",
      by: #"frame('{"v":%s}' % ('9' * 1_000_000))"#),
    forging("a bare number", why: "it is no answer", by: "frame('7')"),
    forging("a list", why: "it is no answer", by: "frame('[1]')"),
    forging("an unknown answer", why: "there is no such kind", by: #"frame('{"q":1}')"#),
    forging("two answers in one", why: "an answer is one", by: #"frame('{"v":1,"x":2}')"#),
    forging(
      "the same answer twice in one", .squares, [.wrong], why: "the second counts and is wrong",
      by: #"frame('{"v":1,"v":2}')"#),
  ]

  private static let malformedValues: [AdversarialCase] = [
    forging("a fraction by zero", value: #"{"fr":[1,0]}"#),
    forging("a fraction of a text", value: #"{"fr":["1e999999999",1]}"#),
    forging("a fraction of a huge power", value: #"{"fr":["1e999999999"]}"#),
    forging("a decimal of a word", value: #"{"dec":"x"}"#),
    forging("a date of no kind", value: #"{"dt":["timezone",[]]}"#),
    forging("a date of too few bytes", value: #"{"dt":["date",[1]]}"#),
    forging("a span of words", value: #"{"dt":["timedelta",["x"]]}"#),
    forging("a named tuple with a keyword", value: #"{"nt":["P",["class"],[1]]}"#),
    forging("a named tuple with a field too few", value: #"{"nt":["P",["a"],[1,2]]}"#),
    forging("a named tuple by the name of code", value: #"{"nt":["P(0);x",["a"],[1]]}"#),
    forging("a graph of numbers", value: #"{"g":[1,2]}"#),
    forging("a graph of nothing", value: #"{"g":[]}"#),
    forging("a graph that leads nowhere", value: #"{"g":[{"gl":[7]}]}"#),
    forging("a graph by words", value: #"{"g":[{"gl":["x"]}]}"#),
    forging("a tuple in itself", value: #"{"g":[{"gt":[0]}]}"#),
    forging("tuples in each other", value: #"{"g":[{"gt":[1]},{"gf":[0]}]}"#),
    forging("a set of lists as a graph", value: #"{"g":[{"gs":[1]},{"gl":[]}]}"#),
    forging("a node of no graph", value: #"{"gl":[0]}"#),
    forging("a node in a list", value: #"[{"gv":1}]"#),
    forging("an answer in an answer", value: #"{"v":1}"#),
    forging("a report in an answer", value: #"[{"x":[]}]"#),
    forging("a type by another name", value: #"{"ty":"Popen"}"#),
    forging("a type by no name", value: #"{"ty":[]}"#),
    forging("a range by steps of zero", value: #"{"r":[0,1,0]}"#),
    forging("a range of words", value: #"{"r":["a","b"]}"#),
    forging("a number in no hexadecimal", value: #"{"i":"zz"}"#),
    forging("bytes of far letters", value: #"{"b":"\u2028"}"#),
    forging("bytes of a list", value: #"{"b":[1]}"#),
    forging("a tuple of nothing", value: #"{"t":7}"#),
    forging("a tuple of a far range", value: #"{"t":{"r":[0,999999999999]}}"#),
    forging("a set of a far range", value: #"{"s":{"r":[0,999999999999]}}"#),
    forging("a set of lists", value: #"{"s":[[]]}"#),
    forging("a dictionary of triples", value: #"{"d":[[1,2,3]]}"#),
    forging("a deque of a negative length", value: #"{"dq":[[1],-1]}"#),
    forging("a counter of numbers", value: #"{"ct":[1]}"#),
    forging("a view of no kind", value: #"{"dv":["x",7]}"#),
    forging("a slice of four", value: #"{"sl":[1,2,3,4]}"#),
    forging("a complex word", value: #"{"c":["x","y"]}"#),
    forging("an iterator over a number", value: #"{"it":7}"#),
    forging("an exception of numbers", value: #"{"er":[[1],[],{"d":[]}]}"#),
    forging("an instance of a class", value: #"{"ob":["int",{"d":[]}]}"#),
    forging("a handle of no number", value: #"{"h":["x","object",["A"],[],null]}"#),
    forging("a handle of no class", value: #"{"h":[0,"object",[],[],null]}"#),
    forging("a handle of half", value: #"{"h":[0]}"#),
    forging("a tuple of what a handle gives", value: #"{"t":{"h":[0,"generator",["G"],[],null]}}"#),
    forging("pairs that a handle gives", value: #"{"d":[{"h":[0,"object",["G"],[],null]}]}"#),
    forging("a tag of Python's own", value: #"{"__class__":1}"#),
    forging("a tag that builds", value: #"{"build_g":[]}"#),
    forging("two tags", value: #"{"t":[],"s":[]}"#),
    forging("no tag", value: "{}"),
  ]

  private static let oddValues: [AdversarialCase] = [
    forging("what is no number", value: "NaN", [.wrong], why: "it is no list"),
    forging("what is beyond numbers", value: "[Infinity]", [.wrong], why: "it is another list"),
    forging(
      "a negative place in a graph", value: #"{"g":[{"gl":[-1]}]}"#, [.wrong],
      why: "it is a list that holds itself"),
    forging(
      "a huge decimal", value: #"{"dec":"1e999999"}"#, [.wrong], why: "it is no list"),
    forging(
      "an array", value: #"{"ar":["object",[3],[1,4,9]]}"#, [.tampered, .wrong, .exception],
      why: "there is no such module, or it is no list"),
    forging(
      "an array of another shape", value: #"{"ar":["x",[1000000000000],[]]}"#,
      why: "no array has this form"),
    forging(
      "an exception that ends programs", value: #"{"er":[["b:SystemExit"],[0],{"d":[]}]}"#,
      [.wrong], why: "it is a value like others, and no list"),
    forging(
      "an exception of a class that is nowhere", value: #"{"er":[["c:Popen"],["x"],{"d":[]}]}"#,
      [.wrong], why: "it is a value like others, and no list"),
    forging(
      "an exception of no class", value: #"{"er":[[],[],{"d":[]}]}"#, [.wrong],
      why: "it is some exception, and no list"),
    forging(
      "an exception with a state of its own",
      value: ##"{"er":[["b:ValueError"],[],{"d":[["__class__",1],["args",2]]}]}"##, [.wrong],
      why: "it is a value like others, and no list"),
    forging(
      "a number of 5 MB", .squares, [.wrong], why: "it is no list",
      by: #"frame('{"v":{"i":"%s"}}' % ('f' * 5_000_000))"#),
    forging(
      "a handle with a million methods", .squares, [.wrong, .tampered],
      why: "it is no list, whatever it defines",
      by: #"frame('{"v":{"h":[0,"object",["A"],[%s"x"],null]}}' % ('"__eq__",' * 1_000_000))"#),
    forging(
      "an object that claims no comparison", value: #"{"h":[0,"object",["list"],[],null]}"#,
      [.wrong, .tampered], why: "the judge compares it itself"),
  ]

  private static let answersInAdvance: [AdversarialCase] = [
    forging(
      "wrong answers in advance", .mean, [.wrong], why: "they are answers like others",
      by: #"for number in range(20): frame('{"v":1.5}')"#),
    forging(
      "right answers in advance", .mean, [.pass],
      why: "whoever knows what is expected needs no forgery",
      by: #"for number in (1.5, 0.2, 4, 1, 2, 3): frame('{"v":%s}' % number)"#),
    forging(
      "an exception in advance", .mean, [.exception], why: "it raises, in its own words",
      by: #"frame('{"x":["test",["b:ValueError"],[],{"d":[]},"no",[],null,null]}')"#),
    forging(
      "an exception of a class that nobody has", .mean, [.exception],
      why: "it raises, in its own words",
      by: #"frame('{"x":["test",["c:Popen"],[],{"d":[]},"no",[],null,null]}')"#),
    forging(
      "an exception of nothing", why: "it has no class",
      by: #"frame('{"x":["test",[],[],{"d":[]},"no",[],null,null]}')"#),
    forging("a report of a number", why: "it is no report", by: #"frame('{"x":1}')"#),
    forging(
      "a report from a line of words", why: "lines have numbers",
      by: #"frame('{"x":["test",["b:OSError"],[],{"d":[]},"",[["x","f"]],null,null]}')"#),
    forging(
      "arguments in advance", .squares, [.wrong, .pass],
      why: "the answer is right and the list it changes is not looked at, or is",
      by: #"frame('{"m":[[1,4,9],[[[9,9]],{"d":[]}]]}')"#),
    forging(
      "arguments that are none", why: "there is nothing to take over",
      by: #"frame('{"m":[1]}')"#),
    forging("arguments of a number", why: "there are none", by: #"frame('{"m":7}')"#),
    forging(
      "a call of a function of the tests", why: "they gave none",
      by: #"frame('{"k":[0,[[],{"d":[]}]]}')"#),
    forging(
      "a call of the last function of the tests", why: "they gave none",
      by: #"frame('{"k":[-1,[[],{"d":[]}]]}')"#),
    forging("a call of nothing", why: "it names no function", by: #"frame('{"k":"x"}')"#),
    AdversarialCase(
      "forges that it could not be loaded", .mean, [.noEntry], why: "it says so itself",
      code: """
        import os
        data = b'{"x":["no-entry",["b:NameError"],[],{"d":[]},"no mean",[],null,null]}'
        os.write(3, len(data).to_bytes(4, "little") + data)
        \(Right.mean)
        """),
    AdversarialCase(
      "forges an answer in the middle of a call", .mean, [.wrong],
      why: "each of its answers is answered twice, so that they are in the wrong places",
      code: """
        import os
        def mean(xs):
            data = b'{"v":1.5}'
            os.write(3, len(data).to_bytes(4, "little") + data)
            return sum(xs) / len(xs)
        """),
  ]
}
