// swift-tools-version: 6.3
import PackageDescription

/// The compiler heeds `DefaultExecutorFactory` only when it does not ask for which system it compiles.
let choosesItsExecutors = SwiftSetting.unsafeFlags(["-Xfrontend", "-disable-availability-checking"])

let package = Package(
  name: "koderz",
  products: [
    .executable(name: "koderz", targets: ["koderz"]),
    .executable(name: "koderz-bench", targets: ["koderz-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // JSON in one spelling, and hashes of content; knows nothing of koderz.
    .target(name: "CanonicalJSON"),
    .testTarget(name: "CanonicalJSONTests", dependencies: ["CanonicalJSON", "TestKit"]),

    // The centre: values, the session as a fold, prompts, ports. Imports leaves only, does no I/O.
    .target(
      name: "Experiments",
      dependencies: ["CanonicalJSON", .product(name: "Mustache", package: "swift-mustache")]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: ["CanonicalJSON", "Experiments", "StoreTesting", "TestKit"]),

    // The spelling of Python: pieces, tokens, logical lines; knows nothing of koderz.
    .target(name: "PythonText"),
    .testTarget(name: "PythonTextTests", dependencies: ["PythonText", "TestKit"]),

    // Gold and the port of those who judge with it. Who makes prompts, asks models or shows what
    // they were asked does not depend on it.
    .target(name: "Judging", dependencies: ["CanonicalJSON", "Experiments"]),
    .testTarget(name: "JudgingTests", dependencies: ["CanonicalJSON", "Experiments", "Judging"]),

    // Numbers only; knows nothing of koderz.
    .target(name: "Statistics"),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),

    // Many samples at once, over the ports.
    .target(
      name: "Benchmarks", dependencies: ["CanonicalJSON", "Experiments", "Judging", "Statistics"]),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: ["Benchmarks", "CanonicalJSON", "Experiments", "Judging", "Statistics"]),

    // Starts programs; knows nothing of koderz.
    .target(
      name: "ChildProcesses",
      dependencies: [.product(name: "Subprocess", package: "swift-subprocess")]),

    // Runs the tasks of the executables; knows nothing of koderz.
    .target(
      name: "TaskThreads",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .testTarget(name: "TaskThreadsTests", dependencies: ["TaskThreads"]),

    // Adapters: each fills a port; none knows another.
    .target(name: "Simulators", dependencies: ["Experiments", "Judging", "PythonText"]),
    .testTarget(
      name: "SimulatorsTests",
      dependencies: ["Experiments", "Judging", "ProviderTesting", "Simulators", "TestKit"]),
    .target(
      name: "Problems", dependencies: ["CanonicalJSON", "Experiments", "Judging", "PythonText"]),
    .testTarget(
      name: "ProblemsTests",
      dependencies: ["CanonicalJSON", "Experiments", "Judging", "Problems", "TestKit"]),
    .target(
      name: "ModelProviders",
      dependencies: [
        "CanonicalJSON", "ChildProcesses", "Experiments",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      resources: [.embedInCode("Resources/prices.json")]),
    .target(name: "ServerTesting", path: "Tests/ServerTesting"),
    .target(
      name: "ProviderTesting", dependencies: ["Experiments", "Judging", "Simulators"],
      path: "Tests/ProviderTesting"),
    .testTarget(
      name: "ModelProvidersTests",
      dependencies: [
        "CanonicalJSON", "Experiments", "ModelProviders", "ProviderTesting", "ServerTesting",
        "Simulators", "TestKit",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ],
      exclude: ["Peers"]),
    .target(name: "Extraction", dependencies: ["Experiments", "PythonText"]),
    .testTarget(
      name: "ExtractionTests",
      dependencies: [
        "CanonicalJSON", "Experiments", "Extraction", "Judging", "Problems", "PythonText",
        "TestKit",
      ]),
    .target(
      name: "PythonSandbox",
      dependencies: [
        "CanonicalJSON", "ChildProcesses", "Experiments", "Judging", "TaskThreads",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: ["Harness/README.md"],
      resources: [
        .embedInCode("Harness/wire.py"), .embedInCode("Harness/decoding.py"),
        .embedInCode("Harness/isolation.py"), .embedInCode("Harness/values.py"),
        .embedInCode("Harness/difference.py"), .embedInCode("Harness/names.py"),
        .embedInCode("Harness/instrument.py"), .embedInCode("Harness/recorder.py"),
        .embedInCode("Harness/remote.py"), .embedInCode("Harness/problem.py"),
        .embedInCode("Harness/outcome.py"), .embedInCode("Harness/judge.py"),
        .embedInCode("Harness/cases.py"), .embedInCode("Harness/main.py"),
        .embedInCode("Harness/streams.py"), .embedInCode("Harness/solution.py"),
        .embedInCode("Harness/zygote.py"), .embedInCode("Harness/suite.py"),
        .embedInCode("Harness/libraries.py"), .embedInCode("Harness/introduction.py"),
      ]),
    .testTarget(
      name: "PythonSandboxTests",
      dependencies: [
        "CanonicalJSON", "Experiments", "Judging", "Problems", "PythonSandbox", "TestKit",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: ["Scripts"]),
    .target(
      name: "Storage",
      dependencies: ["CanonicalJSON", "Experiments", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(
      name: "StoreTesting", dependencies: ["CanonicalJSON", "Experiments", "Judging"],
      path: "Tests/StoreTesting"),
    .executableTarget(
      name: "storage-writer", dependencies: ["CanonicalJSON", "Experiments", "Storage"],
      path: "Tests/StorageWriter"),
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "CanonicalJSON", "Experiments", "Storage", "StoreTesting", "TestKit", "storage-writer",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),

    // Terminal: knows nothing of koderz.
    .systemLibrary(name: "CEditline", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .target(name: "CTerminal"),
    .target(name: "TerminalText"),
    .testTarget(name: "TerminalTextTests", dependencies: ["TerminalText"]),
    .target(name: "LineEditor", dependencies: ["CEditline", "CTerminal", "TerminalText"]),
    .executableTarget(name: "line-editor-demo", dependencies: ["LineEditor"]),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    .target(
      name: "TerminalTesting", dependencies: ["CPseudoTerminal", "LineEditor", "TerminalText"],
      path: "Tests/TerminalTesting"),
    .testTarget(
      name: "LineEditorTests",
      dependencies: ["LineEditor", "TerminalTesting", "TestKit", "line-editor-demo"]),

    // How things are shown: styled text, tables, diffs, trees, themes. Knows no terminal.
    .target(
      name: "Presentation",
      dependencies: ["CanonicalJSON", "Experiments", "PythonText", "TerminalText"]),

    // The engine: the open session, its stages, calls to models, settings. No terminal, no arguments.
    .target(
      name: "Runs",
      dependencies: ["CanonicalJSON", "Experiments", "Judging", "Problems"],
      resources: [.embedInCode("Resources/prompts"), .embedInCode("Resources/starter.jsonl")]),

    // Sessions as documents; one file per format.
    .target(
      name: "Transcripts", dependencies: ["CanonicalJSON", "Experiments", "Presentation", "Runs"]),

    // Lines into words; runs nothing.
    .target(name: "CommandLines", dependencies: ["Experiments"]),

    // What a person can ask for, one type each, and the help on it.
    .target(
      name: "Verbs",
      dependencies: [
        "CanonicalJSON", "CommandLines", "Experiments", "Judging", "Presentation", "Problems",
        "Runs",
        "Transcripts",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.embedInCode("Resources/help")]),

    // Lines and scripts, completion, the prompt, where replies go.
    .target(
      name: "Shell",
      dependencies: [
        "CommandLines", "Experiments", "LineEditor", "Presentation", "Problems", "Runs", "Verbs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Checks records against their schemas.
    .target(
      name: "RecordTesting", dependencies: ["CanonicalJSON"], path: "Tests/RecordTesting"),

    // A workbench in memory: the simulator, a store and a sandbox that know their answers.
    .target(
      name: "WorkbenchTesting",
      dependencies: [
        "Experiments", "Extraction", "Judging", "ModelProviders", "Presentation", "Problems",
        "PythonSandbox", "RecordTesting", "Runs", "Shell", "Simulators", "StoreTesting", "Verbs",
      ],
      path: "Tests/WorkbenchTesting"),
    .testTarget(
      name: "PresentationTests",
      dependencies: [
        "CanonicalJSON", "Experiments", "Presentation", "StoreTesting", "TestKit",
      ]),
    .testTarget(
      name: "RunsTests",
      dependencies: [
        "CanonicalJSON", "Experiments", "Judging", "Runs", "Storage", "StoreTesting", "TestKit",
      ],
      resources: [.embedInCode("Fixtures/version-1.jsonl")]),
    .testTarget(
      name: "TranscriptsTests",
      dependencies: ["CanonicalJSON", "Experiments", "Runs", "StoreTesting", "Transcripts"]),
    .testTarget(
      name: "VerbsTests",
      dependencies: [
        "CanonicalJSON", "CommandLines", "Experiments", "Extraction", "Judging", "ModelProviders",
        "Presentation",
        "Problems", "RecordTesting", "Runs", "ServerTesting", "Shell", "Simulators",
        "StoreTesting", "TestKit", "Verbs", "WorkbenchTesting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "ShellTests",
      dependencies: [
        "CanonicalJSON", "CommandLines", "Experiments", "LineEditor", "Presentation", "Runs",
        "Shell", "Verbs",
        "WorkbenchTesting",
      ]),

    // Composition root: the only target that names concrete adapters.
    .executableTarget(
      name: "koderz",
      dependencies: [
        "Benchmarks", "CommandLines", "Experiments", "Extraction", "Judging", "LineEditor",
        "ModelProviders",
        "Presentation", "Problems", "PythonSandbox", "Runs", "Shell", "Simulators", "Statistics",
        "Storage", "TaskThreads", "TerminalText", "Verbs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // With Swift's libraries in it, it starts a fifth faster and runs where no Swift is installed.
      swiftSettings: [
        choosesItsExecutors, .unsafeFlags(["-static-stdlib"], .when(configuration: .release)),
      ],
      linkerSettings: [
        .unsafeFlags(["-static-stdlib", "-use-ld=lld"], .when(configuration: .release))
      ]),

    // Measures what is promised about speed, and prints it as JSON.
    .target(name: "CSyncCounter"),
    .executableTarget(
      name: "koderz-bench",
      dependencies: [
        "CPseudoTerminal", "CSyncCounter", "CanonicalJSON", "Experiments", "Extraction", "Judging",
        "LineEditor", "ModelProviders", "Problems", "PythonSandbox", "Runs", "ServerTesting",
        "Shell", "Simulators", "Storage", "TaskThreads", "Verbs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.embedInCode("Peers/peers.py")],
      swiftSettings: [choosesItsExecutors]),
    .testTarget(
      name: "SessionsTests",
      dependencies: [
        "CanonicalJSON", "Experiments", "RecordTesting", "ServerTesting", "TerminalTesting",
        "TestKit", "Verbs", "koderz",
      ]),

    .target(name: "TestKit", path: "Tests/TestKit"),

    // Reads the sources, the manifest and the documents as text.
    .testTarget(name: "ConventionsTests", dependencies: ["TestKit"]),
  ],
  swiftLanguageModes: [.v6]
)

let inC: Set<String> = ["CEditline", "CTerminal", "CPseudoTerminal", "CSyncCounter"]
for target in package.targets where !inC.contains(target.name) {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .enableUpcomingFeature("InferIsolatedConformances"),
      .enableUpcomingFeature("ImmutableWeakCaptures"),
      .treatAllWarnings(as: .error),
    ]
}
