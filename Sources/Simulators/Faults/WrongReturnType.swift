/// The right value in the wrong type, or printed instead of returned.
enum WrongReturnType: CodeFault {
  static let name = "wrong return type"
  static let weight = 4

  private static let forms = [
    (before: "str(", after: ")"), (before: "[", after: "]"), (before: "(", after: ",)"),
    (before: "print(", after: ")"),
  ]

  static func variants(of body: SolutionBody) -> [String] {
    body.tokens.returned.flatMap { range in
      forms.map { form in
        var changes = [range.lowerBound: form.before + body.tokens.tokens[range.lowerBound].text]
        changes[range.upperBound] =
          (changes[range.upperBound] ?? body.tokens.tokens[range.upperBound].text) + form.after
        return body.tokens.replacing(changes)
      }
    }
  }
}
