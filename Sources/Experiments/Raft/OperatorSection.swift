import Protocols
import Scenarios
import Simulator

/// The section `operator` of a load: who changes the membership and the leader.
struct OperatorSection: Configurable {
  private var steps: [Step] = []
  private var every: Nanoseconds?
  private var from: Nanoseconds = 0
  private var until: Nanoseconds?
  private var least = 3
  private var most = 3
  private var transfers = Ratio.never

  /// What an operator comes to want at a time.
  struct Step: Configurable {
    private(set) var time: Nanoseconds = 0
    private var members: [AgentID] = []
    private var add: AgentID?
    private var addLearner: AgentID?
    private var promote: AgentID?
    private var remove: AgentID?
    private var transfer: AgentID?

    mutating func declare(_ section: inout Section) {
      section.moment("at", &time, about: "When the operator comes to want it.")
      section.agents(
        "members", &members, upTo: Raft.Membership.limit,
        about: "These are to vote, and no others.", example: "[1, 2, 4]")
      section.agent("add", &add, about: "The agent is to vote.", example: "4")
      section.agent(
        "addLearner", &addLearner, about: "The agent is to get the log.", example: "4")
      section.agent("promote", &promote, about: "The learner is to vote.", example: "4")
      section.agent("remove", &remove, about: "The agent is to be no member.", example: "1")
      section.agent("transfer", &transfer, about: "The agent is to lead.", example: "2")
    }

    /// All that it says.
    private var changes: [Raft.Change] {
      (members.isEmpty ? [] : [.members(Raft.Membership.set(members))])
        + [
          add.map { .add($0) }, addLearner.map { .addLearner($0) }, promote.map { .promote($0) },
          remove.map { .remove($0) }, transfer.map { .transfer($0) },
        ].compactMap { $0 }
    }

    /// What it asks for; nil if that is not one thing, which review has refused.
    var change: Raft.Change? { changes.count == 1 ? changes[0] : nil }

    func review(_ section: inout Section) {
      if change == nil {
        section.complain(
          nil, "a step asks for one thing",
          "one of members, add, addLearner, promote, remove and transfer")
      }
    }
  }

  /// Whether the operator wants anything.
  var isThere: Bool { !steps.isEmpty || every != nil }

  mutating func declare(_ section: inout Section) {
    section.list(
      "steps", &steps, about: "What the operator comes to want at times of their own.",
      example: "[{ at: \"5s\", members: [1, 2, 4] }]")
    section.duration(
      "every", &every, about: "Mean time from one random wish to the next; without it, none.",
      example: "\"3s\"")
    let isRandom = Section.Condition(
      every != nil, current: "without 'every'", home: "random wishes")
    section.duration(
      "from", &from, 0...Shape.longestDuration, when: isRandom,
      about: "When random wishes may begin.")
    section.duration(
      "until", &until, when: isRandom,
      about: "When random wishes end; at the calm tail or the end of the run without it.")
    section.integer(
      "least", &least, 1...Int64(Raft.Membership.limit), when: isRandom,
      about: "Random wishes are for at least so many voters.")
    section.integer(
      "most", &most, 1...Int64(Raft.Membership.limit), when: isRandom,
      about: "Random wishes are for at most so many voters.")
    section.chance(
      "transfers", &transfers, when: isRandom,
      about: "Share of the random wishes that another voter is to lead.")
  }

  func review(_ section: inout Section) {
    guard let scenario = section.scenario else { return }
    if isThere, scenario.agents.count > Raft.Membership.limit {
      section.complain(
        nil, "there are \(scenario.agents.count) agents",
        "the membership of at most \(Raft.Membership.limit) agents may change")
    }
    guard every != nil else { return }
    if least > most {
      section.complain("least", "at least \(least) voters and at most \(most)", "least <= most")
    } else if most > scenario.agents.count {
      section.complain(
        "most", "there are only \(scenario.agents.count) agents", "at most as many voters")
    }
    let end = end(of: scenario.duration, scenario.calm)
    if from >= end {
      section.complain(
        "from", "random wishes begin at \(DurationText.text(from))",
        "they are over at \(DurationText.text(end))")
    }
  }

  private func end(of duration: Nanoseconds, _ calm: Nanoseconds?) -> Nanoseconds {
    min(until ?? .never, duration - (calm ?? 0))
  }

  /// The operator of a run, if there is one.
  func settings(_ bound: Bound, _ raft: Raft.Settings) -> KeyValueLoad.OperatorSettings? {
    guard isThere else { return nil }
    var settings = KeyValueLoad.OperatorSettings()
    settings.steps = steps.compactMap { step in
      step.change.map { KeyValueLoad.OperatorStep(at: step.time, $0) }
    }
    settings.every = every
    settings.span = from...max(from, end(of: bound.duration, bound.calm))
    settings.voters = least...max(least, most)
    settings.transfers = transfers
    settings.members =
      raft.initialMembers?.voters ?? Raft.Membership.first(bound.conditions.agents.count)
    settings.exchangesMany = raft.changes == .joint
    return settings
  }
}

/// The section `load` of Raft: clients of the store, and an operator.
struct RaftLoadSection: Configurable {
  var clients = KeyValueSection()
  private(set) var `operator` = OperatorSection()

  mutating func declare(_ section: inout Section) {
    clients.declare(&section)
    section.section(
      "operator", &`operator`,
      about: "Who changes members and leader, and asks until it is done.",
      example: "{ every: \"3s\", least: 3, most: 5 }")
  }

  func review(_ section: inout Section) { clients.review(&section) }
}
