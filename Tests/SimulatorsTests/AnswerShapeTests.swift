import Testing

@testable import Simulators

@Suite struct AnswerShapeTests {
  private let code = "def f(x):\n    return x\n"

  @Test(arguments: AnswerShape.allCases)
  func `the whole source is the last code of every shape`(shape: AnswerShape) throws {
    let answer = shape.answer(with: "\n\n" + code, entryPoint: "f")
    let start = try #require(answer.ranges(of: "def f").last).lowerBound
    #expect(answer[start...].hasPrefix("def f(x):\n    return x\n"))
  }

  @Test(arguments: AnswerShape.allCases)
  func `code that holds a fence comes bare`(shape: AnswerShape) {
    let fenced = "def f():\n    return '```'\n"
    #expect(shape.answer(with: fenced, entryPoint: "f") == fenced)
  }

  @Test func `talk holds no code`() {
    var generator = SeededHash(1).generator
    for _ in 0..<20 {
      let text = ProseAnswer.text(entryPoint: "f", using: &generator)
      #expect(!text.contains("def ") && !text.contains("```") && !text.contains("return "))
    }
  }
}
