public import Simulator

/// A machine that says after each step what it is, and how the timeline shows that.
public protocol StatedMachine: Machine {
  /// What it may be, as far as is shown.
  associatedtype State: Equatable, Sendable
  /// What it is now.
  var state: State { get }
  /// What a process that has just started is.
  static var startState: State { get }
  /// How the timeline shows a state.
  static func shown(_ state: State) -> ProtocolState
  /// All that are shown, in the order of the legend.
  static var shownStates: [ProtocolState] { get }
}

/// Shows in the timeline what agents are.
public struct StateTimeline<Subject: StatedMachine, LoadNote: Traceable>: Watcher {
  private var changes: [Timeline.Change] = []
  /// What each agent was when it was last stepped.
  private var states: [Subject.State]

  /// A timeline without changes.
  public init(agentCount: Int) {
    states = Array(repeating: Subject.startState, count: agentCount)
  }

  public mutating func stepped(
    _ machine: borrowing Subject, _ agent: AgentID, at time: Nanoseconds
  ) {
    let state = machine.state
    if state == states[agent.index] { return }
    states[agent.index] = state
    changes.append(Timeline.Change(time: time, agent: agent, .running(Subject.shown(state))))
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if case .started = change { states[agent.index] = Subject.startState }
  }

  public func report(into report: inout WatchReport) {
    report.timeline(changes, of: Subject.shownStates)
  }
}
