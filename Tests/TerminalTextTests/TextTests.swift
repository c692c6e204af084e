import Testing

@testable import TerminalText

@Suite struct `Text width` {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("ｱ", 1), ("Ａ", 2), ("한", 2),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("❤️‍🔥", 2), ("☎️", 2),
    ("☎", 1), ("1️⃣", 2), ("🇩🇪", 2), ("🏴\u{E0067}\u{E0062}\u{E007F}", 2), ("⏎»·–…", 5),
    ("\u{200B}\u{FEFF}", 0), ("का", 2), ("∀x", 2), ("\t\n\u{1B}", 0),
  ])
  func `columns of graphemes`(text: String, columns: Int) {
    #expect(TextWidth.columns(of: text) == columns)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
    ("abc", 1, "…"), ("abc", 0, ""), ("", 0, ""),
  ])
  func `a text is cut to a width`(text: String, width: Int, result: String) {
    #expect(TextWidth.truncate(text, to: width) == result)
  }

  @Test func `a text is padded to a width`() {
    #expect(TextWidth.pad("日", to: 4) == "日  ")
    #expect(TextWidth.pad("日本語", to: 4) == "日本語")
  }
}

@Suite struct `Harmless text` {
  @Test(arguments: [
    ("plain\ttext\n", "plain\ttext\n"),
    ("\u{1B}[2J\u{1B}]0;title\u{07}", "␛[2J␛]0;title␇"),
    ("a\r\nb\0\u{7F}\u{08}", "a␍\nb␀␡␈"),
    ("\u{9B}31m", "<U+009B>31m"),
    ("user\u{202E}nimda\u{2069}", "user<U+202E>nimda<U+2069>"),
    ("a\u{200B}b\u{FEFF}c\u{AD}d\u{2028}", "a<U+200B>b<U+FEFF>c<U+00AD>d<U+2028>"),
    ("hidden\u{E0041}", "hidden<U+E0041>"),
    (
      "🏴\u{E0067}\u{E0062}\u{E007F} 👩‍👩‍👧 क्\u{200D}ष e\u{301} 日本",
      "🏴\u{E0067}\u{E0062}\u{E007F} 👩‍👩‍👧 क्\u{200D}ष e\u{301} 日本"
    ),
  ])
  func `what acts or hides is shown`(text: String, shown: String) {
    #expect(makeHarmless(text) == shown)
  }

  @Test func `nothing but newline and tab of C0 and C1 remains`() {
    for value in Array(0..<0x20) + Array(0x7F..<0xA0) where value != 9 && value != 10 {
      let scalar = Unicode.Scalar(UInt8(value))
      #expect(!makeHarmless("x\(scalar)y").unicodeScalars.contains(scalar), "\(value)")
    }
  }
}
