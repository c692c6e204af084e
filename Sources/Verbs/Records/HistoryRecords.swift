import CanonicalJSON
import Experiments
import Presentation

/// A name for an attempt.
struct BookmarkRecord: ReplyRecord {
  static let name = "bookmark"
  static let summary = "A name for an attempt."
  static let members = [
    "name": "the name",
    "node": "the attempt; none when the name was dropped",
  ]

  var name: String
  var node: String?

  var named: String? { node }
}

/// An event of the session, as it is stored.
struct StoredEventRecord: ReplyRecord {
  static let name = "event"
  static let summary = "An event of the session, as it is stored."
  static let members = [
    "ordinal": "its number, from 1",
    "at": "when it was stored",
    "kind": "its kind",
    "experiment": "the problem it belongs to",
    "hash": "its hash",
    "payload": "its content",
  ]

  var ordinal: Int
  var at: String
  var kind: String
  var experiment: String?
  var hash: String
  var payload: JSONValue
}
