package import Presentation

/// Every record there is: what verbs declare, and the shell's own.
package enum Records {
  /// What any line may give: why it failed, and texts without a record.
  package static let ofShell: [any ReplyRecord.Type] = [ErrorRecord.self, TextRecord.self]

  /// By name.
  package static let all: [any ReplyRecord.Type] = distinct(
    ofShell + VerbRegistry.all.flatMap { $0.records }
  ).sorted { $0.name < $1.name }

  /// Each record once, in the order of their first places.
  static func distinct(_ records: [any ReplyRecord.Type]) -> [any ReplyRecord.Type] {
    var names: Set<String> = []
    return records.filter { names.insert($0.name).inserted }
  }
}
