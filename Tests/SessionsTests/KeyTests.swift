import CanonicalJSON
import Experiments
import Foundation
import ServerTesting
import TerminalTesting
import TestKit
import Testing

/// Keys planted wherever a key can be: none is found in what koderz writes.
@Suite(.paced)
struct KeyTests {
  /// None of them is a key; two have the shape of one, the third is known by its variable alone.
  private static let planted = [
    "environment": "sk-proj-7h1sISn0tAKey1234567890abcdef",
    "file": "sk-ant-api03-7h1sISn0tAKey-0987654321fedcba",
    "custom": "plain-words-that-open-a-door",
    "typed": "sk-0ther7h1sISn0tAKeyAtAll1234567",
    "model": "ghp_7h1sISn0tAKeyButLooks1234567890abcd",
    "odd": #"an"odd\door/that-$1"#, "proxy": "ann:opens/every-door",
  ]

  @Test func `a key is found nowhere, wherever it was`() async throws {
    let lab = Lab()
    let key = try #require(Self.planted["environment"])
    let model = try #require(Self.planted["model"])
    let custom = try #require(Self.planted["custom"])
    let typed = try #require(Self.planted["typed"])
    lab.environment["OPENAI_API_KEY"] = key
    lab.environment["GPU_BOX_TOKEN"] = custom
    lab.environment["ODD_KEY"] = Self.planted["odd"]
    lab.environment["ALL_PROXY"] = "\(Self.planted["proxy"] ?? "")@127.0.0.1:9"
    let babbler = lab.files.path(of: "babbler")
    lab.files.write("#!/bin/sh\necho \"no such key: $ODD_KEY\" >&2\n", to: "babbler")
    chmod(babbler, 0o755)
    lab.environment["XDG_CONFIG_HOME"] = lab.files.path(of: "config")
    lab.folder = lab.files.directory
    let own = "ANTHROPIC_API_KEY=\(Self.planted["file"] ?? "")"
    lab.files.write("\(own)\nLMSTUDIO_BASE_URL= \t# none yet\n", to: ".env")
    mkdir(lab.files.path(of: "config"), 0o755)
    lab.files.write("# \(typed)\nalias open note \(custom)\n", to: "config/koderz/init.kz")
    let returned = "\(model) \(custom) \(key)"
    let answer = "```python\\ndef trim_readings(a, b, c):\\n    return '\(returned)'\\n```"
    let talker = FakeOpenAI(models: ["tiny"], text: answer)
    let refuser = FakeOpenAI(key: "another")
    let output = try await withFakeServer({ talker.script($0) }) { talking in
      try await withFakeServer({ refuser.script($0) }) { refusing in
        lab.environment["OPENAI_BASE_URL"] = talking.url + "/v1"
        var runs = [
          try await lab.run([
            "--session", "keys", "--keep-going", "-e",
            """
            use starter/1; set coder openai/tiny; step; note \(typed); guide use \(typed); open; \
            guide --sticky 'Authorization: Bearer \(key)'; step; show --origin; doctor; models; \
            log --events; transcript \(lab.files.path(of: "t.md")); \
            transcript \(lab.files.path(of: "t.json")); recording export \(lab.files.path(of: "r.jsonl")); \
            session export \(lab.files.path(of: "s.jsonl")); save \(lab.files.path(of: "s.kz")); \
            set coder exec:\(babbler); step; speed-test exec:\(babbler) --export \(lab.files.path(of: "speed.json"))
            """,
          ])
        ]
        lab.environment["OPENAI_BASE_URL"] = refusing.url + "/v1"
        runs.append(
          try await lab.run([
            "--session", "keys", "--keep-going", "--json", "-e",
            "set coder openai/tiny; step; models; doctor --online; models probe \(refusing.url); log --events",
          ]))
        return runs.map { $0.output + $0.error }.joined()
      }
    }
    #expect(output.contains("HTTP 401"))
    #expect(output.contains("<redacted>"))
    #expect(output.contains("ANTHROPIC_API_KEY"), "the file is read")
    #expect(!output.contains("none yet"), "a comment is no value")
    #expect(output.contains("no such key: <redacted>"))
    try await expectNoKey(in: lab, output: output)
  }

  /// Searches every file below the lab but those that the test planted, as bytes.
  private func expectNoKey(in lab: Lab, output: String) async throws {
    let files = FileManager.default.enumerator(atPath: lab.files.directory)
    var searched = 0
    while let name = files?.nextObject() as? String {
      guard !name.hasSuffix(".env"), !name.hasSuffix("init.kz"),
        let data = FileManager.default.contents(atPath: lab.files.path(of: name))
      else { continue }
      searched += 1
      for (place, value) in Self.planted {
        let escaped = JSONValue.string(value).canonical.dropFirst().dropLast()
        for form in [value, String(escaped)] where data.range(of: Data(form.utf8)) != nil {
          Issue.record("the key of \(place) is in \(name)")
        }
      }
    }
    #expect(searched >= 6)
    for (place, value) in Self.planted where place != "custom" {
      #expect(!output.contains(value), "\(place)")
    }
  }
}
