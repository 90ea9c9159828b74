import Protocols
import Scenarios
import Simulator

/// The section `load` of a hierarchy.
struct HierarchyLoadSection: Configurable {
  private var proposals: Int32 = 1
  private var start = Nanoseconds.second
  private var every = Nanoseconds.second
  private var first: AgentID?
  private var patience = Nanoseconds.second

  mutating func declare(_ section: inout Section) {
    section.integer("proposals", &proposals, 1...10_000, about: "Number of proposals.")
    section.duration(
      "start", &start, 0...Shape.longestDuration, about: "When the client makes the first.")
    section.duration(
      "every", &every, 0...Shape.longestDuration, about: "Time from one proposal to the next.")
    section.agent(
      "at", &first, about: "The agent that is asked first; drawn for each proposal without it.",
      example: "1")
    section.duration(
      "patience", &patience,
      about: "Time without an answer after which another agent is asked, drawn from all.")
  }

  /// The client of a run; without the section it has no proposal.
  func load(_ bound: Bound) -> HierarchyLoad.Settings {
    HierarchyLoad.Settings(
      agents: bound.conditions.agents.count, proposals: bound.hasLoad ? proposals : 0,
      start: start, interval: every, first: first, patience: patience)
  }
}
