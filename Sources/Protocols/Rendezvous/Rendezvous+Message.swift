public import Simulator

extension Rendezvous {
  /// What agents send to one another.
  public enum Message: Hashable, Sendable {
    /// Asks the host for a group; the sender did rounds up to this one, and knows of the host's groups up to
    /// this number.
    case join(life: Int32, round: Int32, after: Int32)
    /// The sender lives, and is in the host's group of this number.
    case heartbeat(life: Int32, number: Int32)
    /// The host lives; this is its newest group, whether it has ended, and whether it ends after the round.
    case pulse(number: Int32, Breach?, isLast: Bool)
    /// The receiver is a member of this group.
    case group(Group)
    /// The sender left a group, and did rounds up to this one there.
    case leaving(GroupID, lastRound: Int32)
    /// The sender's part of a round; whether it lacks the receiver's.
    case part(GroupID, round: Int32, isAsking: Bool)
    /// To oneself: the round is durable.
    case kept(round: Int32)
    /// The sender did all rounds and is in the exit barrier.
    case done(life: Int32)
    /// All are in the exit barrier.
    case mayLeave
    /// The sender leaves.
    case bye
    /// The sender looks for others since then, or gathers them.
    case looking(life: Int32, since: Nanoseconds, isLeading: Bool)
    /// Asks the receiver to lead the sender, which did rounds up to this one.
    case ask(attempt: Int32, life: Int32, round: Int32)
    /// The receiver is one of those that the sender gathers.
    case accepted(attempt: Int32)
    /// The sender does not lead the receiver, or no more; another may.
    case refused(attempt: Int32, other: AgentID?)
    /// The sender follows the receiver no more.
    case unfollow(attempt: Int32)
  }
}

extension Rendezvous.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "join", "heartbeat", "pulse", "group", "leaving", "part", "kept", "done", "may leave",
      "bye", "looking", "ask", "accepted", "refused", "unfollow",
    ]
  }

  /// A frame of 24 bytes and 4 for each number, 8 for a time or a member.
  public var byteCount: Int {
    switch self {
    case .join: 36
    case .heartbeat, .pulse, .refused: 32
    case .group(let group): 40 + 8 * group.members.count
    case .leaving, .part: 40
    case .kept, .done, .accepted, .unfollow: 28
    case .mayLeave, .bye: 24
    case .looking: 37
    case .ask: 36
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .join(let life, let round, let after):
      visitor.kind(0, "join", "life", life)
      visitor.fields("round", round, "after", after)
    case .heartbeat(let life, let number):
      visitor.kind(1, "heartbeat", "life", life)
      visitor.field("number", number)
    case .pulse(let number, let breach, let isLast):
      visitor.kind(2, "pulse", "number", number)
      visitor.field("breach", breach)
      visitor.field("isLast", isLast)
    case .group(let group):
      visitor.kind(3, "group")
      group.fields(into: &visitor)
    case .leaving(let id, let lastRound):
      visitor.kind(4, "leaving", "lastRound", lastRound)
      id.fields(into: &visitor)
    case .part(let id, let round, let isAsking):
      visitor.kind(5, "part", "round", round)
      id.fields(into: &visitor)
      visitor.field("isAsking", isAsking)
    case .kept(let round): visitor.kind(6, "kept", "round", round)
    case .done(let life): visitor.kind(7, "done", "life", life)
    case .mayLeave: visitor.kind(8, "may leave")
    case .bye: visitor.kind(9, "bye")
    default: searchFields(into: &visitor)
    }
  }

  @usableFromInline
  func searchFields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .looking(let life, let since, let isLeading):
      visitor.kind(10, "looking", "life", life)
      visitor.field("since", time: since)
      visitor.field("isLeading", isLeading)
    case .ask(let attempt, let life, let round):
      visitor.kind(11, "ask", "attempt", attempt)
      visitor.fields("life", life, "round", round)
    case .accepted(let attempt): visitor.kind(12, "accepted", "attempt", attempt)
    case .refused(let attempt, let other):
      visitor.kind(13, "refused", "attempt", attempt)
      visitor.field("other", other)
    case .unfollow(let attempt): visitor.kind(14, "unfollow", "attempt", attempt)
    default: break
    }
  }
}
