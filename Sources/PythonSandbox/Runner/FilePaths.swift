/// A path of the library that takes it, from a text.
///
/// Its type is in a module that we have no other use for; a conformance needs no import.
func filePath<Path: ExpressibleByStringLiteral>(_ text: String) -> Path
where Path.StringLiteralType == String {
  Path(stringLiteral: text)
}
