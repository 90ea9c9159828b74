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
    let standing: Timeline.Standing
    switch note {
    case .arrived, .resumed: standing = .waiting
    case .passed, .refused, .exited: standing = .follower
    default: return
    }
    changes.append(Timeline.Change(time: time, agent: agent, standing: standing, term: 0))
  }

  public func report(into report: inout WatchReport) { report.timeline(changes) }
}
