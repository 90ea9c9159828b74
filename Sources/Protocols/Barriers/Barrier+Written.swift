public import Simulator

extension Barrier {
  /// An agent that follows the brief's module `Barriers` line by line, its defects included.
  ///
  /// The shared store of barriers is a process of its own on the coordinator's machine; an agent reads
  /// and writes it by calls that block the agent's process until they return. What arrives meanwhile
  /// waits in the mailbox. Nothing is durable. Barriers are known by name alone; the generation of a
  /// request is kept only to state notes.
  public struct Written: Hashable, Sendable {
    /// The store, at the coordinator only.
    var records: [Int32: Record] = [:]
    /// The call that blocks the process.
    var call: Call?
    var mailbox: [Letter] = []
    /// `waiting_for_barrier` and `barrier_caller` of the agent's state.
    var waiting: Waiting?
    /// The timeout messages that this process has sent to itself.
    var timeouts: [Timeout] = []
    /// Whether the process exited; nobody starts it again.
    public internal(set) var hasExited = false

    /// The map that the store keeps for one barrier.
    public struct Record: Hashable, Sendable {
      public let barrier: Int32
      public let required: Int32
      /// The newest first; the same agent as often as it arrived.
      public internal(set) var arrived: [AgentID]
      public internal(set) var status: Status
      /// The number of the creation, for notes only.
      public let generation: Int32

      public enum Status: UInt8, Hashable, Sendable {
        case waiting
        case completed
        case timedOut
      }
    }

    struct Waiting: Hashable, Sendable {
      let instance: Instance
      let caller: RequestID
    }

    struct Timeout: Hashable, Sendable {
      let barrier: Int32
      let due: Nanoseconds
    }

    /// What waits in the mailbox.
    enum Letter: Hashable, Sendable {
      case wait(Instance, RequestID)
      case create(Instance, Int32, Nanoseconds, RequestID)
      case released(Int32)
      case expired(Int32)
      case timeout(Int32)
    }

    /// A blocking call to the store and what is done when it returns.
    enum Call: Hashable, Sendable {
      case readToArrive(Instance, RequestID)
      case writeArrival(Instance, RequestID)
      case writeCreation(RequestID)
      case readToExpire(Int32)
      case writeExpiry

      /// The caller of the agent, which exits with it.
      var caller: RequestID? {
        switch self {
        case .readToArrive(_, let id), .writeArrival(_, let id), .writeCreation(let id): id
        case .readToExpire, .writeExpiry: nil
        }
      }
    }
  }
}

extension Barrier.Written.Record {
  var byteCount: Int { 13 + 4 * arrived.count }

  func feed(_ digest: inout Digest) {
    digest.feed(Int(required))
    digest.feed(Int(status.rawValue))
    digest.feed(Int(generation))
    for agent in arrived { digest.feed(agent) }
  }

  var text: String {
    var text = "\(status.text), \(arrived.count) of \(required) ["
    for agent in arrived {
      text += (text.utf8.last == UInt8(ascii: "[") ? "" : " ") + agent.description
    }
    return text + "]"
  }
}

extension Barrier.Written.Record.Status {
  var text: String {
    switch self {
    case .waiting: "waiting"
    case .completed: "completed"
    case .timedOut: "timed out"
    }
  }
}

extension Barrier {
  /// As written: what the store keeps for a barrier; nil if nothing, or where the store is not.
  public func writtenStatus(of barrier: Int32) -> Written.Record.Status? {
    written.records[barrier]?.status
  }
}
