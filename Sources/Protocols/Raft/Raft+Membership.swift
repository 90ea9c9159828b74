public import Simulator

extension Raft {
  /// Who takes part in a cluster, as an entry of the log carries it (dissertation, chapter 4).
  ///
  /// Sets of agents are bits, so that an entry holds no memory of its own: memberships change only in
  /// clusters of at most `limit` agents.
  @frozen
  public struct Membership: Hashable, Sendable {
    /// The agents that vote, a bit each; while joint those of the new set.
    public var voters: UInt64
    /// While joint those of the old set, of which a majority is asked as well (4.3); else empty.
    public var outgoing: UInt64
    /// Agents that get the log and have no vote (4.2.1).
    public var learners: UInt64

    /// The most agents of a cluster whose membership changes.
    public static var limit: Int { 64 }

    /// A membership that is not joint, unless it is said who leaves it.
    @inlinable
    public init(voters: UInt64, outgoing: UInt64 = 0, learners: UInt64 = 0) {
      self.voters = voters
      self.outgoing = outgoing
      self.learners = learners
    }

    /// The bit of an agent; none beyond the limit.
    @inlinable
    public static func bit(_ agent: AgentID) -> UInt64 {
      agent.index >= 0 && agent.index < 64 ? 1 << UInt64(agent.index) : 0
    }

    /// The agents from the first up to a number of them.
    public static func first(_ count: Int) -> UInt64 {
      count >= 64 ? .max : (1 << UInt64(count)) - 1
    }

    /// The set of these agents.
    public static func set(_ agents: [AgentID]) -> UInt64 { agents.reduce(0) { $0 | bit($1) } }

    /// The agents of a set, in ascending order.
    public static func agents(_ set: UInt64) -> [AgentID] {
      (0..<64).filter { set & (1 << UInt64($0)) != 0 }.map { AgentID($0) }
    }

    /// Whether majorities of two sets are asked.
    @inlinable public var isJoint: Bool { outgoing != 0 }

    /// Everybody who gets the log.
    @inlinable public var everybody: UInt64 { voters | outgoing | learners }

    /// Everybody who is asked for a vote.
    @inlinable public var electorate: UInt64 { voters | outgoing }

    /// Whether these agents are a majority, of both sets while joint.
    public func isQuorum(_ agents: UInt64) -> Bool {
      Membership.isMajority(agents, of: voters)
        && (outgoing == 0 || Membership.isMajority(agents, of: outgoing))
    }

    static func isMajority(_ agents: UInt64, of set: UInt64) -> Bool {
      (agents & set).nonzeroBitCount > set.nonzeroBitCount / 2
    }

    /// Whether one step leads from here to another membership without two majorities that do not meet: at
    /// most one voter more or less (4.1), or into a joint one of the present voters and out of it (4.3).
    public func leads(to next: Membership) -> Bool {
      if isJoint {
        return next == Membership(voters: next.voters, learners: next.learners)
          && next.voters == voters
      }
      if next.isJoint { return next.outgoing == voters }
      return (voters ^ next.voters).nonzeroBitCount <= 1
    }
  }

  /// A membership, and the index of the entry that holds it; 0 for the one that a cluster starts with.
  struct PlacedMembership: Hashable, Sendable {
    let index: Index
    let members: Membership
  }
}

extension Raft.Membership: Fielded, CustomStringConvertible {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("voters", list: Self.agents(voters))
    if isJoint { visitor.field("outgoing", list: Self.agents(outgoing)) }
    if learners != 0 { visitor.field("learners", list: Self.agents(learners)) }
  }

  /// As messages of checks write it: `{n1 n2 n3}`, `{n1 n2}+{n3 n4}` while joint, `{n1}, learners {n2}`.
  public var description: String {
    var text = isJoint ? "\(Self.text(outgoing))+" : ""
    text += Self.text(voters)
    if learners != 0 { text += ", learners \(Self.text(learners))" }
    return text
  }

  /// A set in words.
  public static func text(_ set: UInt64) -> String { AgentSet(agents(set)).text }
}
