public import Simulator

extension BriefSynchroniser {
  /// An update as the pseudo-code sends it.
  public struct Update: Hashable, Sendable {
    /// What `generate_version` gave: the coordinator's time, or one more than its last version.
    public let version: Int64
    /// The variable's number.
    public let variable: Int32
    /// What the variable is to hold.
    public let value: Int64
    /// The agent that broadcast it and collects the acknowledgements.
    public let coordinator: AgentID
    /// The coordinator's one clock for all variables.
    public let clock: VectorClock

    /// An update as `broadcast_variable_update` makes it.
    public init(
      version: Int64, variable: Int32, value: Int64, coordinator: AgentID, clock: VectorClock
    ) {
      self.version = version
      self.variable = variable
      self.value = value
      self.coordinator = coordinator
      self.clock = clock
    }
  }

  /// Which agents are asked for an acknowledgement, and which gave one, by the names that the code uses.
  struct Tracker: Hashable, Sendable {
    let version: Int64
    let client: RequestID
    let expected: [Name]
    private(set) var marked: [Name] = []
    /// Agents whose names are expected and not marked.
    private var missing = AgentSet()
    /// Whether the name of a process is expected, which nothing marks.
    private var awaitsProcesses = false

    init(version: Int64, client: RequestID, expected: [Name]) {
      self.version = version
      self.client = client
      self.expected = expected
      for name in expected {
        switch name {
        case .agent(let agent): missing.insert(agent)
        case .process: awaitsProcesses = true
        }
      }
    }

    var isComplete: Bool { missing.isEmpty && !awaitsProcesses }

    mutating func mark(_ agent: AgentID) {
      marked.append(.agent(agent))
      missing.remove(agent)
    }
  }

  /// An update that is tracked from a time on.
  struct Untracked: Hashable, Sendable {
    let time: Nanoseconds
    let version: Int64
    let client: RequestID
  }

  /// The same agent has two names, and they are never equal.
  enum Name: Hashable, Sendable {
    case process(AgentID)
    case agent(AgentID)
  }
}

extension BriefSynchroniser.Update: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("version", version)
    visitor.field("variable", variable)
    visitor.field("value", value)
    visitor.field("coordinator", coordinator)
    visitor.field("clock", clock)
  }
}

extension BriefSynchroniser: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("stopped", isStopped)
    visitor.field("clock", clock)
    visitor.field("values", values)
    visitor.field("version", version)
    visitor.field("trackers", list: trackers.items)
    visitor.field("untracked", list: untracked.waiting)
  }
}

extension BriefSynchroniser.Tracker: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("version", version)
    visitor.field("client", client)
    visitor.field("expected", expected)
    visitor.field("marked", marked)
  }
}

extension BriefSynchroniser.Untracked: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("version", version)
    visitor.field("client", client)
    visitor.field("from", time: time)
  }
}

extension BriefSynchroniser.Name: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .process(let agent): visitor.field("process", agent)
    case .agent(let agent): visitor.field("agent", agent)
    }
  }
}
