import Experiments
import Glibc
import TerminalTesting
import TestKit
import Testing
import Workbench

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
    for verb in Verbs.all where verb.name != "!" {
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
    ])
  func `bash completes verbs, their words and options`(line: String, words: String) async throws {
    let run = try await sh(
      """
      command -v bash >/dev/null || exit 0
      exec bash -c '. "$0"; COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _koderz
      echo "${COMPREPLY[*]}"' "$1" "$2"
      """, "\(Lab.packageRoot)/docs/completions/koderz.bash", line)
    #expect(run.error == "")
    #expect(run.output == words + "\n")
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
