/// The Python side: the files of `Harness/`.
enum HarnessProgram {
  /// What an interpreter runs that was just found: it says who it is and compiles the programs.
  static let introduction = String(decoding: PackageResources.introduction_py, as: UTF8.self)

  /// What `introduction` reads: each file's name and text, with NUL between.
  ///
  /// The order means nothing: it follows from what the files import of each other.
  static let files: String = [
    ("wire", PackageResources.wire_py), ("decoding", PackageResources.decoding_py),
    ("isolation", PackageResources.isolation_py), ("values", PackageResources.values_py),
    ("difference", PackageResources.difference_py), ("names", PackageResources.names_py),
    ("instrument", PackageResources.instrument_py), ("recorder", PackageResources.recorder_py),
    ("remote", PackageResources.remote_py), ("problem", PackageResources.problem_py),
    ("outcome", PackageResources.outcome_py), ("judge", PackageResources.judge_py),
    ("cases", PackageResources.cases_py), ("main", PackageResources.main_py),
    ("streams", PackageResources.streams_py), ("solution", PackageResources.solution_py),
    ("zygote", PackageResources.zygote_py), ("suite", PackageResources.suite_py),
    ("libraries", PackageResources.libraries_py),
  ].map { name, text in "\(name)\u{0}\(String(decoding: text, as: UTF8.self))" }
    .joined(separator: "\u{0}")

  /// Reads the compiled programs and the configuration from standard input and runs the judge.
  static let loader = """
    import json, marshal, os
    def part():
        size = int.from_bytes(os.read(0, 4), "little")
        data = b""
        while len(data) < size:
            data += os.read(0, size - len(data))
        return data
    judge, solution, suite = marshal.loads(part())
    configuration = json.loads(part())
    exec(marshal.loads(judge))
    main(configuration, solution, suite)
    """
}
