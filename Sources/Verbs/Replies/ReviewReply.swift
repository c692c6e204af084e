import CanonicalJSON
import Experiments
import Presentation
import Runs

/// What is said about a review.
enum ReviewReply {
  /// The review and the guidance taken from it.
  static func made(_ result: ReviewResult) -> Reply {
    let review = result.review
    let cost = review.cost.map(\.description) ?? "unpriced"
    let model = result.isSimulator ? "\(review.model) (simulator)" : review.model
    var reply = Reply(
      "review \("r\(review.number)", .address) by \(model) · \(review.tokens) tok · \(cost) → guidance \("g\(result.guidance.number)", .address)\(review.isAutomatic ? " (automatic)" : "")",
      record: [
        "event": "review", "review": .string("r\(review.number)"),
        "guidance": .string("g\(result.guidance.number)"), "model": .string(review.model),
        "automatic": .bool(review.isAutomatic), "text": .string(result.guidance.text),
      ])
    for line in TextLine.split(result.guidance.text).map(\.text) {
      reply.add(StyledText("  \(line)", .dim))
    }
    return reply
  }
}
