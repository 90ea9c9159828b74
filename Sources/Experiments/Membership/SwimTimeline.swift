public import Protocols
public import Simulator

/// The checks of membership, and who suspects members.
public typealias SwimWatch<LoadNote: Traceable> = Pair<
  SwimInvariants<LoadNote>, SwimTimeline<LoadNote>
>

extension SwimInvariants: Watcher {
  public mutating func finish(at time: Nanoseconds) { judge(at: time) }

  public func report(into report: inout WatchReport) {
    for check in SwimCheck.allCases {
      if let violation, violation.check == check.word {
        report.check(check.word, violation)
      } else {
        report.check(check.word, check.needsQuiet && !isJudged ? .notChecked : .held)
      }
    }
    report.flag(
      "agreed", isAgreed,
      about:
        "Whether at the end all members hold the same agents to be members, and those that are.")
  }
}

/// Shows in the timeline who suspects a member, and who has left.
public struct SwimTimeline<LoadNote: Traceable>: Watcher {
  public typealias Subject = Swim

  private var changes: [Timeline.Change] = []
  /// What each agent was when it was last stepped.
  private var states: [Swim.State]

  /// A timeline without changes: a started process is shown at rest.
  public init(agentCount: Int) { states = Array(repeating: .member, count: agentCount) }

  public mutating func stepped(
    _ machine: borrowing Swim, _ agent: AgentID, at time: Nanoseconds
  ) {
    let state = machine.state
    if state == states[agent.index] { return }
    states[agent.index] = state
    changes.append(Timeline.Change(time: time, agent: agent, .running(.of(state))))
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .started = change { states[agent.index] = .member }
  }

  public func report(into report: inout WatchReport) {
    report.timeline(changes, of: [.member, .suspicious, .absent])
  }
}

extension ProtocolState {
  /// It suspects a member.
  public static let suspicious = ProtocolState("suspicious", "░", ascii: "s", .waiting)
  /// It has left the group by itself.
  public static let absent = ProtocolState("absent", "·", ascii: ".", .waiting)

  fileprivate static func of(_ state: Swim.State) -> ProtocolState {
    switch state {
    case .member: .member
    case .suspicious: .suspicious
    case .absent: .absent
    }
  }
}
