public import Protocols
public import Simulator

/// The checks of gossip, and which agents spread rumours.
public typealias GossipWatch<LoadNote: Traceable> = Pair<
  GossipInvariants<LoadNote>, GossipTimeline<LoadNote>
>

extension GossipInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(GossipCheck.names, violation)
  }
}

/// Shows in the timeline which agents are susceptible, infective and removed.
public struct GossipTimeline<LoadNote: Traceable>: Watcher {
  public typealias Subject = Gossip

  private var changes: [Timeline.Change] = []
  /// What each agent was when it was last stepped.
  private var states: [Gossip.State]

  /// A timeline without changes: a started process is shown at rest.
  public init(agentCount: Int) {
    states = Array(repeating: .susceptible, count: agentCount)
  }

  public mutating func stepped(
    _ machine: borrowing Gossip, _ agent: AgentID, at time: Nanoseconds
  ) {
    let state = machine.state
    if state == states[agent.index] { return }
    states[agent.index] = state
    changes.append(Timeline.Change(time: time, agent: agent, .running(.of(state))))
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .started = change { states[agent.index] = .susceptible }
  }

  public func report(into report: inout WatchReport) {
    report.timeline(changes, of: [.susceptible, .infective, .removed])
  }
}

extension ProtocolState {
  /// It knows no rumour.
  public static let susceptible = ProtocolState("susceptible", "▁", ascii: "_", .rest)
  /// It spreads a rumour; drawn however short, and not told one by one, as there are as many as agents.
  public static let infective = ProtocolState("infective", "█", ascii: "#", .attempting)
  /// It knows rumours, and spreads none.
  public static let removed = ProtocolState("removed", "░", ascii: "r", .waiting)

  fileprivate static func of(_ state: Gossip.State) -> ProtocolState {
    switch state {
    case .susceptible: .susceptible
    case .infective: .infective
    case .removed: .removed
    }
  }
}
