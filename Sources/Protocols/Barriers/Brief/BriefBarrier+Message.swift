public import Simulator

extension BriefBarrier {
  /// What agents of the brief send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// Reads the shared store.
    case get(Int32)
    case got(Int32, Record?)
    /// Writes the shared store.
    case put(Int32, Record)
    case putDone(Int32)
    /// The release, cast once. It names no generation.
    case released(Int32)
    /// With a handler for timeouts: the end, cast once.
    case expired(Int32)
  }

  /// The map that the store keeps for one barrier.
  public struct Record: Hashable, Sendable {
    /// The barrier, from 0.
    public let barrier: Int32
    /// Number of arrivals that release it.
    public let required: Int32
    /// The newest first; an agent stands in it as often as it arrived.
    public internal(set) var arrived: [AgentID]
    /// Whether it still waits for arrivals.
    public internal(set) var status: Status
    /// The number of the creation, for notes only.
    public let generation: Int32

    /// The three states of a barrier.
    public enum Status: String, Word {
      case waiting
      case completed
      case timedOut = "timed out"
    }
  }
}

extension BriefBarrier.Message: Fielded {
  /// A frame of 24 bytes, 4 bytes a number, and the record.
  var byteCount: Int {
    switch self {
    case .got(_, let record?): 28 + record.byteCount
    case .put(_, let record): 28 + record.byteCount
    case .got(_, nil), .get, .putDone, .released, .expired: 28
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .get(let barrier): visitor.kind(0, "get", "barrier", barrier &+ 1)
    case .got(let barrier, let record):
      visitor.kind(1, "got", "barrier", barrier &+ 1)
      visitor.field("record", record)
    case .put(let barrier, let record):
      visitor.kind(2, "put", "barrier", barrier &+ 1)
      visitor.field("record", record)
    case .putDone(let barrier): visitor.kind(3, "put done", "barrier", barrier &+ 1)
    case .released(let barrier): visitor.kind(4, "released", "barrier", barrier &+ 1)
    case .expired(let barrier): visitor.kind(5, "expired", "barrier", barrier &+ 1)
    }
  }
}

extension BriefBarrier.Record: Fielded {
  var byteCount: Int { 13 + 4 * arrived.count }

  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("status", status)
    visitor.field("required", required)
    visitor.field("generation", generation)
    visitor.field("arrived", arrived)
  }
}
