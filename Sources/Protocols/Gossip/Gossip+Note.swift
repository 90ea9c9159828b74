public import Simulator

extension Gossip {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// The agent knows a rumour that it did not know, and spreads it, or does not.
    case learned(Rumour, Way, isHot: Bool)
    /// The agent no longer spreads a rumour.
    case lostInterest(Rumour)
  }

  /// From where an agent learned a rumour.
  public enum Way: String, Word {
    /// A client started it here.
    case client
    /// Another agent told it.
    case rumour
    case antiEntropy = "anti-entropy"
  }
}

extension Gossip.Note: NoteContent {
  public static var milestoneNames: [String] { ["started", "learned", "lost interest"] }

  public var milestone: Milestone? {
    switch self {
    case .learned(_, .client, _): Milestone(index: 0)
    case .learned: Milestone(index: 1)
    case .lostInterest: Milestone(index: 2)
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .learned(let rumour, let way, let isHot):
      visitor.kind(0, "learned", "rumour", rumour.number &+ 1)
      visitor.field("from", way)
      visitor.field("hot", isHot)
    case .lostInterest(let rumour):
      visitor.kind(1, "lost interest", "rumour", rumour.number &+ 1)
    }
  }
}
