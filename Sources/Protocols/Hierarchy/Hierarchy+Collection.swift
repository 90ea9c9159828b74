import Simulator

extension Hierarchy {
  /// A question to a group, and what its units have answered so far.
  public struct Collection: Hashable, Sendable {
    /// What is asked.
    public let query: Query
    /// The group that is asked.
    public let group: Unit
    /// The agent that asked this one; none if this one asks by itself.
    var requester: AgentID?
    /// Clients that wait for the outcome.
    var clients: [RequestID] = []
    /// Of a record: the votes that it follows from, if it does.
    var basis: Counts?
    let startedAt: Nanoseconds
    /// When the requester asked last.
    var refreshedAt: Nanoseconds
    /// When units were last asked.
    var sentAt: Nanoseconds
    /// Whether a candidate has asked its own unit.
    var includesOwn: Bool
    /// What the requester was told last.
    var told: Report?

    /// By unit of the group.
    private(set) var answers: [Answer]
    /// The sum of the units' votes.
    public private(set) var counts = Counts()
    /// Units of which a quorum did what was asked, and units all of whose agents did.
    private(set) var quorate: Int32 = 0
    private(set) var complete: Int32 = 0
    /// The latest record that an agent knows of.
    private(set) var record: Record?
    /// The latest term for which an agent refused.
    private(set) var refusal: Term = 0
    private(set) var unsettled: [Int32] = []

    /// What a unit has answered.
    struct Answer: Hashable, Sendable {
      var isQuorate = false
      var isComplete = false
      var counts = Counts()
    }

    /// One that nobody has answered.
    init(
      _ query: Query, in group: Unit, children: Int, _ now: Nanoseconds,
      for requester: AgentID? = nil
    ) {
      self.query = query
      self.group = group
      self.requester = requester
      startedAt = now
      refreshedAt = now
      sentAt = now
      includesOwn = requester != nil || query.kind != .elect
      answers = Array(repeating: Answer(), count: children)
    }

    /// What tells open collections of an agent apart, in their order.
    var key: Key { Key(group.level, query.kind, query.subject) }

    var isQuorate: Bool { Int(quorate) > answers.count / 2 }
    var isComplete: Bool { Int(complete) == answers.count }

    /// Whether more answers would change anything.
    var isOpen: Bool {
      switch query.kind {
      case .elect, .record: !isQuorate
      case .vote, .announce: !isComplete
      }
    }

    /// Takes in a unit's report. Fewer votes than it reported before are old news; where a group has one
    /// vote, its first stands.
    mutating func take(_ report: Report, from place: Int) {
      let old = answers[place]
      if report.counts.cast > old.counts.cast {
        counts = counts - old.counts + report.counts
        answers[place].counts = report.counts
      }
      if report.isQuorate, !old.isQuorate {
        answers[place].isQuorate = true
        quorate += 1
      }
      if report.isComplete, !old.isComplete {
        answers[place].isComplete = true
        complete += 1
      }
      refusal = max(refusal, report.refusal)
      if let new = report.record, new.term > record?.term ?? -1 { record = new }
      for proposal in report.unsettled {
        let index = unsettled.firstIndex { $0 >= proposal } ?? unsettled.count
        if index == unsettled.count || unsettled[index] != proposal {
          unsettled.insert(proposal, at: index)
        }
      }
    }
  }

  /// Orders collections by level, so that those of a level that is given up are the last.
  struct Key: Hashable, Comparable, Sendable {
    let level: Int32
    let kind: Query.Kind
    let subject: Int32

    init(_ level: Int32, _ kind: Query.Kind, _ subject: Int32) {
      self.level = level
      self.kind = kind
      self.subject = subject
    }

    static func < (left: Key, right: Key) -> Bool {
      (left.level, left.kind.rawValue, left.subject)
        < (right.level, right.kind.rawValue, right.subject)
    }
  }

  /// The index of a collection, or where it would stand.
  ///
  /// - Complexity: O(log n)
  func index(of key: Key) -> (index: Int, isThere: Bool) {
    var low = 0
    var high = collections.count
    while low < high {
      let middle = (low + high) / 2
      if collections[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return (low, low < collections.count && collections[low].key == key)
  }

  /// Forgets a collection, if there is one.
  @discardableResult
  mutating func remove(_ key: Key) -> Collection? {
    let (index, isThere) = index(of: key)
    return isThere ? collections.remove(at: index) : nil
  }
}
