import FoundationEssentials
import Testing

@testable import PythonSandbox

@Suite("What is kept of an interpreter")
struct InterpreterCacheTests {
  @Test(arguments: ["0123456789ab", nil])
  func `The hash is kept as long as the executable is the same`(hash: String?) throws {
    let folder = "/tmp/koderz-interpreter-tests-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = folder + "/python"
    try Data([0x7F] + "ELF 1".utf8).write(to: URL(filePath: program))
    let cache = InterpreterCache(directory: folder)
    let interpreter = PythonInterpreter(
      path: program, version: "3.11.2", hash: hash, isEnvironment: true, paths: ["/a"],
      programs: [1, 10, 2])
    cache.keep(interpreter, at: program)
    #expect(cache.interpreter(at: program) == interpreter)
    try Data([0x7F] + "ELF of another size".utf8).write(to: URL(filePath: program))
    #expect(cache.interpreter(at: program) == nil)
  }
}
