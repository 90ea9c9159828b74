public import Simulator

extension Budget {
  public typealias Request = Nothing
  public typealias Reply = Nothing

  /// What outlives a crash: the log at a replica; at a worker what it has started and done.
  public struct Storage: DurableStorage {
    /// What the log keeps.
    public internal(set) var raft = Raft.Storage()
    /// What a worker knows to be started and has not done.
    public private(set) var started: [Int32] = []
    /// What it has done.
    public private(set) var done: [Int32] = []

    /// An empty disk.
    public init() {}

    /// A durable write; each is atomic but those of the log.
    public enum Write: Fielded, Hashable, Sendable {
      case raft(Raft.Storage.Write)
      case started(Int32)
      case done(Int32)
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .raft(let write): raft.apply(write)
      case .started(let task): started.append(task)
      case .done(let task):
        started.removeAll { $0 == task }
        done.append(task)
      }
    }

    public mutating func tear(_ write: Write, kept: UInt32) {
      if case .raft(let write) = write { raft.tear(write, kept: kept) }
    }

    /// Drops the newest entry of the log.
    public mutating func corruptTail() -> Bool { raft.corruptTail() }

    public static func byteCount(_ write: Write) -> Int {
      if case .raft(let write) = write { Raft.Storage.byteCount(write) } else { 20 }
    }
  }
}

extension Budget.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("started", started)
    visitor.field("done", done)
    visitor.field("log", raft)
  }
}

extension Budget.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .raft(let write): visitor.part(0, "log", write)
    case .started(let task): visitor.kind(1, "started", "task", task)
    case .done(let task): visitor.kind(2, "done", "task", task)
    }
  }
}

/// What an agent believes, holds and waits for, as tools show it.
extension Budget {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    if isReplica {
      let replica = replicas[0]
      visitor.field("free", replica.purse.free)
      visitor.field("held", replica.purse.held)
      visitor.field("spent", replica.purse.spent)
      visitor.field("states", list: replica.purse.states.map { Int32($0.rawValue) })
      visitor.field("round", replica.round)
      visitor.field("offers", list: replica.offers.keys.sorted())
      visitor.field("leases", list: replica.leases.items)
      visitor.field("log", replica.raft)
    } else {
      visitor.field("queue", worker.queue)
      visitor.field("asking", worker.asking)
      visitor.field("started", worker.started)
      visitor.field("running", worker.isRunning)
      visitor.field("done", worker.done)
      visitor.field("unsettled", worker.unsettled)
      visitor.field("planner", worker.planner)
    }
  }
}
