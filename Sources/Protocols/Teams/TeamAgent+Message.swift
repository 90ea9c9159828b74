public import Simulator

extension TeamAgent {
  /// What agents send to one another: what their parts do, and work.
  @frozen
  public enum Message: MessageContent {
    case parts(CoordinatingAgent.Message)
    /// From the coordinator: the worker is to do this task.
    case lease(Lease)
    /// From a worker: what it computed under this lease.
    case report(Lease, [Int64])
    /// From the coordinator: what became of a report; it need not come again.
    case receipt(Lease, Receipt)
    /// A snapshot that was decided or is about to be put to the vote.
    case snapshot(Snapshot)
    /// Asks for the snapshot of this round and digest, or for a later one that was decided.
    case fetch(round: Int32, digest: Int64)
  }

  /// What became of a report.
  @frozen
  public enum Receipt: UInt8, Fielded, Hashable, Sendable {
    /// It counts; a repetition of a report that counts does too.
    case counted
    /// Its lease is not the newest of its task.
    case fenced
    /// Its round is over, or was never this coordinator's.
    case closed
    /// The agent does not coordinate in the lease's term.
    case notCoordinator

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .counted: visitor.kind(0, "counted")
      case .fenced: visitor.kind(1, "fenced")
      case .closed: visitor.kind(2, "closed")
      case .notCoordinator: visitor.kind(3, "not coordinator")
      }
    }
  }
}

extension TeamAgent.Message {
  /// A frame of 24 bytes, and what is in it.
  public var byteCount: Int {
    switch self {
    case .parts(let message): message.byteCount
    case .lease: 24 + Lease.byteCount
    case .report(_, let values): 24 + Lease.byteCount + 8 * values.count
    case .receipt: 25 + Lease.byteCount
    case .snapshot(let snapshot): 24 + snapshot.byteCount
    case .fetch: 36
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .parts(let message): visitor.part(0, nil, message)
    case .lease(let lease):
      visitor.kind(1, "lease")
      lease.fields(into: &visitor)
    case .report(let lease, let values):
      visitor.kind(2, "report")
      lease.fields(into: &visitor)
      visitor.field("values", values)
    case .receipt(let lease, let receipt):
      visitor.kind(3, "report receipt")
      lease.fields(into: &visitor)
      visitor.field("receipt", receipt)
    case .snapshot(let snapshot):
      visitor.kind(4, "snapshot")
      snapshot.fields(into: &visitor)
    case .fetch(let round, let digest):
      visitor.kind(5, "fetch", "round", round)
      visitor.field("digest", digest)
    }
  }
}
