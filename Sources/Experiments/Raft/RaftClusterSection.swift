import Protocols
import Scenarios
import Simulator

/// The section `raft` of a cluster that is nothing but Raft: its membership may change.
struct RaftClusterSection: Configurable {
  var settings = Raft.Settings()
  /// Who takes part at the start; empty for everybody.
  private(set) var members: [AgentID] = []

  init() {}

  /// What a section gives in a scenario, whose agents say whether they may lead and rather than others.
  init(_ values: Values, _ bound: Bound) {
    self.init(values)
    let own = settings
    settings = Raft.Settings(values, bound)
    settings.changes = own.changes
    settings.catchUpRounds = own.catchUpRounds
    settings.minVoters = own.minVoters
    if !members.isEmpty {
      settings.initialMembers = Raft.Membership(voters: Raft.Membership.set(members))
    }
  }

  mutating func declare(_ section: inout Section) {
    settings.declare(&section)
    section.agents(
      "members", &members, upTo: Raft.Membership.limit,
      about: "The voters at the start: so many, or which; without it, all agents.",
      example: "[1, 2, 3]")
    section.word(
      "changes", &settings.changes,
      about: "Whether voters change one at a time, or any set for any other by way of both.")
    section.integer(
      "catchUpRounds", &settings.catchUpRounds, 1...1000,
      about: "Rounds in which the log of an agent that is to vote must catch up.")
    section.integer(
      "minVoters", &settings.minVoters, 1...Int64(Raft.Membership.limit),
      about: "Fewer voters are left by no removal.")
  }

  func review(_ section: inout Section) {
    settings.review(&section)
    guard let scenario = section.scenario else { return }
    if !members.isEmpty, scenario.agents.count > Raft.Membership.limit {
      section.complain(
        "members", "there are \(scenario.agents.count) agents",
        "the membership of at most \(Raft.Membership.limit) agents may change")
    }
    if let first = settings.firstCandidate, !members.isEmpty, !members.contains(first) {
      section.complain(
        "firstCandidate", "agent \(first.index + 1) is no member", "name one of 'members'")
    }
    if !members.isEmpty, settings.minVoters > members.count {
      section.complain(
        "minVoters", "there are only \(members.count) voters at the start",
        "at most that many, or more members")
    }
  }
}
