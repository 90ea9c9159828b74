public import Simulator

extension Rendezvous {
  /// A member of a group: an agent in one of its lives.
  @frozen
  public struct Member: Hashable, Sendable {
    /// Who it is; outlives crashes.
    public let agent: AgentID
    /// The agent's incarnation, which rises with each start of its process.
    public let life: Int32

    /// An agent in one of its lives.
    public init(_ agent: AgentID, life: Int32) {
      self.agent = agent
      self.life = life
    }
  }

  /// Which group it is; no two have the same.
  @frozen
  public struct GroupID: Hashable, Sendable {
    /// The agent that formed it.
    public let former: AgentID
    /// That agent's incarnation.
    public let life: Int32
    /// Rises with each group that it forms.
    public let number: Int32

    /// The name of a group.
    public init(former: AgentID, life: Int32, number: Int32) {
      self.former = former
      self.life = life
      self.number = number
    }

    /// The former and the number: `n1#4`.
    public var text: String { "\(former.description)#\(number)" }
  }

  /// A group, as its members are told of it.
  public struct Group: Hashable, Sendable {
    /// Which group it is.
    public let id: GroupID
    /// Its first round.
    public let round: Int32
    /// In ascending order of the agents.
    public let members: [Member]

    /// A group of these members.
    public init(_ id: GroupID, round: Int32, _ members: [Member]) {
      self.id = id
      self.round = round
      self.members = members
    }

    /// An agent as a member, if it is one.
    /// - Complexity: O(log members).
    public func member(_ agent: AgentID) -> Member? {
      var (low, high) = (0, members.count)
      while low < high {
        let middle = (low + high) / 2
        if members[middle].agent < agent { low = middle + 1 } else { high = middle }
      }
      return low < members.count && members[low].agent == agent ? members[low] : nil
    }

    /// The members in words: `{n1 n3}`.
    public var text: String { AgentSet(members.map { $0.agent }).text }
  }

  /// Why a group ended before its members were through.
  public enum Breach: String, Word {
    /// The collective took too long.
    case timeout
    /// The host has not heard of a member for too long.
    case lost
    /// The host takes in an agent that came later.
    case newcomer
    /// A member left.
    case left
    /// The host was not heard of.
    case silentHost = "silent host"
  }
}

extension Rendezvous.Member: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("agent", agent)
    visitor.field("life", life)
  }
}

extension Rendezvous.GroupID: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("former", former)
    visitor.fields("formerLife", life, "number", number)
  }
}

extension Rendezvous.Group: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    id.fields(into: &visitor)
    visitor.field("firstRound", round)
    visitor.field("members", list: members)
  }
}
