public import Protocols
import Scenarios
public import Simulator

/// Shows in the timeline which agents wait, work and have left.
public struct RendezvousTimeline: Watcher {
  public typealias Subject = Rendezvous
  public typealias LoadNote = Nothing

  private var changes: [Timeline.Change] = []
  /// What each agent was when it was last stepped; nil of one whose process was not stepped.
  private var states: [ProtocolState?]

  /// A timeline without changes.
  public init(agentCount: Int) { states = Array(repeating: nil, count: agentCount) }

  public mutating func stepped(
    _ machine: borrowing Rendezvous, _ agent: AgentID, at time: Nanoseconds
  ) {
    let state = ProtocolState.of(machine.phase)
    if state == states[agent.index] { return }
    states[agent.index] = state
    changes.append(Timeline.Change(time: time, agent: agent, .running(state)))
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .started = change { states[agent.index] = nil }
  }

  public func report(into report: inout WatchReport) {
    report.timeline(changes, of: [.atRest, .groupless, .atWork, .stalled, .gone])
  }
}

extension ProtocolState {
  /// It keeps the rendezvous, or works by itself.
  public static let atRest = ProtocolState("apart", "▁", ascii: "_", .rest)
  /// It waits for a group.
  public static let groupless = ProtocolState("waits for a group", "░", ascii: "g", .waiting)
  /// It works on a round with its group.
  public static let atWork = ProtocolState("at work", "█", ascii: "#", .attempting)
  /// It waits for other members.
  public static let stalled = ProtocolState("waits for members", "▒", ascii: "w", .waiting)
  /// It takes no part any more.
  public static let gone = ProtocolState("left", "·", ascii: ".", .waiting)

  fileprivate static func of(_ phase: Rendezvous.Phase) -> ProtocolState {
    switch phase {
    case .serving, .resting: .atRest
    case .waiting: .groupless
    case .working, .storing: .atWork
    case .collecting, .exiting: .stalled
    case .left: .gone
    }
  }
}
