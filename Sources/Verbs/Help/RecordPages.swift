import Presentation

/// The page on what `--json` prints, made from the records' types.
enum RecordPages {
  /// - Throws: as `RecordSchema.of`.
  static func text() throws -> String {
    let pages = try Records.all.map(page)
    return introduction + verbs + "\n## Records\n\n" + pages.joined(separator: "\n")
  }

  private static let introduction = """
    # What `koderz --json` prints

    With `--json` every line of standard output is one JSON object. Its member `event` names the kind of record.
    Members without a value are left out. Amounts of money are whole billionths of a dollar.
    `docs/json.schema.json` holds a JSON Schema of every record, read from the same types as this page.

    The lines of `judge` are the exception: they are the verdicts on samples, in the order of the input, and have
    no `event`. The record `judged` follows them.

    ## Renamed

    Where two verbs gave one thing in two shapes, there is one shape now.

    - `node`, as tree listed attempts, is `attempt`, as log lists them.
    - `branch` names the branch as `branch` and its tip as `node`; they were `name` and `tip` in branches.
    - `loaded` of models ps is `model-loaded`; `loaded` is what load says of a problem set.
    - `every` with a member `dropped` is `every-dropped`, with the line's `number`.
    - `text` holds what a verb says without a record of its own; its `event` was the verb's name.

    """

  /// What each verb may give and do.
  private static var verbs: String {
    let lines = VerbRegistry.all.map { verb in
      let records = verb.records.map { "`\($0.name)`" }.joined(separator: ", ")
      let gives = records.isEmpty ? "no record" : records
      return wrapped("- `\(verb.name)`: \(gives). Effects: \(VerbEffects.words(verb.effects)).")
    }
    return "\n## Verbs\n\nEach may also give `error` or `text`.\n\n"
      + lines.joined(separator: "\n") + "\n"
  }

  private static func page(of record: any ReplyRecord.Type) throws -> String {
    guard case .object(let members) = try ValueShape(of: record) else { return "" }
    let givers = VerbRegistry.all.filter { verb in
      verb.records.contains { $0.name == record.name }
    }
    let names = givers.map { "`\($0.name)`" }.joined(separator: ", ")
    let from = givers.isEmpty ? "any line" : names
    return """
      ### `\(record.name)`

      \(record.summary)
      \(wrapped("From: \(from)."))

      \(list(members, depth: 0).joined(separator: "\n"))

      """
  }

  private static func list(_ members: [ValueShape.Member], depth: Int) -> [String] {
    members.flatMap { member in
      let kind = member.shape.words + (member.isOptional ? ", may be left out" : "")
      let indent = String(repeating: "  ", count: depth)
      let line = wrapped("\(indent)- `\(member.key)` (\(kind)): \(member.help).")
      return [line] + list(member.shape.inner, depth: depth + 1)
    }
  }

  private static func wrapped(_ line: String) -> String {
    let indent = String(line.prefix { $0 == " " })
    var lines = [""]
    for word in line.dropFirst(indent.count).split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = indent + word
      } else if last.count + word.count < 120 {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(indent + "  " + word)
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension ValueShape {
  /// The kind of value in words.
  fileprivate var words: String {
    switch self {
    case .any: "any value"
    case .boolean: "true or false"
    case .integer: "whole number"
    case .number: "number"
    case .string: "text"
    case .words(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .array(let element): "list of \(element.plural)"
    case .object: "object"
    }
  }

  private var plural: String {
    switch self {
    case .string: "texts"
    case .number: "numbers"
    case .integer: "whole numbers"
    case .object: "objects"
    default: words
    }
  }

  /// The members of an object, or of the objects of a list.
  fileprivate var inner: [Member] {
    switch self {
    case .object(let members): members
    case .array(let element): element.inner
    default: []
    }
  }
}
