public import Protocols
public import Simulator

/// The checks of membership, and who suspects members.
public typealias SwimWatch<LoadNote: Traceable> = Pair<
  SwimInvariants<LoadNote>, StateTimeline<Swim, LoadNote>
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

/// The timeline shows who suspects a member, and who has left.
extension Swim: StatedMachine {
  public static var startState: State { .member }

  public static var shownStates: [ProtocolState] { [.member, .suspicious, .absent] }

  public static func shown(_ state: State) -> ProtocolState {
    switch state {
    case .member: .member
    case .suspicious: .suspicious
    case .absent: .absent
    }
  }
}

extension ProtocolState {
  /// It suspects a member.
  public static let suspicious = ProtocolState("suspicious", "░", ascii: "s", .waiting)
  /// It has left the group by itself.
  public static let absent = ProtocolState("absent", "·", ascii: ".", .waiting)
}
