import Testing

@testable import LineEditor

@Suite struct `Line buffer` {
  @Test(
    arguments: [
      (5, -1, 2), (3, -1, 0), (8, -1, 3), (0, 1, 3), (2, 1, 5), (4, 1, 9), (7, 1, 9), (1, -1, nil),
      (8, 1, nil),
    ] as [(Int, Int, Int?)])
  func `the cursor moves between lines`(cursor: Int, step: Int, result: Int?) {
    let buffer = LineBuffer(text: "ab\ncdef\ng", cursor: cursor)
    #expect(buffer.cursor(movedByLines: step) == result)
  }

  @Test func `scalars and characters are counted apart`() {
    let buffer = LineBuffer(text: "e\u{301}👩‍👩‍👧x", cursor: 2)
    #expect(buffer.scalarOffset(of: 2) == 7)
    #expect(buffer.scalarOffset(of: 9) == 8)
  }

  @Test func `whole graphemes are deleted`() {
    var buffer = LineBuffer(text: "ae\u{301}🇩🇪b", cursor: 3)
    buffer.deleteBackward(1)
    #expect(buffer == LineBuffer(text: "ae\u{301}b", cursor: 2))
    buffer.cursor = 1
    buffer.deleteForward()
    #expect(buffer == LineBuffer(text: "ab", cursor: 1))
    buffer.deleteBackward(5)
    #expect(buffer == LineBuffer(text: "b", cursor: 0))
  }
}

@Suite struct `History navigation` {
  @Test func `a walk goes over the entries that begin like the line, and back`() {
    let history = ["ab", "x", "ac", "ac"]
    var walk = HistoryNavigation(from: "a", in: history)
    #expect(
      [-1, -1, -1, 1, 1, 1].map { walk.step($0, in: history) } == [
        "ac", "ab", nil, "ac", "a", nil,
      ])
  }

  @Test func `a line that was entered again is shown once, at its newest place`() {
    let history = ["info", "use 1", "info", "use 1", "info"]
    var walk = HistoryNavigation(from: "", in: history)
    #expect(
      [-1, -1, -1, 1, 1].map { walk.step($0, in: history) } == ["info", "use 1", nil, "info", ""])
  }
}

@Suite struct `History search` {
  @Test func `matches are found newest first, whatever their case`() {
    var search = HistorySearch(in: ["Solve 1", "sleep", "solve 2"])
    #expect(search.match == nil)
    search.type("SOL")
    #expect(search.matches == ["solve 2", "Solve 1"])
    search.move(.older)
    search.move(.older)
    #expect(search.match == "Solve 1")
    search.move(.newer)
    search.type("x")
    #expect(search.match == nil)
    search.deleteBackward()
    #expect(search.match == "solve 2")
  }
}

@Suite struct `History search in lines entered again` {
  @Test func `a line is found once, at its newest place`() {
    var search = HistorySearch(in: ["step", "spec a", "step", "spec a", "spec b"])
    search.type("s")
    #expect(search.matches == ["spec b", "spec a", "step"])
    search.type("p")
    #expect(search.matches == ["spec b", "spec a"])
    search.deleteBackward()
    #expect(search.matches == ["spec b", "spec a", "step"])
  }
}

@Suite struct `History search towards newer entries` {
  private let history = ["a1", "b", "a2", "c", "a3"]

  @Test func `from an entry on, the next newer match is chosen`() {
    var search = HistorySearch(in: history, from: 1, .newer)
    search.type("a")
    #expect(search.match == "a2")
    search.move(.newer)
    #expect(search.match == "a3")
    search.move(.older)
    search.move(.older)
    #expect(search.match == "a1")
  }

  @Test func `from the line one types it begins with the oldest`() {
    var search = HistorySearch(in: history, .newer)
    search.type("a")
    #expect(search.match == "a1")
  }

  @Test func `a search from an entry goes to what is older than it`() {
    var search = HistorySearch(in: history, from: 4, .older)
    search.type("a")
    #expect(search.match == "a2")
  }
}

@Suite struct `Suggestions while a line grows` {
  @Test func `are those of a search that begins anew`() {
    let history = ["step 1", "se\u{301}t", "set x", "step 2", "set", "use 1", "set y z"]
    var suggestions = Suggestions()
    let texts = [
      "s", "se", "set", "set ", "set x", "set xx", "set", "s", "st", "step ", "u", "use", "", "q",
      "se", "se\u{301}", "se\u{301}t",
    ]
    for text in texts {
      #expect(
        suggestions.newest(in: history, beginningWith: text)
          == history.last { $0.hasPrefix(text) && $0 != text }, "\(text)")
    }
    #expect(suggestions.newest(in: history + ["step 3"], beginningWith: "step") == "step 3")
  }
}

@Suite struct `Last words` {
  @Test func `each is the last word of an older entry, where the cursor is`() {
    let history = ["use one", "   ", "step two", "retry two", "three"]
    var walk = LastWord(before: LineBuffer(text: "x  y", cursor: 2))
    var lines: [String] = []
    while let next = walk.next(in: history) {
      walk = next
      lines.append(walk.made.text)
    }
    #expect(lines == ["x three y", "x two y", "x one y"])
    #expect(walk.made.cursor == 5)
  }
}

@Suite struct `Undo stack` {
  @Test func `changes are undone one by one, moves are not changes`() {
    var undo = UndoStack()
    for (text, cursor) in [("", 0), ("a", 1), ("a", 0), ("ba", 1)] {
      undo.record(LineBuffer(text: text, cursor: cursor))
    }
    #expect(undo.undo(LineBuffer(text: "ba", cursor: 1))?.text == "a")
    #expect(undo.undo(LineBuffer(text: "a", cursor: 1))?.text == "")
    #expect(undo.undo(LineBuffer()) == nil)
  }
}

@Suite struct `Completion menu` {
  private func text(_ rows: [[StyledSpan]]) -> [String] { rows.map(\.plainText) }

  @Test func `names stand in columns, filled downwards`() {
    let menu = CompletionMenu(["a", "bb", "c", "d", "e"].map { MenuItem($0) })
    #expect(text(menu.rows(width: 14, height: 24)) == ["  a   c   e ", "  bb  d "])
    #expect(text(menu.rows(width: 3, height: 24)).count == 5)
  }

  @Test func `notes stand beside their names`() {
    let menu = CompletionMenu([MenuItem("a", note: "first"), MenuItem("日本", note: "second")])
    #expect(text(menu.rows(width: 40, height: 24)) == ["  a     first", "  日本  second"])
    #expect(text(menu.rows(width: 14, height: 24)) == ["  a     first", "  日本  seco…"])
    #expect(text(menu.rows(width: 5, height: 24)) == ["  a     ", "  日本  "])
  }

  @Test func `a long menu shows the rows around the choice`() {
    var menu = CompletionMenu((1...20).map { MenuItem("c\($0)", note: "n") })
    #expect(text(menu.rows(width: 40, height: 9)).last == "  20 in all")
    menu.move(by: -1)
    #expect(menu.choice?.text == "c20")
    #expect(
      text(menu.rows(width: 40, height: 9)) == [
        "  c18  n", "  c19  n", "  c20  n", "  20 in all",
      ])
    menu.move(by: 1)
    #expect(menu.choice?.text == "c1")
  }

  @Test(arguments: [
    (["solve", "sort"], "so"), (["a"], "a"), (["a", "b"], ""), ([], ""), (["日本", "日曜"], "日"),
    (["xé", "xè"], "x"), (["xe\u{301}", "xe"], "x"), (["xe", "xe\u{301}"], "x"),
    (["xé", "xé"], "xé"),
  ])
  func `what candidates share`(names: [String], shared: String) {
    let completion = Completion(replacing: 0, with: names.map { MenuItem($0) })
    #expect(completion.commonPrefix == shared)
  }
}

@Suite struct `The prompt` {
  private let prompt = Prompt(
    ["koderz Starter/4 ", "@1 › "], shorter: [["Starter/4 @1 › "], ["@1 › "], ["› "]])

  @Test(arguments: [
    (80, "koderz Starter/4 @1 › "), (44, "koderz Starter/4 @1 › "), (43, "Starter/4 @1 › "),
    (29, "@1 › "), (9, "› "), (2, "› "),
  ])
  func `takes half of a row at most`(width: Int, shown: String) {
    #expect(prompt.spans(width: width).plainText == shown)
  }

  @Test(arguments: [(80, 20), (66, 20), (65, 0), (44, 0), (45, 0), (40, 0), (15, 3)])
  func `has further lines under its end, or at the start of the row`(width: Int, indent: Int) {
    let shown = prompt.continuation(width: width).plainText
    #expect(shown == String(repeating: " ", count: indent) + "· ")
  }
}

@Suite struct `The editrc` {
  @Test func `the mode comes first and sequences get keys of their own`() {
    let editrc = Editrc(
      text: """
        # comment
        bind -v
        bind "^A" ed-move-to-beg
        bind "\\e[15~" line-undo
        bind -a "^[OP" line-up
        edit on
        """)
    #expect(editrc.keymap == .vi)
    #expect(
      editrc.lines == [
        ["bind", "^A", "ed-move-to-beg"], ["bind", "\\237", "line-undo"],
        ["bind", "-a", "\\236", "line-up"], ["edit", "on"],
      ])
    #expect(editrc.userKeys == ["[15~": 0x9F, "OP": 0x9E])
  }
}
