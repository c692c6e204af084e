import CommandLines
import Testing
import Verbs

struct SplitterTests {
  @Test(
    arguments: [
      ("step 3; why", [["step", "3"], ["why"]]),
      (#"guide "mind; the \"gap\"" # so"#, [["guide", #"mind; the "gap""#]]),
      ("guide 'a \\ b'", [["guide", "a \\ b"]]),
      ("  ;; ", []),
      ("a\\ b c", [["a b", "c"]]),
      (#"note "a > b" 'c | d'"#, [["note", "a > b", "c | d"]]),
      (#"note a \> b \| c"#, [["note", "a", ">", "b", "|", "c"]]),
      ("guide x>3 -> y>=4 >= || z|", [["guide", "x>3", "->", "y>=4", ">=", "||", "z|"]]),
      ("info; ! echo a; 'b > c | d # e", [["info"], ["!", "echo a; 'b > c | d # e"]]),
      ("info ;!", [["info"], ["!"]]), ("note !a \"!\"", [["note", "!a", "!"]]),
      ("use 1\nstep 2 # twice\nlog", [["use", "1"], ["step", "2"], ["log"]]),
      ("step \\\n 3 a\\\nb", [["step", "3", "a", "b"]]),
    ])
  func `lines split at semicolons and spaces, and quotes protect both`(
    line: String, words: [[String]]
  ) throws {
    let commands = try CommandLineSplitter.split(line).commands
    #expect(commands.map(\.words) == words)
    #expect(commands.allSatisfy { $0.redirection == nil })
  }

  @Test(arguments: [
    "plain", "two words", "quo\"te", "back\\slash", "", "#hash", "line\nbreak", "semi;colon", ">",
    ">>", "|", ">file", "_", "~/x",
  ])
  func `joined words split into themselves`(word: String) throws {
    let line = CommandLineSplitter.join(["x", word])
    let command = try #require(try CommandLineSplitter.split(line).commands.first)
    #expect(command.words == ["x", word])
    #expect(command.redirection == nil)
    #expect(word == "plain" || !command.bare.contains(1))
  }

  @Test(
    arguments: [
      ("log > a.txt", ["log"], Redirection.file(["a.txt"], appends: false)),
      ("log >a.txt", ["log"], .file(["a.txt"], appends: false)),
      ("log >> 'a b'", ["log"], .file(["a b"], appends: true)),
      ("log >", ["log"], .file([], appends: false)),
      ("log > a b", ["log"], .file(["a", "b"], appends: false)),
      ("log | grep 'a ; b' | head", ["log"], .command("grep 'a ; b' | head")),
      ("log |sort >x", ["log"], .command("sort >x")),
      (#"log --all | sed "s/\t/ /" # so"#, ["log", "--all"], .command(#"sed "s/\t/ /""#)),
      ("log |", ["log"], .command("")),
    ])
  func `a sign at the beginning of a word says where the output goes`(
    line: String, words: [String], redirection: Redirection
  ) throws {
    let command = try #require(try CommandLineSplitter.split(line).commands.first)
    #expect(command.words == words)
    #expect(command.redirection == redirection)
  }

  @Test func `a bare ~/ at the beginning of a word is the home folder`() throws {
    let line = #"load ~/a ~/b\ "c" '~/d' \~/e x~/f >> ~/g; !ls ~/h"#
    let commands = try CommandLineSplitter.split(line, home: "/home").commands
    #expect(commands[0].words == ["load", "/home/a", "/home/b c", "~/d", "~/e", "x~/f"])
    #expect(commands[0].redirection == .file(["/home/g"], appends: true))
    #expect(commands[0].source.hasPrefix("load ~/a"))
    #expect(commands[1].words == ["!", "ls ~/h"])
  }

  @Test func `each command of a line has a place of its own for its output`() throws {
    let commands = try CommandLineSplitter.split("log > a; cost | cat; tree").commands
    #expect(
      commands.map(\.redirection) == [.file(["a"], appends: false), .command("cat"), nil])
    #expect(commands.map(\.source) == ["log > a", "cost | cat", "tree"])
  }
}
