package import Experiments

/// Names that a candidate never defines, as one line, with the import that is missing where one is.
package enum UndefinedNamesText {
  private static let modules: Set = [
    "bisect", "collections", "copy", "datetime", "decimal", "fractions", "functools", "hashlib",
    "heapq", "itertools", "json", "math", "operator", "os", "random", "re", "statistics", "string",
    "sys", "time", "typing",
  ]
  private static let members = [
    "collections": ["Counter", "OrderedDict", "defaultdict", "deque", "namedtuple"],
    "dataclasses": ["dataclass"],
    "decimal": ["Decimal"],
    "fractions": ["Fraction"],
    "functools": ["cmp_to_key", "lru_cache", "partial", "reduce"],
    "heapq": ["heapify", "heappop", "heappush"],
    "itertools": [
      "accumulate", "chain", "combinations", "groupby", "permutations", "product", "zip_longest",
    ],
    "math": ["ceil", "factorial", "floor", "gcd", "isqrt", "sqrt"],
    "typing": [
      "Any", "Callable", "Dict", "Iterable", "Iterator", "List", "Optional", "Sequence", "Set",
      "Tuple", "Union",
    ],
  ]

  /// Such as `line 4: the name math is never defined; it is a module: import math`.
  ///
  /// Nil when there is nothing to say, as when the exception that ended the run names them already.
  package static func line(_ verdict: Verdict) -> StyledText? {
    let names = (verdict.undefinedNames ?? []).filter { !isNamed($0, by: verdict.exception) }
    guard let first = names.first else { return nil }
    let name = DisplayText.harmless(first.name)
    var text = "line \(first.line): the name \(name) is never defined"
    if let origin = origin(of: first.name) { text += "; \(origin)" }
    let others = names.dropFirst().map { "\(DisplayText.harmless($0.name)) in line \($0.line)" }
    if !others.isEmpty { text += "; nor is " + others.joined(separator: ", ") }
    return StyledText(text, .warning)
  }

  private static func isNamed(_ name: UndefinedName, by exception: ExceptionReport?) -> Bool {
    guard let exception, exception.type == "NameError" else { return false }
    return exception.message.contains("'\(name.name)'")
  }

  private static func origin(of name: String) -> String? {
    if modules.contains(name) { return "it is a module: import \(name)" }
    guard let module = members.first(where: { $0.value.contains(name) })?.key else { return nil }
    return "it is in \(module): from \(module) import \(name)"
  }
}
