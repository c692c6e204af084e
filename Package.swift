// swift-tools-version: 6.2
import PackageDescription

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
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    // The centre: values, the session as a fold, prompts, ports. Imports nothing of ours, does no I/O.
    .target(
      name: "Experiments",
      dependencies: [.product(name: "Mustache", package: "swift-mustache")]),

    // Adapters: each fills a port; none knows another.
    .target(name: "Problems", dependencies: ["Experiments"]),
    .target(
      name: "ModelProviders",
      dependencies: [
        "Experiments",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ]),
    .target(
      name: "PythonSandbox",
      dependencies: [
        "Experiments", .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: ["Harness/README.md"],
      resources: [.embedInCode("Harness/harness.py")]),
    .target(
      name: "Storage",
      dependencies: ["Experiments", .product(name: "GRDB", package: "GRDB.swift")]),

    // Terminal: knows nothing of koderz.
    .systemLibrary(name: "CEditline", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .target(name: "CTerminal"),
    .target(name: "LineEditor", dependencies: ["CEditline", "CTerminal"]),

    // The shell and its verbs.
    .target(
      name: "Workbench",
      dependencies: [
        "Experiments", "LineEditor",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Composition roots: the only targets that name concrete adapters.
    .executableTarget(
      name: "koderz",
      dependencies: [
        "Experiments", "LineEditor", "ModelProviders", "Problems", "PythonSandbox", "Storage",
        "Workbench", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

let unchecked: Set<String> = ["CEditline", "CTerminal", "CPseudoTerminal"]
for target in package.targets where !unchecked.contains(target.name) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
  ]
}
