import CommandLines
import Experiments
import LineEditor
import Presentation
import Testing
import WorkbenchTesting

@testable import Shell
@testable import Verbs

@Suite struct CompletionTests {
  private static let ids = CandidateList(
    (0..<164).map { CompletionCandidate(text: "HumanEval/\($0)") }
      + [
        CompletionCandidate(text: "BigCodeBench/13"),
        CompletionCandidate(text: "qwen2.5-coder:32b"),
      ])

  @Test(arguments: [
    ("he/32", ["HumanEval/32"]), ("humaneval/163", ["HumanEval/163"]),
    ("humaneval163", ["HumanEval/163"]), ("he163", ["HumanEval/163"]), ("h/163", ["HumanEval/163"]),
    ("bcb/1", ["BigCodeBench/13"]), ("QWEN25CODER", ["qwen2.5-coder:32b"]), ("zzz", []),
    ("HumanEval/12", ["HumanEval/12"] + (120...129).map { "HumanEval/\($0)" }),
  ])
  func `Neither case nor separators matter`(word: String, found: [String]) {
    #expect(Self.ids.matching(word).map(\.text) == found)
  }

  @Test(
    arguments: [
      ("use he", ["use"], "he", .verb), ("step; goto @", ["goto"], "@", .verb),
      ("guide \"a; b", ["guide"], "\"a; b", .verb), ("list @2 ", ["list", "@2"], "", .verb),
      ("tree > out", [], "out", .file), ("log | le", [], "le", .program),
      ("!ls da", ["ls"], "da", .program),
      ("guide 'x > y' ", ["guide", "x > y"], "", .verb),
      ("list|he", [], "list|he", .verb), ("guide x>3 a|b -", ["guide", "x>3", "a|b"], "-", .verb),
      ("info; !ls 'a; ", ["ls"], "'a; ", .program),
      ("note a # b; st", ["note", "a"], "", .comment),
      ("guide <<A; note <<B\nit's\nA\nstep ba", ["note", "<<B"], "ba", .verb),
      ("guide <<A\nit's\n A\nst", [], "st", .verb), ("guide <<A\n", ["guide", "<<A"], "", .verb),
      ("use 1\nst", [], "st", .verb), ("step \\\n --a", ["step"], "--a", .verb),
    ] as [(String, [String], String, CommandWords.Place)])
  func `The words before the cursor are those of its own command`(
    line: String, words: [String], partial: String, place: CommandWords.Place
  ) {
    let typed = CommandWords(before: line)
    #expect(typed.words == words)
    #expect(typed.partial == partial)
    #expect(typed.place == place)
  }

  private let source = CompletionSource { folder in
    folder == "." ? ["data/", "notes.md"] : ["one.jsonl"]
  }

  private func offered(_ line: String) -> [String] {
    source.candidates(before: line).candidates.map(\.text)
  }

  @Test(arguments: [
    ("bran", ["branches"]), ("session ver", ["verify"]), ("models use rev", ["reviewer"]),
    ("set theme li", ["light"]), ("set feed", ["feedback"]), ("set feedback c", ["class"]),
    ("step --any", ["--anyway"]), ("list @1 > no", ["notes.md"]),
    ("load data/", ["data/one.jsonl"]),
    ("spec edit --file data/o", ["data/one.jsonl"]), ("help conti", ["continue"]),
    ("goto @1; bran", ["branches"]), ("prompt sh", ["show"]), ("x pr", ["prompt"]),
    ("help addr", ["addressing"]), ("help theme", ["theme"]), ("help stepp", ["stepping"]),
    ("list ca", ["canonical"]), ("list @2 comp", ["completion"]), ("time conti", ["continue"]),
    ("time step --any", ["--anyway"]), ("every 2 bran", ["branches"]),
    ("every 2 set feedback c", ["class"]), ("alias x bran", ["branches"]),
    // What stands behind the last argument is nothing that could be completed.
    ("budget session off o", []), ("spec use s1 s", []),
  ])
  func `Each place has its own candidates`(line: String, found: [String]) {
    #expect(offered(line) == found)
  }

  @Test(arguments: [
    ("load my", #"my\ set.jsonl.gz"#, " "), ("load sem", #"semi\;colon.txt"#, " "),
    ("load it", #"it\'s"#, " "), ("load \"my", #""my set.jsonl.gz"#, "\" "),
    ("load 'my", "'my set.jsonl.gz", "' "), ("load 'it", "\"it's", "\" "),
    (#"load my\ s"#, #"my\ set.jsonl.gz"#, " "), (#"load my" s"#, #"my\ set.jsonl.gz"#, " "),
    ("info > my", #"my\ set.jsonl.gz"#, " "), ("!cat pay", #"pay\$1"#, " "),
    ("load pay", "pay$1", " "), ("load \"a b/", "\"a b/c\"d", "\" "), ("load _", #"\_"#, " "),
    ("load a", #"a\ b/"#, ""), ("load \"a", "\"a b/", ""),
    ("load ~/H", "~/H.gz", " "), ("info > ~/H", "~/H.gz", " "),
    ("set coder recorded:/tmp/a", "recorded:/tmp/a.jsonl", " "),
    ("models use coder recorded:~/H", "recorded:~/H.gz", " "),
    ("review --by recorded:/tmp/a", "recorded:/tmp/a.jsonl", " "),
  ])
  func `A path is inserted so that it is one word, and in the quotes it was begun with`(
    line: String, text: String, suffix: String
  ) throws {
    let folders = [
      ".": ["_", "a b/", "it's", "my set.jsonl.gz", "pay$1", "semi;colon.txt"],
      "a b/": ["c\"d"], "/me/": ["H.gz"], "/tmp/": ["a.jsonl"],
    ]
    let source = CompletionSource(home: "/me", filePrefixes: ["recorded:"]) { folders[$0] ?? [] }
    let completion = source.completion(before: line)
    let text = text.replacing("c\"d", with: #"c\"d"#)
    #expect(completion.candidates.map(\.text) == [text])
    #expect(completion.candidates.map(\.suffix) == [suffix])
    guard !suffix.isEmpty else { return }
    let typed = String(line.dropLast(completion.replacedCount)) + text + suffix
    #expect(try CommandLineSplitter.split(typed).commands.count == 1)
  }

  @Test func `In quotes ~ is no home folder`() {
    let source = CompletionSource(home: "/me") { $0 == "/me/" ? ["H.gz"] : [] }
    #expect(source.completion(before: "load \"~/H") == .init(replacing: 4, with: []))
  }

  @Test func `An option that was given is not offered again, and has its note`() {
    let found = source.candidates(before: "more --").candidates
    #expect(found.map(\.text) == ["--reasoning"])
    #expect(found.allSatisfy { !$0.note.isEmpty })
    #expect(offered("more --reasoning --").isEmpty)
  }

  @Test func `Where nothing is known, words that were typed before are offered`() {
    #expect(offered("guide bisec").isEmpty)
    source.note(line: "guide \"use bisection, not Newton\"")
    #expect(offered("guide bisec") == ["bisection"])
  }

  @Test func `ranges, aliases and prompts are completed by what the session has`() async throws {
    let bench = try Bench()
    try await bench.run(
      "set coder sim:0:3", "use starter/1", "step 2", "alias go goto", "bookmark best")
    await source.refresh(from: bench.session, aliases: bench.shell.aliases)
    #expect(offered("replay @1..@") == ["@1..@2", "@1..@1"])
    #expect(offered("test @1..be") == ["@1..best"])
    #expect(offered("rerun @") == ["@2", "@1"])
    #expect(offered("prompt diff @1 @") == ["@2", "@1"])
    #expect(offered("prompt diff @1 @2 @").isEmpty)
    #expect(offered("go @") == ["@2", "@1"])
    #expect(offered("unalias ") == ["go"])
    #expect(offered("goto best @").isEmpty)
  }

  @Test func `Every kind of candidate is there for some verb`() {
    let used = Set(VerbRegistry.all.flatMap { $0.completions })
    for kind in [
      ArgumentCompletion.problem, .node, .range, .spec, .model, .setting, .settingValue, .session,
      .helpWord, .alias, .command, .listed, .prompt, .path,
    ] { #expect(used.contains(kind), "\(kind)") }
  }

  @Test(arguments: [
    ("goto ", "NODE"), ("more @1 ", "[--reasoning]"), ("models use ", "ROLE [MODEL]"),
    ("step --anyway ", "[COUNT]"), ("go", ""), ("tree > ", ""), ("nonsense ", ""),
    ("spec edit --file ", "FILE"),
  ])
  func `What a line still lacks is said after a space`(line: String, hint: String) {
    #expect(ArgumentHint.missing(after: line) == hint)
  }

  @Test func `A line in colours is the same line`() {
    for line in [
      "step 3", "guide \"a; b\" # why", "goto @1;step --anyway", "tree>out|cat", "a \\\" b",
      "'open",
      "  x  prompt @3 ", "!ls -l", "", "info; !ls | 'a ; b", "a\n# b\nc \\\n d", "list|head",
      "guide <<A\nit's\n A\nstep", "guide <<A\nstep",
    ] {
      #expect(LineHighlighter.highlight(line).plain == line)
    }
  }

  @Test func `Verbs that there are stand out, and addresses, options and texts have colours`() {
    let spans = LineHighlighter.highlight("goto @3; nonsense --all \"x\"").spans
    #expect(spans.first == .init("goto", .strong))
    #expect(spans.contains(.init("@3", .address)))
    #expect(spans.contains(.init("nonsense")))
    let text = LineHighlighter.highlight("guide <<A\nstep it's\nA\nstep").spans
    #expect(text.filter { $0.style == .strong }.map(\.text) == ["guide", "step"])
    #expect(spans.contains(.init("--all", .keyword)))
    #expect(spans.contains(.init("\"x\"", .string)))
  }
}
