public import Simulator

extension Barrier {
  /// What a creation asks for.
  public struct Spec: Hashable, Sendable {
    /// The agents that must arrive.
    public let members: Members
    /// Time from the creation to the deadline.
    public let deadline: Nanoseconds
    /// The client that created it, or -1 for a standing barrier.
    public let creator: Int32
  }

  /// A generation whose arrivals this agent counts, as its coordinator.
  struct Generation: Hashable, Sendable {
    let instance: Instance
    /// Nil while agents have arrived and it is not yet created.
    var spec: Spec?
    var arrived = AgentSet()
    /// Members that are no longer required.
    var excluded = AgentSet()
    /// In which life each agent was when it arrived; empty where it does not matter.
    var incarnations: [Int32] = []
    var openedAt: Nanoseconds
    var deadline: Nanoseconds
    /// How often the deadline was put off.
    var extensions: Int32 = 0
    var outcome: Outcome?
    /// Dissemination: whether members are being asked how far they have come.
    var isInquiring = false
    /// When they are asked again.
    var nextProbe: Nanoseconds = .never

    /// Whether there is nothing left to do about it.
    var isOver: Bool { outcome != nil && nextProbe == .never }

    var required: Int32 {
      switch spec?.members {
      case .agents(let agents)?: Int32(agents.count) &- Int32(excluded.count)
      case .count(let count)?: count
      case nil: 0
      }
    }

    /// The members that have not arrived, without those excluded.
    var missing: AgentSet {
      guard case .agents(let agents)? = spec?.members else { return AgentSet() }
      return AgentSet(
        agents.members.filter { !arrived.contains($0) && !excluded.contains($0) })
    }

    func admits(_ agent: AgentID) -> Bool {
      if case .agents(let agents)? = spec?.members { return agents.contains(agent) }
      return true
    }
  }

  /// A generation as one of its participants sees it.
  public struct Arrival: Hashable, Sendable {
    /// How far the participant has come.
    public enum State: Hashable, Sendable {
      /// Others were heard of; this agent has not arrived.
      case expected
      case waiting
      case concluded(Outcome)
      case refused(Refusal)
      /// This agent has promised never to arrive.
      case pledged
    }

    /// Which generation it is.
    public let instance: Instance
    /// How far the agent has come.
    public internal(set) var state = State.expected
    /// Whether the agent arrived before the end.
    public internal(set) var hasArrived = false
    /// The clients that wait.
    var requests: [RequestID] = []
    /// Whether the coordinator, or the parent, has the arrival.
    var isAcknowledged = false
    /// Whether the arrival of the whole subtree was reported to the parent.
    var hasReported = false
    /// Which children (tree) or rounds (dissemination) have been heard of, as bits.
    var received: UInt32 = 0
    /// Dissemination: number of rounds signalled.
    var round: Int32 = 0
    var attempts: Int32 = 0
    /// When to ask again.
    var nextSend: Nanoseconds = .never
    /// Dissemination: when to appeal to the coordinator.
    var nextAppeal: Nanoseconds = .never

    /// Whether there is nothing left to do about it.
    var isOver: Bool {
      state != .expected && state != .waiting && state != .refused(.unknown)
    }

    init(_ instance: Instance) { self.instance = instance }
  }

  /// An outcome on its way to agents that have not acknowledged it.
  struct Delivery: Hashable, Sendable {
    let instance: Instance
    let outcome: Outcome
    var pending: AgentSet
    var attempts: Int32 = 0
    var nextSend: Nanoseconds
  }

  /// What an agent waits for: four timers, whatever the number of barriers.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    /// The earliest deadline among the generations this agent counts for.
    case deadline = 0
    /// Something is to be sent again.
    case retry = 1
    /// The coordinator probes participants.
    case watch = 2
    /// As written: a call to the store is not answered.
    case call = 3

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .deadline: visitor.kind(0, "deadline")
      case .retry: visitor.kind(1, "retry")
      case .watch: visitor.kind(2, "watch")
      case .call: visitor.kind(3, "call")
      }
    }
  }
}
