import CanonicalJSON
internal import Experiments

// Rows name no table; these know theirs by the shape, and texts and events prove it by their hash.

extension RowScan.Row {
  /// The row of `event` and its session; one written before there were commands lacks that column.
  var event: (session: Int, record: EventRecord)? {
    guard values.count >= 9, let session = values[0].integer, let ordinal = values[1].integer,
      let previous = values[2].hash, let hash = values[3].hash, let kind = values[6].string,
      let at = values[7].integer, let payload = values[8].string
    else { return nil }
    return (
      session,
      EventRecord(
        ordinal: ordinal, previous: previous, hash: hash, experiment: values[4].string,
        parent: values[5].integer, command: values.dropFirst(9).first?.integer, kind: kind,
        at: Timestamp(milliseconds: at), payload: payload)
    )
  }

  /// The row of `session`; its number is the rowid.
  var session: (id: Int, name: String, eventCount: Int)? {
    guard let rowID, values.count >= 6, values[0] == .null, let name = values[1].string,
      values[2].integer != nil, let count = values[3].integer, values[4].hash != nil
    else { return nil }
    return (rowID, name, count)
  }

  /// The row of `text`, when the text is what its hash says.
  var text: (hash: ContentHash, text: String)? {
    guard values.count >= 3, values[0] == .null, let hash = values[1].hash,
      case .blob(let utf8) = values[2]
    else { return nil }
    let text = String(decoding: utf8, as: UTF8.self)
    return ContentHash(of: text) == hash ? (hash, text) : nil
  }
}

extension RowScan.Value {
  fileprivate var integer: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  fileprivate var string: String? {
    guard case .text(let utf8) = self else { return nil }
    return String(decoding: utf8, as: UTF8.self)
  }

  fileprivate var hash: ContentHash? {
    guard case .blob(let bytes) = self else { return nil }
    return ContentHash(bytes: bytes)
  }
}
