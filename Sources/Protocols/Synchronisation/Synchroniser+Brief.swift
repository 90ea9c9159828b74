public import Simulator

extension Synchroniser {
  /// What an agent holds in the mode `asWritten`: only in memory, as the design brief has it.
  public struct Brief: Hashable, Sendable {
    /// One clock for all variables.
    public internal(set) var clock = VectorClock()
    /// Whether the agent's process has died, and nobody has started it again.
    public internal(set) var isStopped = false
    var values: [Int64] = []
    /// The version generated last.
    var version: Int64 = 0
    var trackers: [Tracker] = []
    /// Updates that were broadcast and are not tracked yet.
    var untracked: [Untracked] = []

    func value(of variable: Int32) -> Int64 {
      let index = Int(variable)
      return index >= 0 && index < values.count ? values[index] : 0
    }

    mutating func set(_ variable: Int32, to value: Int64) {
      let index = Int(variable)
      while values.count <= index { values.append(0) }
      values[index] = value
    }

    /// An update as the pseudo-code sends it.
    public struct Update: Hashable, Sendable {
      public let version: Int64
      public let variable: Int32
      public let value: Int64
      public let coordinator: AgentID
      public let clock: VectorClock

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

    /// Who is asked for an acknowledgement, and who gave one, by the names that the code uses.
    struct Tracker: Hashable, Sendable {
      let version: Int64
      let client: RequestID
      let expected: [Name]
      var marked: [Name] = []

      var isComplete: Bool { expected.allSatisfy { marked.contains($0) } }
    }

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
}

extension Synchroniser.Brief.Update {
  func feed(_ digest: inout Digest) {
    digest.feed(version)
    digest.feed(Int64(variable))
    digest.feed(value)
    digest.feed(coordinator)
    clock.feed(&digest)
  }

  var text: String {
    "\(variable)=\(value) of \(coordinator.description) at \(clock.description)"
  }
}
