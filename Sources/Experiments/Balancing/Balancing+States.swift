public import Protocols

extension BalancingInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(BalancingCheck.names, violation)
  }
}

/// The timeline shows who balances, and which workers drain.
extension Balancing: StatedMachine {
  public static var startState: State { .ready }

  public static var shownStates: [ProtocolState] { [.ready, .takingOver, .balancing, .draining] }

  public static func shown(_ state: State) -> ProtocolState {
    switch state {
    case .ready: .ready
    case .standing: .takingOver
    case .balancing: .balancing
    case .draining: .draining
    }
  }
}

extension ProtocolState {
  /// It works on what it is given, or stands by.
  public static let ready = ProtocolState("ready", "▁", ascii: "_", .rest)
  /// It asks the other balancers for their promises.
  public static let takingOver = ProtocolState("taking over", "░", ascii: "t", .attempting)
  /// It assigns tasks.
  public static let balancing = ProtocolState(
    "balancing", "█", ascii: "#",
    .notable(
      Telling(
        entered: "took over", left: "stopped balancing", held: "balanced", event: "takeover")))
  /// It takes no new tasks.
  public static let draining = ProtocolState("draining", "▒", ascii: "d", .waiting)
}
