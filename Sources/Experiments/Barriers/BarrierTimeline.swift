public import Protocols
public import Simulator

/// The checks of barriers, and which agents wait.
public typealias BarrierWatch<LoadNote: Traceable> = Pair<
  BarrierInvariants<LoadNote>, BarrierTimeline<LoadNote>
>

extension BarrierInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(BarrierCheck.names, violation)
  }
}

/// Shows in the timeline which agents wait at barriers.
public struct BarrierTimeline<LoadNote: Traceable>: Watcher {
  public typealias Subject = Barrier

  private var changes: [Timeline.Change] = []

  /// A timeline without changes.
  public init() {}

  public mutating func noted(_ note: Barrier.Note, by agent: AgentID, at time: Nanoseconds) {
    let state: ProtocolState
    switch note {
    case .arrived, .resumed: state = .waiting
    case .passed, .refused, .exited: state = .running
    default: return
    }
    changes.append(Timeline.Change(time: time, agent: agent, .running(state)))
  }

  public func report(into report: inout WatchReport) { report.timeline(changes, of: [.waiting]) }
}

extension ProtocolState {
  /// It has arrived at a barrier and waits for the others.
  public static let waiting = ProtocolState("waiting", "▒", ascii: "w", .waiting)
}
