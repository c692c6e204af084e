package import Experiments
import Presentation

extension AssertionFailure: RecordPart {
  package static let members = [
    "index": "its position, from 0", "expression": "its source", "call": "the call, with values",
    "expected": "what the test wanted, as Python's repr",
    "got": "what the code gave, as Python's repr", "difference": "where the two differ first",
    "line": "its line in the tests, from 1", "message": "its own message, or the exception raised",
  ]
}

extension UndefinedName: RecordPart {
  package static let members = [
    "name": "the name", "line": "its line in the code, from 1",
    "column": "its column in characters, from 1",
  ]
}

extension ExceptionReport: RecordPart {
  package static let members = [
    "type": "its class", "message": "its message",
    "frames": "the calls inside the code, the raising line last",
    "column": "the column of a syntax error, from 1",
  ]
}

extension ExceptionReport.Frame: RecordPart {
  package static let members = [
    "line": "its line in the code, from 1", "function": "the function", "source": "the line's text",
  ]
}
