import Protocols
import Scenarios
import Simulator

/// The section `load`.
extension DeliberationExperiment {
  static var loadKeys: [Key] { paceKeys + contentKeys }

  private static var paceKeys: [Key] {
    [
      Key("clients", .integer(1...100_000), .standard("3"), about: "Number of clients."),
      Key(
        "mode", .word(["open", "closed", "scripted"]), .standard("\"open\""),
        about: "Whether proposals come at a rate, after the end of the one before, or as listed."),
      Key(
        "rate", .rate, .standard("\"5/s\""),
        about: "Proposals of all clients together, in open mode."),
      Key(
        "arrival", .word(["poisson", "fixed"]), .standard("\"poisson\""),
        about: "Whether proposals of the open mode come at random or evenly."),
      Key(
        "think", .delay, .standard("\"0ms\""),
        about: "Time between the end of a proposal and the next, in closed mode."),
      Key(
        "patience", .positiveDuration, .standard("\"60s\""),
        about: "How long a client waits for the end of its proposal, in closed mode."),
      Key("start", .anyDuration, .standard("\"0s\""), about: "When clients begin."),
      Key("stop", .anyDuration, about: "When clients stop; the end of the run without it."),
      Key(
        "hardMatch", .boolean, .standard("false"),
        about: "Whether a client exits when a proposal of its own does not succeed."),
    ]
  }

  private static var contentKeys: [Key] {
    let value = Shape.integer(Int64.min...Int64.max)
    return [
      Key(
        "agent", .integer(1...200_000),
        about: "Whom clients ask; without it, each agent in turn.", example: "1"),
      Key(
        "variables", .integer(1...1_000_000), .standard("3"),
        about: "Number of variables that proposals change."),
      Key(
        "candidates", .integer(1...1000), .standard("1"),
        about: "With more than one, agents rank so many values first, and vote on the winner."),
      Key(
        "rule", .word(["plurality", "approval", "Borda"]), .standard("\"plurality\""),
        about: "How rankings make a winner."),
      Key("least", value, .standard("1"), about: "Least value proposed."),
      Key("most", value, .standard("1000"), about: "Largest value proposed."),
      Key(
        "requests", .list(of: .object(requestKeys), count: 0...100_000), .standard("[]"),
        about: "Requests at times of their own.",
        example: "[{ at: \"1s\", agent: 1, propose: 0, value: 7 }]"),
    ]
  }

  private static var requestKeys: [Key] {
    [
      Key("at", .anyDuration, .required, about: "When the client asks."),
      Key("agent", .integer(1...200_000), .standard("1"), about: "Which agent it asks, from 1."),
      Key("propose", .integer(0...999_999), about: "The variable to change, from 0."),
      Key(
        "value", .integer(Int64.min...Int64.max), .standard("1"), about: "The value proposed."),
      Key(
        "version", .integer(0...2_000_000_000),
        about: "The version that the change is meant for; without it, the one the agent knows."),
      Key("choose", .integer(0...999_999), about: "The variable to choose a value for, from 0."),
      Key(
        "values", .list(of: .integer(Int64.min...Int64.max), count: 0...1000), .standard("[]"),
        about: "The candidates of a choice, by the load's rule."),
      Key(
        "vote", .word(choices.map { $0.word }),
        about: "Have the agent vote so on the proposal that was begun last."),
    ]
  }

  private static func rule(_ values: Values) -> Candidates.Rule {
    switch values.text("rule") {
    case "approval": .approval(atLeast: 1)
    case "Borda": .borda
    default: .plurality
    }
  }

  private static func choice(_ values: Values) -> DeliberationLoad.Choice? {
    let candidates = Int(values.integer("candidates"))
    if candidates == 1 { return nil }
    return DeliberationLoad.Choice(candidates: candidates, rule: rule(values))
  }

  static func loadSettings(_ bound: Bound) -> DeliberationLoad.Settings {
    let values = bound.load
    let (least, most) = (values.integer("least"), values.integer("most"))
    return DeliberationLoad.Settings(
      clients: bound.hasLoad ? Int(values.integer("clients")) : 0,
      agents: bound.conditions.agents.count, pace: pace(values), start: values.duration("start"),
      stop: values["stop"]?.duration ?? bound.duration,
      target: values["agent"]?.integer.map { AgentID(Int($0) - 1) },
      variables: Int32(truncatingIfNeeded: values.integer("variables")),
      values: min(least, most)...max(least, most), choice: choice(values),
      patience: values.duration("patience"),
      isHardMatching: values.boolean("hardMatch"), script: bound.hasLoad ? script(values) : [])
  }

  private static func pace(_ values: Values) -> DeliberationLoad.Pace {
    switch values.text("mode") {
    case "closed": return .closed(think: values.delay("think"))
    case "scripted": return .scripted
    default:
      let interval = values.rate("rate").meanInterval(eachOf: values.integer("clients"))
      let isFixed = values.text("arrival") == "fixed"
      return .open(every: isFixed ? .constant(interval) : .exponential(mean: interval))
    }
  }

  /// The listed requests; review has refused those that say nothing or too much.
  private static func script(_ values: Values) -> [DeliberationLoad.Scripted] {
    values.list("requests").compactMap { item in
      guard let request = item.value.object, let asked = self.request(request, rule(values)) else {
        return nil
      }
      return DeliberationLoad.Scripted(
        at: request.duration("at"), agent: AgentID(Int(request.integer("agent") - 1)), asked)
    }
  }

  private static func request(
    _ values: Values, _ rule: Candidates.Rule
  ) -> DeliberationLoad.Scripted.Item? {
    if let variable = values["choose"]?.integer {
      return .choose(
        variable: Int32(truncatingIfNeeded: variable),
        values: values.list("values").compactMap { $0.value.integer }, rule: rule)
    }
    if let variable = values["propose"]?.integer {
      return .propose(
        variable: Int32(truncatingIfNeeded: variable), value: values.integer("value"),
        expectedVersion: values["version"]?.integer.map { Int32(truncatingIfNeeded: $0) })
    }
    return values["vote"]?.text.flatMap { choice($0) }.map { .vote($0) }
  }
}
