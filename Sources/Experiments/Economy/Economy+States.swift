public import Protocols
import Simulator

extension EconomyInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(EconomyCheck.names, violation)
  }
}

/// The timeline shows who is the auctioneer, and who works.
extension Economy: StatedMachine {
  /// What an agent is, as far as is shown.
  public enum State: Equatable, Sendable {
    case bidder
    case worker
    case auctioneer
  }

  public static var startState: State { .bidder }

  public var state: State {
    if isAuctioneer { return .auctioneer }
    return isWorking ? .worker : .bidder
  }

  public static var shownStates: [ProtocolState] { [.bids, .works, .auctions] }

  public static func shown(_ state: State) -> ProtocolState {
    switch state {
    case .bidder: .bids
    case .worker: .works
    case .auctioneer: .auctions
    }
  }
}

extension ProtocolState {
  /// It bids, and has no task.
  public static let bids = ProtocolState("bidder", "▁", ascii: "_", .rest)
  /// It does a task.
  public static let works = ProtocolState("worker", "▒", ascii: "w", .attempting)
  /// It sequences deeds and runs the auctions.
  public static let auctions = ProtocolState(
    "auctioneer", "█", ascii: "A",
    .notable(
      Telling(
        entered: "became the auctioneer", left: "stopped auctioning", held: "was the auctioneer",
        event: "succession")))
}
