public import Protocols
public import Simulator

/// The checks of gossip, and which agents spread rumours.
public typealias GossipWatch<LoadNote: Traceable> = Pair<
  GossipInvariants<LoadNote>, StateTimeline<Gossip, LoadNote>
>

extension GossipInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(GossipCheck.names, violation)
  }
}

/// The timeline shows which agents are susceptible, infective and removed.
extension Gossip: StatedMachine {
  public static var startState: State { .susceptible }

  public static var shownStates: [ProtocolState] { [.susceptible, .infective, .removed] }

  public static func shown(_ state: State) -> ProtocolState {
    switch state {
    case .susceptible: .susceptible
    case .infective: .infective
    case .removed: .removed
    }
  }
}

extension ProtocolState {
  /// It knows no rumour.
  public static let susceptible = ProtocolState("susceptible", "▁", ascii: "_", .rest)
  /// It spreads a rumour; drawn however short, and not told one by one, as there are as many as agents.
  public static let infective = ProtocolState("infective", "█", ascii: "#", .attempting)
  /// It knows rumours, and spreads none.
  public static let removed = ProtocolState("removed", "░", ascii: "r", .waiting)
}
