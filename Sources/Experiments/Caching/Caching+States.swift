public import Protocols

extension CachingInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(CachingCheck.names, violation)
  }
}

/// The timeline shows which agents are blocked, and when writes wait at the server.
extension Caching: StatedMachine {
  public static var startState: State { .serving }

  public static var shownStates: [ProtocolState] { [.serving, .blocked, .writesWait] }

  public static func shown(_ state: State) -> ProtocolState {
    switch state {
    case .serving: .serving
    case .blocked: .blocked
    case .writesWait: .writesWait
    }
  }
}

extension ProtocolState {
  /// It answers whatever comes.
  public static let serving = ProtocolState("serving", "▁", ascii: "_", .rest)
  /// It waits for the answer to a call, and lets everything else wait.
  public static let blocked = ProtocolState("blocked", "░", ascii: "b", .waiting)
  /// Writes wait for leases at it.
  public static let writesWait = ProtocolState("writes wait", "▒", ascii: "w", .waiting)
}
