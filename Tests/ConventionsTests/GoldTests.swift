import Testing

/// Who can name what answers a problem: by the manifest, and by nothing else.
struct GoldTests {
  /// The targets that depend on `Judging`, and why they may.
  private static let readers = [
    "Benchmarks": "batches hand it to the judge with each sample",
    "Problems": "dataset files hold it",
    "PythonSandbox": "its judges judge with it",
    "Runs": "hands it from the store to the judge",
    "Verbs": "`list` shows it to a person, `speed-test` makes one",
    "koderz": "builds the parts that read it",
    "Simulators": "the declared exception, starts from it",
    "koderz-bench": "builds the parts that read it",
  ]

  @Test func `only these targets can name gold`() throws {
    let sources = try Manifest.targets().filter { $0.isSource && $0.targets.contains("Judging") }
      .map(\.name)
    #expect(sources.sorted() == Self.readers.keys.sorted())
    for name in sources {
      #expect(!["Prompt", "Transcript", "Shell"].contains { name.contains($0) }, "\(name)")
    }
  }

  @Test func `prompts, transcripts and completion do not import it`() {
    let files = PackageFiles.sources.filter { file in
      ["/Prompts/", "/Transcripts/", "/Completion/", "/Shell/"].contains { file.path.contains($0) }
    }
    #expect(files.count > 15)
    #expect(files.filter { $0.holds("import Judging") }.map(\.path) == [])
  }
}
