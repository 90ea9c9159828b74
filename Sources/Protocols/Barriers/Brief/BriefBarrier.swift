import Simulator

/// An agent that follows the brief's module `Barriers` line by line, its defects included.
///
/// The shared store of barriers is a process of its own on the coordinator's machine; an agent reads
/// and writes it by calls that block the agent's process until they return. What arrives meanwhile
/// waits in the mailbox. Nothing is durable. Barriers are known by name alone; the generation of a
/// request is kept only to state notes.
public struct BriefBarrier: Hashable, Sendable {
  let agent: AgentID
  /// The agent on whose machine the store is.
  let store: AgentID
  let callTimeout: Nanoseconds
  let hasTimeoutHandler: Bool
  let repairsCompletion: Bool

  /// The store, by barrier; empty at all agents but one.
  public internal(set) var records: [Int32: Record] = [:]
  /// The call that blocks the process.
  var call: Call?
  var mailbox = Queue<Letter>()
  /// `waiting_for_barrier` and `barrier_caller` of the agent's state.
  var waiting: Waiting?
  /// The timeout messages that this process has sent to itself, in the order in which it did.
  var timeouts = TimedTable<Int, Timeout>()
  /// Whether the process exited; nothing starts it again.
  var hasExited = false

  init(_ agent: AgentID, _ settings: Barrier.Settings) {
    self.agent = agent
    store = settings.coordinator
    callTimeout = settings.callTimeout
    hasTimeoutHandler = settings.hasTimeoutHandler
    repairsCompletion = settings.repairsCompletion
  }

  struct Waiting: Hashable, Sendable {
    let instance: Barrier.Instance
    let caller: RequestID
  }

  struct Timeout: Hashable, Sendable {
    let barrier: Int32
    let due: Nanoseconds
  }

  /// What waits in the mailbox.
  enum Letter: Hashable, Sendable {
    case wait(Barrier.Instance, RequestID)
    case create(Barrier.Instance, required: Int32, deadline: Nanoseconds, RequestID)
    case released(Int32)
    case expired(Int32)
    case timeout(Int32)

    /// The client whose call to the process it is, if it is one.
    var caller: RequestID? {
      switch self {
      case .wait(_, let id), .create(_, _, _, let id): id
      case .released, .expired, .timeout: nil
      }
    }
  }

  /// A blocking call to the store and what is done when it returns.
  enum Call: Hashable, Sendable {
    case readToArrive(Barrier.Instance, RequestID)
    case writeArrival(Barrier.Instance, RequestID)
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
