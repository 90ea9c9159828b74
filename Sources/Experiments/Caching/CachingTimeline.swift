public import Protocols
public import Simulator

extension CachingInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(CachingCheck.names, violation)
  }
}

/// Shows in the timeline which agents are blocked, and when writes wait at the server.
public struct CachingTimeline: Watcher {
  public typealias Subject = Caching
  public typealias LoadNote = CachingClientNote

  private var changes: [Timeline.Change] = []
  /// What each agent was when it was last stepped.
  private var states: [Caching.State]

  /// A timeline without changes: a started process is shown at rest.
  public init(agentCount: Int) {
    states = Array(repeating: .serving, count: agentCount)
  }

  public mutating func stepped(
    _ machine: borrowing Caching, _ agent: AgentID, at time: Nanoseconds
  ) {
    let state = machine.state
    if state == states[agent.index] { return }
    states[agent.index] = state
    changes.append(Timeline.Change(time: time, agent: agent, .running(.of(state))))
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .started = change { states[agent.index] = .serving }
  }

  public func report(into report: inout WatchReport) {
    report.timeline(changes, of: [.serving, .blocked, .writesWait])
  }
}

extension ProtocolState {
  /// It answers whatever comes.
  public static let serving = ProtocolState("serving", "▁", ascii: "_", .rest)
  /// It waits for the answer to a call, and lets everything else wait.
  public static let blocked = ProtocolState("blocked", "░", ascii: "b", .waiting)
  /// Writes wait for leases at it.
  public static let writesWait = ProtocolState("writes wait", "▒", ascii: "w", .waiting)

  fileprivate static func of(_ state: Caching.State) -> ProtocolState {
    switch state {
    case .serving: .serving
    case .blocked: .blocked
    case .writesWait: .writesWait
    }
  }
}
