public import Simulator

extension Election {
  /// What must outlive a crash: for each scope the term and the leader acknowledged in it.
  public struct Storage: DurableStorage {
    /// Ascending by scope; at most two.
    public private(set) var records: [Record] = []
    /// Elections that the design brief's form stored. Nothing is read back: that form forgets.
    public private(set) var electionCount: Int64 = 0

    public init() {}

    /// The newest term in which an agent acknowledged a leader, and that leader.
    @frozen
    public struct Record: Hashable, Sendable {
      /// The scope.
      public let scope: Scope
      /// The newest term acknowledged.
      public let term: Term
      /// The leader acknowledged in it.
      public let leader: AgentID

      /// A leader acknowledged in a term.
      public init(scope: Scope, term: Term, leader: AgentID) {
        self.scope = scope
        self.term = term
        self.leader = leader
      }
    }

    /// One record, which a crash leaves whole or unwritten.
    @frozen
    public enum Write: Fielded, Hashable, Sendable {
      case acknowledged(Scope, Term, AgentID)
      case election(Int64)
    }

    /// The record of a scope, if the agent has acknowledged a leader there.
    public func record(of scope: Scope) -> Record? { records.first { $0.scope == scope } }

    public mutating func apply(_ write: Write) {
      switch write {
      case .election: electionCount += 1
      case .acknowledged(let scope, let term, let leader):
        let record = Record(scope: scope, term: term, leader: leader)
        if let index = records.firstIndex(where: { $0.scope == scope }) {
          records[index] = record
        } else {
          records.append(record)
          records.sort { $0.scope.rawValue < $1.scope.rawValue }
        }
      }
    }

    public static func byteCount(_ write: Write) -> Int { 32 }
  }
}

extension Election.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("records", records)
    visitor.field("electionCount", electionCount)
  }
}

extension Election.Storage.Record: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("scope", scope)
    visitor.field("term", term)
    visitor.field("leader", leader)
  }
}

extension Election.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .acknowledged(let scope, let term, let leader):
      visitor.kind(0, "acknowledged", of: scope)
      visitor.field("term", term)
      visitor.field("leader", leader)
    case .election(let election):
      visitor.kind(1, "election")
      visitor.field("election", election)
    }
  }
}
