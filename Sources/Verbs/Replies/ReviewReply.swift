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
      record: ReviewRecord(review, result.guidance, isSimulator: result.isSimulator))
    for line in TextLine.split(result.guidance.text).map(\.text) {
      reply.add(StyledText("  \(line)", .dim))
    }
    return reply
  }
}

extension ReviewRecord {
  init(_ review: ReviewMade, _ guidance: GuidanceAdded?, isSimulator: Bool? = nil) {
    self.init(
      review: "r\(review.number)", node: "@\(review.at)", guidance: "g\(review.guidance)",
      model: review.model, simulator: isSimulator, automatic: review.isAutomatic,
      tokens: review.tokens, costNanoUSD: review.cost?.nanoUSD, text: guidance?.text ?? "")
  }
}

extension GuidanceRecord {
  init(_ guidance: GuidanceAdded) {
    self.init(
      guidance: "g\(guidance.number)", scope: guidance.scope, node: "@\(guidance.at)",
      branch: guidance.branch, text: guidance.text)
  }
}
