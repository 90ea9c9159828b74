import Protocols
import Scenarios
import Simulator

/// The section `load` of gossip.
struct GossipLoadSection: Configurable {
  private var rumours: Int32 = 1
  private var start: Nanoseconds = 0
  private var every = Nanoseconds.second
  private var origin: AgentID?
  private var patience = Nanoseconds.second

  mutating func declare(_ section: inout Section) {
    section.integer("rumours", &rumours, 1...10_000, about: "Number of rumours.")
    section.duration(
      "start", &start, 0...Shape.longestDuration, about: "When the client starts the first.")
    section.duration(
      "every", &every, 0...Shape.longestDuration, about: "Time from one rumour to the next.")
    section.agent(
      "at", &origin, about: "The agent that is asked first; drawn for each rumour without it.",
      example: "1")
    section.duration(
      "patience", &patience,
      about: "Time without an answer after which another agent is asked, drawn from all.")
  }

  /// The client of a run; without the section it has no rumour.
  func load(_ bound: Bound) -> GossipLoad.Settings {
    GossipLoad.Settings(
      agents: bound.conditions.agents.count, rumours: bound.hasLoad ? rumours : 0, start: start,
      interval: every, origin: origin, patience: patience)
  }
}
