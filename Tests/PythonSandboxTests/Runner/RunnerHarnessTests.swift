import CanonicalJSON
import Experiments
import TestKit
import Testing

/// Parts of the harness by themselves, in a plain interpreter.
@Suite("The harness", .paced)
struct RunnerHarnessTests {
  /// 10,000 of each under `KODERZ_FULL=1`, else 300.
  @Test func `The decoder gives plain values or refuses, and values come back as they went`()
    async throws
  {
    let count = TestData.isFull ? 10_000 : 300
    let found = try await PythonScript.run("fuzz.py", [PythonScript.harness, "\(count)"])
    #expect(found["faults"] == [], "\(found["count"] ?? .null) faults")
    #expect(try #require(found["refused"]?.integerValue) > count / 4)
  }

  @Test func `Its files import what they use, and make up the three programs`() async throws {
    let found = try await PythonScript.run("joining.py", [PythonScript.harness])
    #expect(found["faults"] == [])
    #expect(found["programs"] == ["<judge>", "<zygote>", "<suite>"])
  }

  @Test func `The filter of system calls lets through what is listed, on both architectures`()
    async throws
  {
    let found = try await PythonScript.run("filter.py", [PythonScript.harness])
    #expect(found["faults"] == [])
    #expect(try #require(found["tried"]?.integerValue) > 2000)
  }
}
