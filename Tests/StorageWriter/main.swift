import Experiments
import Glibc
import Storage

// storage-writer WORKSPACE SESSION [COUNT]
// Appends COUNT times (without end when left out) four events and a text to the session, which it
// makes when there is none, and says `done N` once event N is stored. For tests that kill it.

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  say("usage: storage-writer WORKSPACE SESSION [COUNT]", to: STDERR_FILENO)
  exit(2)
}
do {
  let store = try SQLiteSessionStore(workspace: arguments[1]) { Timestamp(milliseconds: 0) }
  var writer = try await Writer(store: store, session: arguments[2])
  let count = arguments.count > 3 ? Int(arguments[3]) ?? 0 : Int.max
  for _ in 0..<count { say("done \(try await writer.appendNext())", to: STDOUT_FILENO) }
} catch let error as StoreError {
  say("\(error.code.rawValue): \(error.message)", to: STDERR_FILENO)
  exit(1)
}

/// Writes a line at once, past any buffer.
func say(_ line: String, to file: Int32) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
}
