public import Simulator

extension Election {
  /// What must outlive a crash: for each scope the term and whom the agent acknowledged in it.
  public struct Storage: DurableStorage {
    /// Ascending by scope; at most two.
    public private(set) var records: [Record] = []
    /// How often the design brief's form stored an election. Nothing is read back: that form forgets.
    public private(set) var electionCount: Int64 = 0

    public init() {}

    /// The newest term in which an agent acknowledged a leader, and whom.
    @frozen
    public struct Record: Hashable, Sendable {
      public let scope: Scope
      public let term: Term
      public let leader: AgentID

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
