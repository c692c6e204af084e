internal import Glibc

/// The path of an executable of this package, which is built next to the running test bundle.
///
/// - Throws: `TerminalFailure` when no such executable is there.
package func builtProduct(_ name: String) throws(TerminalFailure) -> String {
  for start in [CommandLine.arguments.first ?? "", executablePath()] {
    // In an Xcode-style bundle the test binary lies some directories deeper.
    var directory = start[...]
    while let slash = directory.lastIndex(of: "/") {
      directory = directory[..<slash]
      let candidate = directory + "/" + name
      if access(String(candidate), X_OK) == 0 { return String(candidate) }
    }
  }
  throw TerminalFailure("\(name) is not built: run swift build --product \(name)")
}

private func executablePath() -> String {
  var bytes = [UInt8](repeating: 0, count: 4096)
  let count = bytes.withUnsafeMutableBytes { buffer in
    buffer.baseAddress.map { readlink("/proc/self/exe", $0, buffer.count) } ?? 0
  }
  return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
}
