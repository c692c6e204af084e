import Experiments
import Foundation
import ProviderTesting
import Testing

@testable import ModelProviders

@Suite(.timeLimit(.minutes(2))) struct ExecProviderTests {
  @Test(
    arguments: [
      ("m", ["m"]), ("  ./m  --fast ", ["./m", "--fast"]),
      ("m 'a b' \"c d\" e\\ f", ["m", "a b", "c d", "e f"]),
      ("m '' x", ["m", "", "x"]), ("m \"a\\\"b\" 'c\\d'", ["m", "a\"b", "c\\d"]), ("", nil),
      ("  ", nil),
      ("m 'open", nil), ("m \\", nil), ("''", nil),
    ] as [(String, [String]?)])
  func `a command is split at its spaces`(line: String, words: [String]?) {
    let command = ProgramCommand(line)
    #expect(command.map { [$0.program] + $0.arguments } == words)
  }

  private func answer(_ lines: [String]) throws -> ([GenerationEvent], GenerationEnd?) {
    var answer = ProgramAnswer(endpoint: "e", model: "m")
    let events = try lines.flatMap { try answer.read(Array($0.utf8)) }
    return (events, answer.end)
  }

  @Test func `events are read and the rest is passed over`() throws {
    let (events, end) = try answer([
      #"{"reasoning":"hm"}"#, "", #"{"text":"def"}"#, #"{"log":"x"}"#,
      #"{"end":{"usage":{"inputTokens":3,"outputTokens":5},"stopReason":"length","model":"big"}}"#,
      #"{"text":"late"}"#, "garbage",
    ])
    #expect(events == [.reasoning("hm"), .text("def")])
    #expect(
      end
        == GenerationEnd(
          usage: Usage(inputTokens: 3, outputTokens: 5), stopReason: .length, reportedModel: "big"))
    #expect(
      try answer([#"{"end":{}}"#]).1
        == GenerationEnd(usage: Usage(), stopReason: .stop, reportedModel: "m"))
  }

  @Test(arguments: [
    (
      #"{"error":{"code":"rate-limited","message":"slow","retryAfterMs":1500}}"#,
      ProviderError.Code.rateLimited
    ),
    (#"{"error":{"code":"unheard-of","message":"x"}}"#, .serverError),
    (#"{"error":"x"}"#, .serverError),
    ("garbage", .badResponse), (#"{"text":NaN}"#, .badResponse), ("[]", .badResponse),
  ])
  func `an error line has its code before text`(line: String, code: ProviderError.Code) {
    let error = #expect(throws: ProviderError.self) { try answer([line]) }
    #expect(error?.code == code)
    if code == .rateLimited { #expect(error?.retryAfter == .milliseconds(1500)) }
    if code != .badResponse {
      let late = #expect(throws: ProviderError.self) { try answer([#"{"text":"x"}"#, line]) }
      #expect(late?.code == .brokenStream)
    }
  }

  private func run(
    _ script: String, environment: [String: String] = [:]
  ) async throws -> Collected {
    let all = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
    let provider = ExecProvider(
      command: try #require(ProgramCommand("sh -c '\(script)'")), environment: all)
    return await collect(provider.generate(request("exec:sh", seed: 7), in: sampleContext))
  }

  /// Runs a script as a model of the directory, whose calls have limits.
  private func bounded(_ script: String, _ limits: CallLimits) async throws -> Collected {
    var services = try failingServices()
    services.environment = ["PATH": "/usr/bin:/bin"]
    services.limits = limits
    return try await withDirectory(services) { directory in
      let model = try directory.resolve("exec:sh -c '\(script)'")
      return await collect(model.provider.generate(request(model.name), in: sampleContext))
    }
  }

  private static let end = #"echo "{\"end\":{}}""#

  @Test func `a program is given the request and its person's environment`() async throws {
    let collected = try await run(
      #"read line; printf "%s\n" "$line" >&2; echo "{\"text\":\"$KEY\"}"; exit 3"#,
      environment: ["KEY": "sk-mine"])
    #expect(collected.text == "sk-mine")
    #expect(collected.providerError?.code == .brokenStream)
    #expect(
      collected.providerError?.message.hasPrefix(
        "the program ended (exit code 3) before its end line: ") == true)
    let echo = try #require(collected.providerError?.message)
    #expect(echo.contains(#""seed":7"#))
    #expect(echo.contains(#""version":1"#))
  }

  @Test func `what a program leaves behind ends with its end line`() async throws {
    let collected = try await run(
      "sleep 600 & echo \"{\\\"text\\\":\\\"x\\\"}\"; \(Self.end); sleep 600")
    #expect(collected.error == nil)
    #expect(collected.text == "x")
    #expect(collected.ends.count == 1)
  }

  @Test func `a program that is not there is told`() async throws {
    let provider = ExecProvider(
      command: try #require(ProgramCommand("/nowhere/model")), environment: [:])
    let collected = await collect(provider.generate(request("exec:x"), in: sampleContext))
    #expect(collected.providerError?.code == .notConfigured)
    #expect(collected.providerError?.endpoint == "exec:/nowhere/model")
  }

  @Test func `deadlines hold`() async throws {
    let total = try await bounded("sleep 600", CallLimits(total: .milliseconds(150)))
    #expect(total.providerError?.code == .timeout)
    let idle = try await bounded(
      "echo \"{\\\"text\\\":\\\"x\\\"}\"; sleep 600", CallLimits(idle: .milliseconds(100)))
    #expect(idle.providerError?.code == .timeout)
    #expect(idle.text == "x")
  }

  @Test func `cancelling kills the program and what it has started`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "exec-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "pid").path
    let provider = ExecProvider(
      command: try #require(
        ProgramCommand("sh -c 'sleep 600 & echo $! > \(file).new; mv \(file).new \(file); wait'")),
      environment: ["PATH": "/usr/bin:/bin"])
    let call = Task { await collect(provider.generate(request("exec:sh"), in: sampleContext)) }
    while !FileManager.default.fileExists(atPath: file) {
      try await Task.sleep(for: .milliseconds(2))
    }
    let child = try String(contentsOfFile: file, encoding: .utf8).trimmingSpaces()
    call.cancel()
    #expect(await call.value.error is CancellationError)
    // A killed child may stay as a zombie until its new parent has looked.
    while let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8),
      !state.contains(") Z")
    {
      try await Task.sleep(for: .milliseconds(2))
    }
  }
}
