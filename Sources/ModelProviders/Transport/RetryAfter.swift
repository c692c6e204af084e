import Experiments
import FoundationEssentials
import NIOHTTP1

/// How long a server asks to wait before the next try.
///
/// `Retry-After` holds seconds or a date; OpenAI and Anthropic also send `retry-after-ms`, which is
/// finer and wins. A date is compared with the server's own clock when its answer is dated.
///
/// **Source**: <https://www.rfc-editor.org/rfc/rfc9110#field.retry-after>.
enum RetryAfter {
  /// The wait; nil when none is asked for or it cannot be read.
  static func wait(in headers: HTTPHeaders, now: Date = .now) -> Duration? {
    if let text = headers.first(name: "retry-after-ms"), let wait = duration(text, per: 1000) {
      return wait
    }
    guard let text = headers.first(name: "retry-after")?.trimmingSpaces() else { return nil }
    if let wait = duration(text, per: 1) { return wait }
    let sent = headers.first(name: "date").flatMap(date) ?? now
    return date(text).map { .seconds(max(0, Int($0.timeIntervalSince(sent).rounded(.up)))) }
  }

  private static func duration(_ text: String, per second: Double) -> Duration? {
    // A day is more than any deadline; a longer wait need not be told apart.
    guard let count = Double(text), count >= 0 else { return nil }
    return .milliseconds(Int((min(count / second, 86_400) * 1000).rounded(.up)))
  }

  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, the one form of a date that servers may write.
  private static func date(_ text: String) -> Date? {
    let parts = text.split { $0 == " " || $0 == ":" || $0 == "," }
    guard parts.count == 8, parts[7] == "GMT", let month = months.firstIndex(of: parts[2]) else {
      return nil
    }
    let numbers = [parts[1], parts[3], parts[4], parts[5], parts[6]].compactMap { Int($0) }
    guard numbers.count == 5 else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar.date(
      from: DateComponents(
        year: numbers[1], month: month + 1, day: numbers[0], hour: numbers[2],
        minute: numbers[3], second: numbers[4]))
  }

  private static let months: [Substring] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
