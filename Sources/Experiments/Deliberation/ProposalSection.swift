import Protocols
import Scenarios
import Simulator

/// The section `load` of clients that propose.
struct ProposalSection: Configurable {
  /// How rankings make a winner.
  enum Rule: String, Word {
    case plurality
    case approval
    case borda = "Borda"

    var rule: Candidates.Rule {
      switch self {
      case .plurality: .plurality
      case .approval: .approval(atLeast: 1)
      case .borda: .borda
      }
    }
  }

  var pacing = ClientPacing(
    rate: Rate(events: 5, span: .second), of: "proposals", until: "the end of a proposal")
  var patience = 60 * Nanoseconds.second
  var isHardMatching = false
  var target: AgentID?
  var variables: Int32 = 3
  var candidates = 1
  var rule = Rule.plurality
  var least: Int64 = 1
  var most: Int64 = 1000
  var requests: [Request] = []

  mutating func declare(_ section: inout Section) {
    pacing.declare(&section)
    let isDrawn = Section.Condition.when("mode", pacing.mode, is: .open, .closed)
    section.duration(
      "patience", &patience, when: .when("mode", pacing.mode, is: .closed),
      about: "How long a client waits for the end of its proposal, in closed mode.")
    section.flag(
      "hardMatch", &isHardMatching,
      about: "Whether a client exits when a proposal of its own does not succeed.")
    section.agent(
      "agent", &target, about: "The agent that clients ask; without it, each agent in turn.",
      example: "1")
    section.integer(
      "variables", &variables, 1...1_000_000, when: isDrawn,
      about: "Number of variables that proposals change.")
    section.integer(
      "candidates", &candidates, 1...1000, when: isDrawn,
      about: "With more than one, agents rank this many values first, and vote on the winner.")
    section.word("rule", &rule, about: "How rankings make a winner.")
    section.integer(
      "least", &least, .min ... .max, when: isDrawn, about: "Least value proposed.")
    section.integer(
      "most", &most, .min ... .max, when: isDrawn, about: "Largest value proposed.")
    section.list(
      "requests", &requests, about: "Requests at times of their own.",
      example: "[{ at: \"1s\", agent: 1, propose: 0, value: 7 }]")
  }

  func review(_ section: inout Section) {
    pacing.review(&section)
    if pacing.mode == .scripted {
      for name in ["start", "stop"] where section.isGiven(name) {
        section.complain(
          name, "with mode 'scripted' this says nothing", "requests say it themselves")
      }
      if requests.isEmpty {
        section.complain("mode", "nothing is listed", "list the proposals as requests")
      }
    }
    if section.isGiven("rule"), !isChoosing {
      section.complain("rule", "nothing is chosen among", "give more than one of candidates")
    }
    if least > most {
      section.complain(
        firstOf: "least", "most", message: "the least value is above the largest",
        suggestion: "swap them")
    }
  }

  /// Whether any client asks for a choice among candidates.
  var isChoosing: Bool { candidates > 1 || requests.contains { $0.wish.choose != nil } }

  /// The clients that the section stands for.
  func settings(_ bound: Bound) -> DeliberationLoad.Settings {
    DeliberationLoad.Settings(
      clients: bound.hasLoad ? pacing.clients : 0, agents: bound.conditions.agents.count,
      pace: pace, start: pacing.start, stop: pacing.stop ?? bound.duration, target: target,
      variables: variables, values: min(least, most)...max(least, most),
      choice: candidates == 1
        ? nil : DeliberationLoad.Choice(candidates: candidates, rule: rule.rule),
      rule: rule.rule, patience: patience, isHardMatching: isHardMatching,
      script: bound.hasLoad ? requests.compactMap { $0.scripted(rule.rule) } : [])
  }

  private var pace: DeliberationLoad.Pace {
    switch pacing.mode {
    case .open: .open(every: pacing.interval)
    case .closed: .closed(think: pacing.think)
    case .scripted: .scripted
    }
  }
}
