import Testing

@testable import Transcripts

@Suite struct MarkdownTests {
  @Test(arguments: [
    ("find_zero *x* [a](b)", "find\\_zero \\*x\\* \\[a\\](b)"),
    ("</details><script>", "&lt;/details&gt;&lt;script&gt;"),
    ("a & b | c ` d \\ e", "a &amp; b \\| c \\` d \\\\ e"),
    ("# title", "\\# title"), ("1. item", "1\\. item"), ("- item", "\\- item"),
    ("two\nlines", "two lines"), ("\u{1B}[2J\u{202E}", "␛\\[2J&lt;U+202E&gt;"),
    ("key sk-ant-api03-0123456789abcdef", "key &lt;redacted&gt;"),
  ])
  func `Interpolated text cannot become markup`(text: String, source: String) {
    #expect(("\(text)" as Markdown).source == source)
  }

  @Test func `Literals are markup and numbers in the middle of a line stay as they are`() {
    #expect(("## koderz \("0.1")" as Markdown).source == "## koderz 0.1")
  }

  @Test(arguments: [
    ("x\n", "```python\nx\n```"),
    ("```\nx\n```", "````python\n```\nx\n```\n````"),
    ("a `````` b", "```````python\na `````` b\n```````"),
    ("~~~\n</details>\u{0}", "```python\n~~~\n</details>␀\n```"),
    ("a\r\nb", "```python\na␍\nb\n```"),
    ("", "```python\n\n```"),
  ])
  func `A fence is longer than any in its content`(text: String, source: String) {
    #expect(Markdown.fence(text, "python").source == source)
  }

  @Test func `A quotation keeps its lines and cannot be left`() {
    #expect(
      Markdown.quote("one\n  - two\n\n===\n</blockquote>").source == """
        > one\\
        > \\- two
        >
        > \\===\\
        > &lt;/blockquote&gt;
        """)
  }

  @Test func `The summary of details is HTML, not Markdown`() {
    #expect(
      Markdown.details("a_b <x>\n& y", ["c"]).source == """
        <details>
        <summary>a_b &lt;x&gt; &amp; y</summary>

        c

        </details>
        """)
  }

  @Test func `A cell cannot leave its table`() {
    #expect(
      Markdown.table(["a", "b"], numbers: [1], [["\("x|y\nz")", "1"]]).source == """
        | a | b |
        | --- | --: |
        | x\\|y z | 1 |
        """)
  }
}
