/// How a spec came to be.
package enum SpecOrigin: String, Codable, Sendable, Hashable {
  /// A model wrote it now.
  case model
  /// A person edited another one.
  case edited
  /// Taken over from an earlier one with the same key, at no cost.
  case cached
  /// Taken over from the newest of the problem, whoever made it.
  case reused
}

/// A spec joined the experiment as `s<number>`.
package struct SpecMade: PayloadContent {
  package static let kind = EventKind.specMade
  package var number: Int
  package var taskID: String
  package var text: ContentHash
  /// Names what it was made from: problem text, model, template and sampling.
  package var key: ContentHash
  package var model: String
  package var template: String
  package var origin: SpecOrigin
  /// The spec it was edited from.
  package var editedFrom: Int?
  package var tokens: Int
  package var cost: Money?

  package init(
    number: Int,
    taskID: String,
    text: ContentHash,
    key: ContentHash,
    model: String,
    template: String,
    origin: SpecOrigin,
    editedFrom: Int? = nil,
    tokens: Int,
    cost: Money?
  ) {
    self.number = number
    self.taskID = taskID
    self.text = text
    self.key = key
    self.model = model
    self.template = template
    self.origin = origin
    self.editedFrom = editedFrom
    self.tokens = tokens
    self.cost = cost
  }
}

/// Attempts use this spec from here on; nil is none.
package struct SpecChosen: PayloadContent {
  package static let kind = EventKind.specChosen
  package var number: Int?

  package init(number: Int?) { self.number = number }
}

/// Code was read out of a completion, or written by a person.
package struct CandidateExtracted: PayloadContent {
  package static let kind = EventKind.candidate
  /// The place the attempt grows from; 0 is the root.
  package var at: Int
  /// Nil when the completion holds none; then `outcome` says which kind of none.
  package var code: ContentHash?
  package var form: Candidate.Form?
  package var origin: String
  package var notes: [String]
  package var outcome: Outcome?
  package var isByHand: Bool
  /// Lines that differ from the attempt it was edited from, when by hand.
  package var linesChanged: Int?

  package init(
    at: Int,
    code: ContentHash?,
    form: Candidate.Form?,
    origin: String,
    notes: [String] = [],
    outcome: Outcome? = nil,
    isByHand: Bool = false,
    linesChanged: Int? = nil
  ) {
    self.at = at
    self.code = code
    self.form = form
    self.origin = origin
    self.notes = notes
    self.outcome = outcome
    self.isByHand = isByHand
    self.linesChanged = linesChanged
  }
}

/// The tests judged a candidate: this makes it the attempt `@<number>`.
package struct VerdictGiven: PayloadContent {
  package static let kind = EventKind.verdict
  package var number: Int
  /// The attempt it grew from; 0 is the root.
  package var at: Int
  package var verdict: Verdict

  package init(number: Int, at: Int, verdict: Verdict) {
    self.number = number
    self.at = at
    self.verdict = verdict
  }
}

/// The tests ran again on an attempt; the attempt itself stays as it was.
package struct Retest: PayloadContent {
  package static let kind = EventKind.retest
  package var number: Int
  package var verdict: Verdict
  /// Whether outcome or counts differ from the attempt's own: the candidate is flaky.
  package var differs: Bool

  package init(number: Int, verdict: Verdict, differs: Bool) {
    self.number = number
    self.verdict = verdict
    self.differs = differs
  }
}

/// Who gave guidance, and for how long it holds.
package enum GuidanceScope: String, Codable, Sendable, Hashable {
  /// From a person, for the next attempt only.
  case once
  /// From a person, for every attempt below.
  case sticky
  /// From a review, for every attempt below until the next review.
  case review
}

/// Text that changes later prompts.
package struct GuidanceAdded: PayloadContent {
  package static let kind = EventKind.guidanceAdded
  package var number: Int
  /// The attempt at which it was given; 0 is the root.
  package var at: Int
  package var scope: GuidanceScope
  package var text: String

  package init(number: Int, at: Int, scope: GuidanceScope, text: String) {
    self.number = number
    self.at = at
    self.scope = scope
    self.text = text
  }
}

/// Guidance holds no longer.
package struct GuidanceDropped: PayloadContent {
  package static let kind = EventKind.guidanceDropped
  package var number: Int

  package init(number: Int) { self.number = number }
}

/// A stronger model read the attempts so far.
package struct ReviewMade: PayloadContent {
  package static let kind = EventKind.review
  package var number: Int
  package var at: Int
  package var text: ContentHash
  package var model: String
  /// The guidance taken from it.
  package var guidance: Int
  /// Whether it came by itself, after so many failed attempts.
  package var isAutomatic: Bool
  package var tokens: Int
  package var cost: Money?

  package init(
    number: Int,
    at: Int,
    text: ContentHash,
    model: String,
    guidance: Int,
    isAutomatic: Bool,
    tokens: Int,
    cost: Money?
  ) {
    self.number = number
    self.at = at
    self.text = text
    self.model = model
    self.guidance = guidance
    self.isAutomatic = isAutomatic
    self.tokens = tokens
    self.cost = cost
  }
}

/// The head went to another attempt.
package struct HeadMoved: PayloadContent {
  package static let kind = EventKind.headMoved
  /// 0 is the root.
  package var to: Int

  package init(to: Int) { self.to = to }
}

/// A branch was made at an attempt, and the head is on it.
package struct BranchMade: PayloadContent {
  package static let kind = EventKind.branchMade
  package var name: String
  package var at: Int

  package init(name: String, at: Int) {
    self.name = name
    self.at = at
  }
}

/// A name for an attempt; nil takes the name back.
package struct BookmarkSet: PayloadContent {
  package static let kind = EventKind.bookmark
  package var name: String
  package var number: Int?

  package init(name: String, number: Int?) {
    self.name = name
    self.number = number
  }
}
