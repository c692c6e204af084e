package import Subprocess

extension Executable {
  /// A program as a person writes it: a path when it has a slash, else a name to be found in `PATH`.
  package static func program(_ text: String) -> Executable {
    text.contains("/") ? .path(filePath(text)) : .name(text)
  }
}

extension Environment {
  /// These variables and no others.
  package static func exactly(_ variables: [String: String]) -> Environment {
    let pairs = variables.map { (Key(stringLiteral: $0.key), $0.value) }
    return .custom(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
  }
}

/// A path of the library that takes it, from a text.
///
/// Its type, like a descriptor's, is in a module that we have no other use for; conformances need no
/// import.
package func filePath<Path: ExpressibleByStringLiteral>(_ text: String) -> Path
where Path.StringLiteralType == String {
  Path(stringLiteral: text)
}

/// A descriptor of the library that takes it, from an open one's number.
package func fileDescriptor<Descriptor: RawRepresentable<CInt>>(_ file: CInt) -> Descriptor {
  guard let descriptor = Descriptor(rawValue: file) else {
    preconditionFailure("the library refuses descriptor \(file)")
  }
  return descriptor
}
