public import Protocols
public import Simulator

extension SupervisionInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(SupervisionCheck.names, violation)
  }
}

/// Shows in the timeline on which agents all processes run, and which have lost their application.
public struct SupervisionTimeline: Watcher {
  public typealias Subject = Supervision
  public typealias LoadNote = SupervisionClientNote

  private var changes: [Timeline.Change] = []

  /// A timeline without changes.
  public init() {}

  public mutating func noted(_ note: Supervision.Note, by agent: AgentID, at time: Nanoseconds) {
    let state: ProtocolState
    switch note {
    case .complete: state = .allRun
    case .incomplete: state = .recovering
    case .ended: state = .ended
    // After the end of an application its start is the first that happens.
    case .starting(let one, .boot) where one.node == 0: state = .recovering
    default: return
    }
    changes.append(Timeline.Change(time: time, agent: agent, .running(state)))
  }

  public func report(into report: inout WatchReport) {
    report.timeline(changes, of: [.allRun, .recovering, .ended])
  }
}

extension ProtocolState {
  /// All its processes run that should.
  public static let allRun = ProtocolState("all run", "▁", ascii: "_", .rest)
  /// A process is down, starts or ends.
  public static let recovering = ProtocolState("recovering", "▒", ascii: "r", .attempting)
  /// Its topmost supervisor has ended.
  public static let ended = ProtocolState(
    "ended", "█", ascii: "#",
    .notable(
      Telling(
        entered: "ended its application", left: "started its application again",
        held: "was without application", event: "end of application")))
}
