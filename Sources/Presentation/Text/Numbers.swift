/// Numbers as people read them, the same in every locale.
package enum Numbers {
  /// A time: `0.1 ms`, `850 ms`, `7.4 s`, `3 min 12 s`, `2 h 5 min`.
  ///
  /// **Units**: milliseconds.
  package static func duration(ms: Double) -> String {
    guard ms.isFinite, ms < 1e15 else { return "∞" }
    if ms < 9.95 { return decimal(max(0, ms)) + " ms" }
    if ms < 999.5 { return "\(Int(ms.rounded())) ms" }
    if ms < 59_950 { return decimal(ms / 1000) + " s" }
    let seconds = Int((ms / 1000).rounded())
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds / 60 % 60) min"
  }

  /// The same for whole milliseconds.
  package static func duration(ms: Int) -> String {
    ms < 1000 ? "\(max(0, ms)) ms" : duration(ms: Double(ms))
  }

  /// A count with separated thousands: `41,022,871`.
  package static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var result = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
      result.append(digit)
    }
    return result
  }

  /// A size in powers of 1024: `512 B`, `84 KB`, `1.5 MB`.
  package static func bytes(_ value: Int) -> String {
    var amount = Double(max(0, value))
    var unit = 0
    let units = ["B", "KB", "MB", "GB", "TB"]
    while unit + 1 < units.count, amount >= (unit == 0 ? 1024 : 1023.5) {
      amount /= 1024
      unit += 1
    }
    let isFraction = unit > 0 && amount < 9.95
    return (isFraction ? decimal(amount) : String(Int(amount.rounded()))) + " " + units[unit]
  }

  /// A change with its sign: `+97`, `-3`, `±0`.
  package static func change(_ value: Int) -> String {
    value == 0 ? "±0" : (value > 0 ? "+" : "-") + count(Int(clamping: value.magnitude))
  }

  /// A count with its noun: `1 attempt`, `3 attempts`.
  package static func plural(_ value: Int, _ noun: String, _ several: String? = nil) -> String {
    "\(count(value)) " + (value == 1 ? noun : several ?? noun + "s")
  }

  /// With one decimal, none when it is zero.
  private static func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
