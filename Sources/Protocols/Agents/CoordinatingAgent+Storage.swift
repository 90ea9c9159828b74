public import Simulator

extension CoordinatingAgent {
  /// What must outlive a crash: what the parts keep, on one disk.
  public struct Storage: DurableStorage {
    /// What deliberation keeps: Raft's state, epoch, votes and proposals.
    public internal(set) var deliberation = Deliberation.Storage()
    /// What the election keeps: for each scope the term and the leader acknowledged in it.
    public private(set) var election = Election.Storage()
    /// What synchronisation keeps: every update applied, and which of the agent's are settled.
    public private(set) var synchronisation = Synchroniser.Storage()
    /// What barriers keep: the number of the process's life, arrivals and outcomes.
    public private(set) var barrier = Barrier.Storage()
    /// Whose record the newest is.
    private var newest = Pattern.deliberation

    public init() {}

    /// A durable write of one of the parts.
    @frozen
    public enum Write: Fielded, Hashable, Sendable {
      case deliberation(Deliberation.Storage.Write)
      case election(Election.Storage.Write)
      case synchronisation(Synchroniser.Storage.Write)
      case barrier(Barrier.Storage.Write)
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .deliberation(let write):
        deliberation.apply(write)
        newest = .deliberation
      case .election(let write):
        election.apply(write)
        newest = .election
      case .synchronisation(let write):
        synchronisation.apply(write)
        newest = .synchronisation
      case .barrier(let write):
        barrier.apply(write)
        newest = .barrier
      }
    }

    public mutating func tear(_ write: Write, kept: UInt32) {
      switch write {
      case .deliberation(let write):
        deliberation.tear(write, kept: kept)
        newest = .deliberation
      case .election(let write): election.tear(write, kept: kept)
      case .synchronisation(let write): synchronisation.tear(write, kept: kept)
      case .barrier(let write): barrier.tear(write, kept: kept)
      }
    }

    /// Loses the newest record of the disk, if the part that wrote it can lose one: else nothing.
    public mutating func corruptTail() -> Bool {
      switch newest {
      case .deliberation: deliberation.corruptTail()
      case .election: election.corruptTail()
      case .synchronisation: synchronisation.corruptTail()
      case .barrier: barrier.corruptTail()
      }
    }

    public static func byteCount(_ write: Write) -> Int {
      switch write {
      case .deliberation(let write): Deliberation.Storage.byteCount(write)
      case .election(let write): Election.Storage.byteCount(write)
      case .synchronisation(let write): Synchroniser.Storage.byteCount(write)
      case .barrier(let write): Barrier.Storage.byteCount(write)
      }
    }
  }
}

extension CoordinatingAgent.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("deliberation", deliberation)
    visitor.field("election", election)
    visitor.field("synchronisation", synchronisation)
    visitor.field("barrier", barrier)
  }
}

extension CoordinatingAgent.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .deliberation(let write): visitor.part(0, "deliberation", write)
    case .election(let write): visitor.part(1, "election", write)
    case .synchronisation(let write): visitor.part(2, "synchronisation", write)
    case .barrier(let write): visitor.part(3, "barrier", write)
    }
  }
}
