public import Simulator

extension DeliberationLoad {
  /// A proposal, choice or vote, as scenario files list it and a person asks for it.
  public struct Wish: Askable, Hashable {
    /// What a client asks for.
    public enum Verb: String, Sendable {
      case propose
      case choose
      case vote
    }

    /// The agent that is asked.
    public var agent = AgentID(0)
    /// The variable to change.
    public var propose: Int32?
    /// The value proposed.
    public var value: Int64 = 1
    /// The version that the change is meant for; nil for the one that the agent knows.
    public var version: Int32?
    /// The variable to choose a value for.
    public var choose: Int32?
    /// The candidates of a choice.
    public var values: [Int64] = []
    /// How to vote on the proposal that was opened last.
    public var vote: Vote.Choice?

    public init() {}

    public mutating func declare(_ form: inout AskForm) {
      form.agent("agent", &agent, about: "Which agent it asks, from 1.")
      form.integer("propose", &propose, 0...999_999, about: "The variable to change, from 0.")
      form.integer("value", &value, .min ... .max, about: "The value proposed.")
      form.integer(
        "version", &version, 0...2_000_000_000,
        about: "The version that the change is meant for; without it, the one the agent knows.")
      form.integer(
        "choose", &choose, 0...999_999, about: "The variable to choose a value for, from 0.")
      form.integers(
        "values", &values, .min ... .max, upTo: 1000,
        about: "The candidates of a choice, by the load's rule.")
      form.word(
        "vote", &vote, about: "Have the agent vote so on the proposal that was opened last.")
    }

    private var verbs: [Verb] {
      (propose == nil ? [] : [.propose]) + (choose == nil ? [] : [.choose])
        + (vote == nil ? [] : [.vote])
    }

    public func mistake(_ given: Fields) -> AskMistake? {
      if verbs.count != 1 {
        return AskMistake(nil, "a request is one thing", "one of propose, choose and vote")
      }
      for (name, verb) in [
        ("value", Verb.propose), ("version", .propose), ("values", .choose),
      ] where given[name] != nil && verbs != [verb] {
        return AskMistake(name, "here this says nothing", "it belongs to \(verb.rawValue)")
      }
      if verbs == [.choose], values.isEmpty {
        return AskMistake(
          nil, "there is nothing to choose among", "list the candidates as values")
      }
      return nil
    }

    /// What it comes to, with the rule of the load; nil if it says nothing.
    public func item(_ rule: Candidates.Rule) -> Scripted.Item? {
      if let choose { return .choose(variable: choose, values: values, rule: rule) }
      if let propose {
        return .propose(variable: propose, value: value, expectedVersion: version)
      }
      return vote.map { .vote($0) }
    }
  }

  public mutating func ask(_ wish: Wish, by client: Int32, _ turn: inout LoadTurn<Self>) -> Bool {
    guard wish.agent.index < settings.agents, let item = wish.item(settings.rule) else {
      return false
    }
    return play(Scripted(at: turn.now, agent: wish.agent, item), by: client, &turn)
  }
}
