public import Simulator

extension Hierarchy {
  /// An agent's part in the group of a level.
  public struct Seat: Hashable, Sendable {
    /// What an agent is doing in a group.
    @frozen
    public enum Phase: String, Word {
      /// It follows a coordinator, or waits before it holds an election.
      case following
      /// It asks the group to acknowledge it.
      case candidate
      case coordinating
    }

    /// What it is doing.
    public internal(set) var phase = Phase.following
    /// The term of the coordinator that it follows, or its own.
    public internal(set) var term: Term = 0
    /// The latest term of the group heard of or tried.
    var seen: Term = 0
    /// The coordinator that it follows.
    public internal(set) var coordinator: AgentID?
    /// Who coordinates the group of this group, and who is the root, as the coordinator said last.
    var parent: AgentID?
    var root: AgentID?
    /// When it last heard from the coordinator.
    var heardAt: Nanoseconds = -.never
    /// When a coordinator next looks how many of its units it has heard from.
    var reviewAt: Nanoseconds = 0
    /// Whether units that have not answered are to be asked again.
    var isRetrying = false
    /// Of a candidate or coordinator: the group's units.
    var children: [Child] = []
  }

  /// What a coordinator or candidate knows of a unit of its group.
  struct Child: Hashable, Sendable {
    /// The agent that it takes for the unit's holder.
    var holder: AgentID
    /// Whether it has heard from it since the last review.
    var isHeard = false
    /// Heartbeats since it last heard from it.
    var misses: UInt8 = 0
    /// How often it was sent on to another holder since it last chose one itself.
    var redirections: UInt8 = 0

    init(holder: AgentID) { self.holder = holder }
  }
}

extension Hierarchy {
  /// The agent's part in the group of a level, or nil if it has none.
  func seat(at level: Int) -> Seat? { level <= seats.count ? seats[level - 1] : nil }

  /// Whether this agent coordinates a group, or is an agent itself.
  func holds(_ unit: Unit) -> Bool {
    unit.level <= rank && group(at: Int(unit.level)) == unit
  }

  /// Where this agent's own unit stands in its group of a level.
  func ownPlace(at level: Int) -> Int { tree.place(of: group(at: level - 1)) }

  /// Takes the first agents of units for their holders, where it knows no better.
  mutating func seatChildren(at level: Int) {
    let group = group(at: level)
    let children = tree.children(of: group)
    if seats[level - 1].children.count != children.count {
      seats[level - 1].children = children.map {
        Child(
          holder: AgentID(tree.agents(of: Unit(level: level - 1, number: $0)).lowerBound))
      }
    }
    seats[level - 1].children[ownPlace(at: level)].holder = id
  }

  func armPhase(_ level: Int, _ delay: Nanoseconds, _ turn: inout Turn<Hierarchy>) {
    turn.setTimer(Timer(.phase, level), after: delay)
  }

  /// Waits for a coordinator's next sign of life.
  func armSuspicion(_ level: Int, _ turn: inout Turn<Hierarchy>) {
    armPhase(level, turn.random.within(settings.electionTimeout), &turn)
  }
}
