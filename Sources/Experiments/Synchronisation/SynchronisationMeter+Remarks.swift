import Scenarios
import Simulator

/// Which updates were lost, in words.
extension SynchronisationMeter {
  /// A crash took an update that nobody has heard of.
  mutating func tellLost(_ update: Open, of agent: AgentID, at time: Nanoseconds) {
    if remarks.isFull { return }
    remarks.add(
      time, "\(text(update, agent)) is lost: it was not durable when the process stopped")
  }

  /// An update has not reached everybody at the end.
  mutating func tellUnspread(_ update: Open, of origin: AgentID, at time: Nanoseconds) {
    if remarks.isFull { return }
    let missing = (0..<agentCount).map { AgentID($0) }
      .filter { $0 != origin && !update.appliers.contains($0) }
    let names = missing.prefix(8).map { $0.description }.joined(separator: ", ")
    let rest = missing.count > 8 ? " and \(missing.count - 8) more" : ""
    remarks.add(time, "\(text(update, origin)) never reached \(names)\(rest)")
  }

  /// `n1's write of 11 to variable 0 at 1.01 s`.
  private func text(_ update: Open, _ agent: AgentID) -> String {
    "\(agent)'s write of \(update.amount) to variable \(update.variable) at "
      + DurationText.rounded(update.time)
  }
}
