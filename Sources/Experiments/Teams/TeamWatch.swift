public import Protocols
public import Simulator

/// The checks of what an agent of a team is made of.
public typealias TeamPartsWatch = Pair<
  Pair<
    Focus<
      AskedPart<DeliberationPart>,
      Pair<
        DeliberationInvariants<DeliberationLoad.Note>,
        Focus<DeliberationLog, RaftInvariants<Nothing>>
      >
    >,
    Focus<ElectionPart, ElectionInvariants<ElectionLoad.Note>>
  >,
  Pair<
    Focus<AskedPart<SynchronisationPart>, SynchronisationInvariants<UpdateNote>>,
    Focus<AskedPart<BarrierPart>, BarrierInvariants<BarrierClientNote>>
  >
>

/// What checks a team: its parts, its own promises, and what its agents are in the timeline.
public typealias TeamWatch = Pair<
  Focus<TeamParts, TeamPartsWatch>, Pair<TeamInvariants<TeamClientNote>, TeamTimeline>
>

extension TeamAgent.Settings {
  /// The checks of a run with this number of agents.
  func watch(agentCount: Int) -> TeamWatch {
    let parts = Pair(
      Pair(
        Focus<AskedPart<DeliberationPart>, _>(
          Pair(
            DeliberationInvariants<DeliberationLoad.Note>(self.parts.deliberation),
            Focus<DeliberationLog, _>(RaftInvariants<Nothing>(agentCount: agentCount)))),
        Focus<ElectionPart, _>(
          ElectionInvariants<ElectionLoad.Note>(
            directory: self.parts.election.directory,
            driftAllowance: self.parts.election.driftAllowance))),
      Pair(
        Focus<AskedPart<SynchronisationPart>, _>(
          SynchronisationInvariants<UpdateNote>(
            agentCount: agentCount, self.parts.synchronisation)),
        Focus<AskedPart<BarrierPart>, _>(
          BarrierInvariants<BarrierClientNote>(agentCount: agentCount, self.parts.barrier))))
    return Pair(
      Focus(parts),
      Pair(
        TeamInvariants(agentCount: agentCount, self), TeamTimeline(agentCount: agentCount)))
  }
}

extension TeamInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(TeamCheck.names, violation)
  }
}

/// Shows in the timeline which agent coordinates, and which work.
public struct TeamTimeline: Watcher {
  public typealias Subject = TeamAgent
  public typealias LoadNote = TeamClientNote

  private var changes: [Timeline.Change] = []
  /// What each agent was when it was last stepped.
  private var states: [ProtocolState]

  /// A timeline without changes: a started process is shown at rest.
  public init(agentCount: Int) {
    states = Array(repeating: .idleMember, count: agentCount)
  }

  public mutating func stepped(
    _ machine: borrowing TeamAgent, _ agent: AgentID, at time: Nanoseconds
  ) {
    let state: ProtocolState =
      machine.term != nil ? .coordinating : machine.isWorking ? .workingMember : .idleMember
    if state == states[agent.index] { return }
    states[agent.index] = state
    changes.append(
      Timeline.Change(time: time, agent: agent, .running(state), number: machine.term ?? 0))
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .started = change { states[agent.index] = .idleMember }
  }

  public func report(into report: inout WatchReport) {
    report.timeline(changes, of: [.idleMember, .workingMember, .coordinating])
  }
}

extension ProtocolState {
  /// It waits for work, or for others.
  public static let idleMember = ProtocolState("idle", "▁", ascii: "_", .rest)
  /// It does a task.
  public static let workingMember = ProtocolState("working", "▒", ascii: "w", .waiting)
  /// It coordinates, and may do a task besides.
  public static let coordinating = ProtocolState(
    "coordinator", "█", ascii: "#",
    .notable(
      Telling(
        entered: "took over", left: "coordinated no longer", held: "coordinated",
        event: "takeover", number: "term")))
}
