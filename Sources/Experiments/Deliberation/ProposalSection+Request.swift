import Protocols
import Scenarios
import Simulator

extension ProposalSection {
  /// A proposal, choice or vote at a time that the scenario names.
  struct Request: Configurable {
    /// What a client asks for.
    enum Verb: String {
      case propose
      case choose
      case vote
    }

    var time: Nanoseconds = 0
    var agent = AgentID(0)
    var propose: Int32?
    var value: Int64 = 1
    var version: Int32?
    var choose: Int32?
    var values: [Int64] = []
    var vote: Vote.Choice?

    mutating func declare(_ section: inout Section) {
      section.moment("at", &time, about: "When the client asks.")
      section.agent("agent", &agent, about: "Which agent it asks, from 1.")
      section.integer("propose", &propose, 0...999_999, about: "The variable to change, from 0.")
      section.integer("value", &value, .min ... .max, about: "The value proposed.")
      section.integer(
        "version", &version, 0...2_000_000_000,
        about: "The version that the change is meant for; without it, the one the agent knows.")
      section.integer(
        "choose", &choose, 0...999_999, about: "The variable to choose a value for, from 0.")
      section.integers(
        "values", &values, .min ... .max, upTo: 1000,
        about: "The candidates of a choice, by the load's rule.")
      section.word(
        "vote", &vote, about: "Have the agent vote so on the proposal that was opened last.")
    }

    private var verbs: [Verb] {
      (propose == nil ? [] : [.propose]) + (choose == nil ? [] : [.choose])
        + (vote == nil ? [] : [.vote])
    }

    func review(_ section: inout Section) {
      if verbs.count != 1 {
        section.complain(nil, "a request is one thing", "one of propose, choose and vote")
      }
      for (name, verb) in [
        ("value", Verb.propose), ("version", .propose), ("values", .choose),
      ] where section.isGiven(name) && verbs != [verb] {
        section.complain(name, "here this says nothing", "it belongs to \(verb.rawValue)")
      }
      if verbs == [.choose], values.isEmpty {
        section.complain(
          nil, "there is nothing to choose among", "list the candidates as values")
      }
    }

    /// As the load takes it; nil if it says nothing, which review has refused.
    func scripted(_ rule: Candidates.Rule) -> DeliberationLoad.Scripted? {
      item(rule).map { DeliberationLoad.Scripted(at: time, agent: agent, $0) }
    }

    private func item(_ rule: Candidates.Rule) -> DeliberationLoad.Scripted.Item? {
      if let choose { return .choose(variable: choose, values: values, rule: rule) }
      if let propose {
        return .propose(variable: propose, value: value, expectedVersion: version)
      }
      return vote.map { .vote($0) }
    }
  }
}
