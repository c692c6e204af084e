/// The Python side: the files of `Harness/`, joined into the programs of the two processes.
enum JudgeProgram {
  /// The judge: holds the tests, decides.
  static let judge = joined([
    PackageResources.wire_py, PackageResources.decoding_py, PackageResources.isolation_py,
    PackageResources.values_py, PackageResources.difference_py, PackageResources.instrument_py,
    PackageResources.recorder_py, PackageResources.remote_py, PackageResources.problem_py,
    PackageResources.outcome_py, PackageResources.judge_py, PackageResources.cases_py,
  ])

  /// The zygote of solutions: holds the seals, sees no test.
  static let solution = joined([
    PackageResources.wire_py, PackageResources.decoding_py, PackageResources.isolation_py,
    PackageResources.values_py, PackageResources.streams_py, PackageResources.names_py,
    PackageResources.solution_py, PackageResources.zygote_py,
  ])

  /// The zygote of candidates that have their tests in the same process.
  static let suite = joined([
    PackageResources.wire_py, PackageResources.decoding_py, PackageResources.isolation_py,
    PackageResources.values_py, PackageResources.streams_py, PackageResources.names_py,
    PackageResources.solution_py, PackageResources.suite_py, PackageResources.zygote_py,
    PackageResources.libraries_py,
  ])

  /// All of them, as an interpreter compiles them.
  static let all = [judge, solution, suite]

  /// Reads the compiled programs and the configuration from standard input and runs the judge.
  static let loader = """
    import json, marshal, os
    def part():
        size = int.from_bytes(os.read(0, 4), "little")
        data = b""
        while len(data) < size:
            data += os.read(0, size - len(data))
        return data
    program, SOLUTION, SUITE = marshal.loads(part())
    CONFIGURATION = json.loads(part())
    exec(marshal.loads(program))
    main()
    """

  private static func joined(_ files: [[UInt8]]) -> String {
    files.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }
}
