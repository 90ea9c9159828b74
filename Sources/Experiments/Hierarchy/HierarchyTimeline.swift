public import Protocols
public import Simulator

/// The checks of a hierarchy, and which agents coordinate what.
public typealias HierarchyWatch<LoadNote: Traceable> = Pair<
  HierarchyInvariants<LoadNote>, HierarchyTimeline<LoadNote>
>

extension HierarchyInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(HierarchyCheck.names, violation)
  }
}

/// Shows in the timeline which agents are members, coordinators of agents, of groups, and the root.
public struct HierarchyTimeline<LoadNote: Traceable>: Watcher {
  public typealias Subject = Hierarchy

  private let levels: Int
  private var changes: [Timeline.Change] = []
  /// The levels that each agent coordinated when it was last stepped.
  private var ranks: [Int]

  /// A timeline without changes: a started process is shown as a member.
  public init(agentCount: Int, levels: Int) {
    self.levels = levels
    ranks = Array(repeating: 0, count: agentCount)
  }

  public mutating func stepped(
    _ machine: borrowing Hierarchy, _ agent: AgentID, at time: Nanoseconds
  ) {
    let rank = machine.rank
    if rank == ranks[agent.index] { return }
    ranks[agent.index] = rank
    let state: ProtocolState =
      rank == levels ? .root : rank > 1 ? .branch : rank > 0 ? .coordinator : .member
    changes.append(
      Timeline.Change(
        time: time, agent: agent, .running(state),
        number: rank == levels ? machine.seats[rank - 1].term : 0))
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .started = change { ranks[agent.index] = 0 }
  }

  public func report(into report: inout WatchReport) {
    report.timeline(changes, of: [.member, .coordinator, .branch, .root])
  }
}

extension ProtocolState {
  /// It coordinates a group of agents.
  public static let coordinator = ProtocolState("coordinator", "░", ascii: "c", .waiting)
  /// It coordinates groups of more than one level.
  public static let branch = ProtocolState("branch", "▒", ascii: "b", .waiting)
  /// It coordinates all.
  public static let root = ProtocolState(
    "root", "█", ascii: "#",
    .notable(
      Telling(
        entered: "became the root", left: "stopped being the root", held: "was the root",
        event: "change of the root", number: "term")))
}
