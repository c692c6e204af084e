/// What the tests said about one candidate.
package struct Verdict: Sendable, Hashable, Codable {
  /// Where the tests were when they judged.
  package enum Proof: String, Sendable, Hashable, Codable {
    /// In a process of their own: nothing that the candidate does there can make one hold.
    case separate
    /// In the candidate's process: a candidate written against them could forge a pass.
    case sameProcess = "same-process"
  }

  package var outcome: Outcome
  /// Assertions that held, `0...total`.
  package var passed: Int
  /// Assertions the canonical solution meets; constant ones (`assert True`) are not counted.
  package var total: Int
  /// One letter per assertion in order of running: `p` held, `f` did not, `e` raised, `n` not reached.
  package var results: String
  /// Failed assertions in order, the first 20 at most; the first is the one to show.
  package var failures: [AssertionFailure]
  /// The exception that ended the run, when one did.
  package var exception: ExceptionReport?
  /// `load` when the candidate failed before any test ran, else `test`.
  package var phase: String?
  /// One sentence for a person: which limit was hit, what could not be read.
  package var message: String
  /// `exact` when each assertion was judged on its own, `first-failure` when only the first is known.
  package var split: String
  /// What the verdict is worth against a hostile candidate; nil is `separate`.
  package var proof: Proof?
  /// CPU time of the candidate's process tree in milliseconds.
  package var cpuMs: Double
  /// Wall time in milliseconds.
  package var wallMs: Double
  package var peakMemoryBytes: Int
  /// The isolation layers that were on, outermost first.
  package var layers: [String]
  /// The last characters the candidate printed, bounded.
  package var output: String
  /// The interpreter's version, such as `3.11.2`.
  package var python: String
  /// The first 12 hexadecimal digits of the SHA-256 of the interpreter's executable; nil when it
  /// could not be read, and in verdicts of older sessions.
  package var pythonHash: String?
  /// Names that the candidate uses and never defines, by their first use; nil when there are none.
  ///
  /// Found before anything ran: a hint, since the line may not be reached. **Shape**: 10 at most,
  /// each once, in order of line and column.
  package var undefinedNames: [UndefinedName]?

  package init(
    outcome: Outcome,
    passed: Int = 0,
    total: Int = 0,
    results: String = "",
    failures: [AssertionFailure] = [],
    exception: ExceptionReport? = nil,
    phase: String? = nil,
    message: String = "",
    split: String = "exact",
    proof: Proof? = nil,
    cpuMs: Double = 0,
    wallMs: Double = 0,
    peakMemoryBytes: Int = 0,
    layers: [String] = [],
    output: String = "",
    python: String = "",
    pythonHash: String? = nil,
    undefinedNames: [UndefinedName]? = nil
  ) {
    self.outcome = outcome
    self.passed = passed
    self.total = total
    self.results = results
    self.failures = failures
    self.exception = exception
    self.phase = phase
    self.message = message
    self.split = split
    self.proof = proof
    self.cpuMs = cpuMs
    self.wallMs = wallMs
    self.peakMemoryBytes = peakMemoryBytes
    self.layers = layers
    self.output = output
    self.python = python
    self.pythonHash = pythonHash
    self.undefinedNames = undefinedNames
  }
}

/// A name that a candidate uses and that nothing in it binds: no assignment, import or definition.
package struct UndefinedName: Sendable, Hashable, Codable {
  package var name: String
  /// Line in the candidate, from 1.
  package var line: Int
  /// Column in characters, from 1.
  package var column: Int

  package init(name: String, line: Int, column: Int) {
    self.name = name
    self.line = line
    self.column = column
  }
}

/// One assertion that did not hold, with the values that show why.
package struct AssertionFailure: Sendable, Hashable, Codable {
  /// Position among the assertions run, from 0.
  package var index: Int
  /// The assertion's source without `assert`.
  package var expression: String
  /// The call of the candidate inside it with its arguments' values, such as `f([1, 2], 3)`.
  package var call: String?
  /// What the test wanted, as Python's `repr`, bounded.
  package var expected: String?
  /// What the candidate gave, as Python's `repr`, bounded.
  package var got: String?
  /// Where the two first differ and how, made from the whole values, such as `[3]: 7 instead of 8`.
  ///
  /// Nil when they speak for themselves or were not compared. **Shape**: at most 200 characters.
  package var difference: String?
  /// Line in the tests, from 1.
  package var line: Int?
  /// The assertion's own message, or the exception raised while evaluating it.
  package var message: String

  package init(
    index: Int,
    expression: String,
    call: String? = nil,
    expected: String? = nil,
    got: String? = nil,
    difference: String? = nil,
    line: Int? = nil,
    message: String = ""
  ) {
    self.index = index
    self.expression = expression
    self.call = call
    self.expected = expected
    self.got = got
    self.difference = difference
    self.line = line
    self.message = message
  }
}

/// An exception of the candidate, mapped to the candidate's own lines.
package struct ExceptionReport: Sendable, Hashable, Codable {
  /// One level of the traceback inside the candidate.
  package struct Frame: Sendable, Hashable, Codable {
    /// Line in the candidate, from 1.
    package var line: Int
    package var function: String
    package var source: String

    package init(line: Int, function: String, source: String) {
      self.line = line
      self.function = function
      self.source = source
    }
  }

  /// The exception's class name.
  package var type: String
  package var message: String
  /// Outermost call first, the raising line last.
  package var frames: [Frame]
  /// Column of a syntax error, from 1.
  package var column: Int?

  package init(type: String, message: String, frames: [Frame] = [], column: Int? = nil) {
    self.type = type
    self.message = message
    self.frames = frames
    self.column = column
  }
}
