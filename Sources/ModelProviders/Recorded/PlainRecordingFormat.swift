import Experiments
import FoundationEssentials

/// `{"task_id","response","role"?,"model"?,"reportedModel"?,"tier"?,"costNanoUSD"?,"unpriced"?,"usage"?,
/// "reasoning"?,"stopReason"?}`, one answer a line; other fields are ignored.
enum PlainRecordingFormat: RecordingFormat {
  private struct Line: Decodable {
    var task_id: String
    var response: String
    var role: Role?
    var model: String?
    var reportedModel: String?
    var tier: Tier?
    var costNanoUSD: Int?
    var unpriced: Bool?
    var usage: Usage?
    var reasoning: String?
    var stopReason: StopReason?
  }

  static func recognizes(_ firstLine: ArraySlice<UInt8>) -> Bool { true }

  static func answer(in line: ArraySlice<UInt8>) throws -> RecordedAnswer? {
    do {
      let value = try JSONDecoder().decode(Line.self, from: Data(line))
      return RecordedAnswer(
        taskID: value.task_id,
        role: value.role ?? .coder,
        response: value.response,
        source: RecordedSource(
          model: value.model, reportedModel: value.reportedModel, tier: value.tier,
          isUnpriced: value.unpriced ?? false),
        usage: value.usage ?? Usage(),
        paid: value.costNanoUSD.map { Money(nanoUSD: max(0, $0)) },
        reasoning: value.reasoning,
        stopReason: value.stopReason ?? .stop)
    } catch let error as DecodingError {
      throw RecordingLineError(message: words(error))
    }
  }

  private static func words(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "'\(key.stringValue)' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "'\(context.codingPath.map(\.stringValue).joined(separator: "."))' has the wrong type"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      "'\(context.codingPath.map(\.stringValue).joined(separator: "."))' has no such value"
    default: "not a JSON object"
    }
  }
}
