import Experiments
import Glibc
import TerminalTesting
import Testing
import TestKit
import Verbs

/// The manual page and the shells' completions: as committed as koderz makes them, and of use.
///
/// `KODERZ_UPDATE_GOLDENS=1 swift test --filter GeneratedFilesTests` writes the files anew.
@Suite(.paced)
struct GeneratedFilesTests {
  let lab = Lab()

  @Test(arguments: GeneratedFiles.all.map(\.name))
  func `the committed file is what koderz makes`(name: String) async throws {
    let file = try #require(GeneratedFiles.all.first { $0.name == name })
    let run = try await lab.runAnywhere(["--generate", name])
    #expect(run.status == 0)
    #expect(run.error == "")
    let path = "\(Lab.packageRoot)/\(file.path)"
    if getenv("KODERZ_UPDATE_GOLDENS") != nil {
      let stream = try #require(fopen(path, "w"))
      defer { fclose(stream) }
      #expect(fputs(run.output, stream) >= 0)
    }
    let committed = try await sh("cat \"$1\"", path)
    #expect(committed.output == run.output, "KODERZ_UPDATE_GOLDENS=1 writes it anew")
  }

  @Test func `every verb and topic is on the manual page`() async throws {
    let page = try await lab.runAnywhere(["--generate", "man"]).output
    for verb in VerbRegistry.all where verb.name != "!" {
      #expect(page.contains("\n\\fB\(verb.name.replacing("-", with: "\\-"))"), "\(verb.name)")
    }
    for topic in HelpTopics.all {
      #expect(page.contains("\n.SH \(topic.name.uppercased())\n"), "\(topic.name)")
    }
  }

  @Test func `the manual page is laid out without a warning`() async throws {
    let run = try await sh(
      "command -v groff >/dev/null || exit 0; groff -man -Tutf8 -ww \"$1\" >/dev/null",
      "\(Lab.packageRoot)/docs/koderz.1")
    #expect(run.status == 0)
    #expect(run.error == "")
  }

  @Test(
    arguments: [
      ("koderz ste", "step stepi"), ("koderz --json spe", "spec speed-test"),
      ("koderz spec d", "diff"),
      ("koderz --session step st", "step stepi"), ("koderz guide --st", "--sticky"),
      ("koderz --no", "--no-init"), ("koderz s --any", "--anyway"),
      ("koderz --color ", "auto always never"), ("koderz --color=al", "always"),
      ("koderz --color=", "auto always never"), ("koderz --generate f", "fish"),
      ("koderz --color=never ste", "step stepi"), ("koderz --color auto spec d", "diff"),
      ("koderz -x data/st", "data/starter.jsonl"),
      ("koderz --script=data/st", "data/starter.jsonl"),
      ("koderz judge --problems data/st", "data/starter.jsonl"),
      ("koderz judge data/st", "data/starter.jsonl"), ("koderz judge --wo", "--workers"),
      ("koderz load data/st", "data/starter.jsonl"), ("koderz use da", ""),
      ("koderz set co", "coder context"), ("koderz set right-prompt ", "on off"),
      ("koderz set --save theme d", "dark"), ("koderz help stepp", "stepping"),
      ("koderz help addr", "addressing"), ("koderz h the", "theme"),
      ("koderz models use rev", "reviewer"), ("koderz session open ", ""),
      ("koderz m pro", "probe"), ("koderz time ste", "step stepi"),
      ("koderz session import data/st", "data/starter.jsonl"), ("koderz nonsense x", ""),
    ])
  func `bash completes verbs, their words, options, values and files`(
    line: String, words: String
  ) async throws {
    let run = try await bash(line)
    #expect(run.error == "")
    #expect(run.output == words + "\n")
  }

  @Test func `bash completes a value behind = when = breaks no words`() async throws {
    let run = try await bash("koderz --color=al", breaksAtEquals: false)
    #expect(run.output == "--color=always\n")
  }

  /// What the generated function offers at the end of a line, its words broken as bash breaks them.
  private func bash(_ line: String, breaksAtEquals: Bool = true) async throws -> PipedProgram {
    let typed =
      line.hasSuffix("=") ? line.replacing("=", with: " =") : line.replacing("=", with: " = ")
    return try await sh(
      """
      command -v bash >/dev/null || exit 0
      cd "$3"
      exec bash -c '. "$0"
      COMP_WORDS=($1); [[ $1 == *" " ]] && COMP_WORDS+=("")
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _koderz
      echo "${COMPREPLY[*]}"' "$1" "$2"
      """, "\(Lab.packageRoot)/docs/completions/koderz.bash",
      breaksAtEquals ? typed : line, Lab.packageRoot)
  }

  @Test func `another name is a mistake of usage`() async throws {
    let run = try await lab.runAnywhere(["--generate", "tcsh"])
    #expect(run.status == 2)
    #expect(run.error.contains("man, bash, zsh, fish"))
  }

  private func sh(_ script: String, _ arguments: String...) async throws -> PipedProgram {
    try await PipedProgram.run(
      "/bin/sh", arguments: ["-c", script, "sh"] + arguments, input: "",
      environment: ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"])
  }
}
