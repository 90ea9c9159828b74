public import Simulator

extension Gossip {
  /// Rumours that an agent tells of.
  @frozen
  public struct Batch: Hashable, Sendable {
    /// Which they are.
    public var rumours: RumourSet
    /// The counter of each, ascending by rumour; empty unless the smaller counter alone is raised.
    public var counters: [Int32]

    /// Rumours with their counters, if these are told.
    @inlinable
    public init(_ rumours: RumourSet = RumourSet(), counters: [Int32] = []) {
      self.rumours = rumours
      self.counters = counters
    }
  }

  /// What agents send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// Tells rumours.
    case push(Batch)
    /// Asks for rumours.
    case pull
    /// Tells rumours and asks for others.
    case pushPull(Batch)
    /// The rumours that were asked for. Who spreads none does not reply.
    case reply(Batch)
    /// Which of the rumours told were needed, and which known already, with the teller's counters.
    case feedback(needed: RumourSet, known: Batch)
    /// Asks for a connection, where these are limited; a contact follows when it is accepted.
    case call
    case accepted
    case rejected
    /// Anti-entropy: all that the sender knows.
    case digest(RumourSet)
    /// Anti-entropy: what the digest lacks, and what of it the sender lacks.
    case difference(updates: RumourSet, wanted: RumourSet)
    /// Anti-entropy: what was wanted.
    case updates(RumourSet)
  }
}

extension Gossip.Message {
  /// Rumours that rumour mongering tells with this message: the published tables' traffic.
  public var toldCount: Int {
    switch self {
    case .push(let batch), .pushPull(let batch), .reply(let batch): batch.rumours.count
    default: 0
    }
  }

  /// Rumours that anti-entropy tells with this message.
  public var reconciledCount: Int {
    switch self {
    case .difference(let updates, _), .updates(let updates): updates.count
    default: 0
    }
  }

  /// What the message claims that its sender knows.
  var claimed: RumourSet {
    switch self {
    case .push(let batch), .pushPull(let batch), .reply(let batch): batch.rumours
    case .digest(let rumours), .difference(let rumours, _), .updates(let rumours): rumours
    case .pull, .feedback, .call, .accepted, .rejected: RumourSet()
    }
  }
}

extension Gossip.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "push", "pull", "push-pull", "reply", "feedback", "call", "accepted", "rejected", "digest",
      "difference", "updates",
    ]
  }

  /// A frame of 24 bytes, 64 bytes a rumour that is told, 4 a counter, 8 for 64 rumours of a set.
  public var byteCount: Int {
    switch self {
    case .push(let batch), .pushPull(let batch), .reply(let batch):
      24 + 64 * batch.rumours.count + 4 * batch.counters.count
    case .feedback(let needed, let known):
      24 + needed.byteCount + known.rumours.byteCount + 4 * known.counters.count
    case .pull, .call, .accepted, .rejected: 24
    case .digest(let known): 24 + known.byteCount
    case .difference(let updates, let wanted): 24 + 64 * updates.count + wanted.byteCount
    case .updates(let updates): 24 + 64 * updates.count
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .push(let batch):
      visitor.kind(0, "push")
      batch.fields(into: &visitor)
    case .pull: visitor.kind(1, "pull")
    case .pushPull(let batch):
      visitor.kind(2, "push-pull")
      batch.fields(into: &visitor)
    case .reply(let batch):
      visitor.kind(3, "reply")
      batch.fields(into: &visitor)
    case .feedback(let needed, let known):
      visitor.kind(4, "feedback")
      visitor.field("needed", needed)
      visitor.field("known", known)
    case .call: visitor.kind(5, "call")
    case .accepted: visitor.kind(6, "accepted")
    case .rejected: visitor.kind(7, "rejected")
    case .digest(let known):
      visitor.kind(8, "digest")
      visitor.field("known", known)
    case .difference(let updates, let wanted):
      visitor.kind(9, "difference")
      visitor.field("updates", updates)
      visitor.field("wanted", wanted)
    case .updates(let updates):
      visitor.kind(10, "updates")
      visitor.field("updates", updates)
    }
  }
}

extension Gossip.Batch: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("rumours", rumours)
    if !counters.isEmpty { visitor.field("counters", counters) }
  }
}

extension RumourSet {
  /// 8 bytes for 64 rumours.
  var byteCount: Int { isEmpty ? 0 : 8 * (high.count + 1) }
}
