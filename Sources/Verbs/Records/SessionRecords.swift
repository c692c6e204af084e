import Presentation

/// A session.
struct SessionRecord: ReplyRecord {
  static let name = "session"
  static let summary = "A session."
  static let members = [
    "name": "its name",
    "kind": "who began it: a person, a script, a batch",
    "run": "the run it belongs to",
    "createdAt": "when it was begun",
    "lastEventAt": "when its last event was stored",
    "events": "its events",
    "problems": "its problems; only of the one opened",
    "holder": "the process that has it open",
    "current": "whether it is the one open here",
    "new": "whether it begins with the next verb that changes something",
  ]

  var name: String
  var kind: String?
  var run: String?
  var createdAt: String?
  var lastEventAt: String?
  var events: Int?
  var problems: Int?
  var holder: String?
  var current: Bool?
  var new: Bool?
}

/// A session that was removed.
struct SessionDeletedRecord: ReplyRecord {
  static let name = "session-deleted"
  static let summary = "A session that was removed."
  static let members = [
    "name": "its name",
    "events": "the events it had",
  ]

  var name: String
  var events: Int
}

/// A file that a session was written to.
struct ExportedRecord: ReplyRecord {
  static let name = "exported"
  static let summary = "A file that a session was written to."
  static let members = [
    "file": "the file",
    "events": "its events",
    "texts": "its texts",
  ]

  var file: String
  var events: Int
  var texts: Int
}

/// What is left of a session of a damaged store.
struct SalvagedRecord: ReplyRecord {
  static let name = "salvaged"
  static let summary = "What is left of a session of a damaged store."
  static let members = [
    "file": "the file it was written to",
    "session": "the session",
    "events": "events that could be read",
    "losses": "what could not",
  ]

  var file: String
  var session: String
  var events: Int
  var losses: [String]
}

/// A session that was read from a file.
struct ImportedRecord: ReplyRecord {
  static let name = "imported"
  static let summary = "A session that was read from a file."
  static let members = [
    "name": "its name here",
    "events": "its events",
  ]

  var name: String
  var events: Int
}

/// A session whose chain, fold and texts hold.
struct VerifiedRecord: ReplyRecord {
  static let name = "verified"
  static let summary = "A session whose chain, fold and texts hold."
  static let members = [
    "events": "its events",
    "hash": "the hash of the last one",
  ]

  var events: Int
  var hash: String
}

/// A script that was written.
struct SavedRecord: ReplyRecord {
  static let name = "saved"
  static let summary = "A script that was written."
  static let members = [
    "file": "the file",
    "verbs": "its lines",
  ]

  var file: String
  var verbs: Int
}

/// A remark that was added.
struct NoteRecord: ReplyRecord {
  static let name = "note"
  static let summary = "A remark that was added."
  static let members = [
    "text": "the remark"
  ]

  var text: String
}

/// A transcript that was written.
struct TranscriptRecord: ReplyRecord {
  static let name = "transcript"
  static let summary = "A transcript that was written."
  static let members = [
    "file": "the file",
    "bytes": "its size",
    "attempts": "the attempts in it",
  ]

  var file: String
  var bytes: Int
  var attempts: Int
}

/// The session and the models in use.
struct InfoRecord: ReplyRecord {
  static let name = "info"
  static let summary = "The session and the models in use."
  static let members = [
    "workspace": "the workspace's folder",
    "session": "the session",
    "events": "its events",
    "problems": "problems of the session",
    "notes": "remarks",
    "problem": "the problem in use",
    "attempts": "its attempts",
    "coder": "the model that attempts problems",
    "spec": "the model that writes specs",
    "reviewer": "the model that reviews",
  ]

  var workspace: String
  var session: String
  var events: Int
  var problems: Int
  var notes: Int
  var problem: String?
  var attempts: Int?
  var coder: String
  var spec: String
  var reviewer: String
}
