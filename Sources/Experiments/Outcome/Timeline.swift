public import Simulator

/// Which agent was what when, and what faults did: for the strip and the story of a report.
public struct Timeline: Hashable, Sendable {
  /// What an agent is from a change on.
  public enum Status: Hashable, Sendable {
    /// It runs, and is in a state that its protocol declares, or in `ProtocolState.running`.
    case running(ProtocolState)
    /// Its process does not run.
    case down
    /// Its process stands still and does not know.
    case paused
    /// It goes on after a pause; what it was before holds.
    case resumed
  }

  /// A change of one agent.
  public struct Change: Hashable, Sendable {
    /// When the agent changed.
    public let time: Nanoseconds
    /// The agent that changed.
    public let agent: AgentID
    /// What it is from then on.
    public let status: Status
    /// What the state's `Telling.number` names, such as the term; 0 for none.
    public let number: Int64
    /// The agents that the state concerns: 0 for all, else a group, counted from one.
    ///
    /// The strip shows scope 0 only; of others the story tells when an agent enters a notable state.
    public let scope: Int32

    /// A change of one agent at a time.
    public init(
      time: Nanoseconds, agent: AgentID, _ status: Status, number: Int64 = 0, scope: Int32 = 0
    ) {
      self.time = time
      self.agent = agent
      self.status = status
      self.number = number
      self.scope = scope
    }
  }

  /// A fault's start, end or failure to start.
  public struct FaultMark: Hashable, Sendable {
    /// When it happened.
    public let time: Nanoseconds
    /// The fault, the phase that it entered, and the agents that it has for targets.
    public let event: FaultEvent

    /// A mark of a fault at a time.
    public init(time: Nanoseconds, event: FaultEvent) {
      self.time = time
      self.event = event
    }
  }

  /// How many agents there are; their identities are below.
  public var agentCount: Int
  /// The states that the protocol declares, in the order of the legend.
  public var states: [ProtocolState] = []
  /// All changes, in order of time.
  public var changes: [Change] = []
  /// Start and end of faults, and the first flap of each, in order of time.
  public var faults: [FaultMark] = []
  /// What a reader must know besides, in order of time.
  public var remarks: [Remark] = []
  /// What clients saw completed; empty for protocols without clients.
  public var pulse = Pulse()

  /// The timeline of a run in which nothing has happened.
  public init(agentCount: Int) { self.agentCount = agentCount }

  /// What an agent is while nothing else is known of it.
  public var rest: ProtocolState { states.first { $0.bearing == .rest } ?? .running }

  /// Both in order of time; at one time, those of the first before those of the second.
  static func merge(_ first: [Change], _ second: [Change]) -> [Change] {
    var merged: [Change] = []
    merged.reserveCapacity(first.count + second.count)
    var next = 0
    for change in first {
      while next < second.count, second[next].time < change.time {
        merged.append(second[next])
        next += 1
      }
      merged.append(change)
    }
    return merged + second[next...]
  }
}
