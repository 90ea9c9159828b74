import Protocols
import Scenarios
import Simulator

/// Mistakes that are in no single value.
extension DeliberationExperiment {
  static func review(_ scenario: Scenario) -> [Diagnostic] {
    reviewOpinion(scenario) + reviewTimes(scenario)
      + RaftExperiment.reviewSettings(scenario, scenario.settings.object("raft"))
      + (scenario.hasLoad ? reviewLoad(scenario) + reviewScript(scenario) : [])
  }

  private static func reviewOpinion(_ scenario: Scenario) -> [Diagnostic] {
    let values = scenario.settings
    let opinion = values.text("opinion")
    var found: [Diagnostic] = []
    for (name, meant) in [
      ("limit", "threshold"), ("distance", "preference"), ("range", "preference"),
      ("accepts", "random"), ("abstains", "random"), ("votes", "scripted"),
    ] where values.isGiven(name) && opinion != meant {
      found.append(
        scenario.diagnostic(
          at: values.position(of: name), "with opinion \(opinion) this says nothing",
          "it belongs to opinion \(meant)"))
    }
    if opinion == "scripted", values.list("votes").isEmpty {
      found.append(
        scenario.diagnostic(
          at: values.position(of: "opinion"), "no vote is listed", "list them as votes"))
    }
    let drawn = thousandths(values.chance("accepts")) + thousandths(values.chance("abstains"))
    if opinion == "random", drawn > 1000 {
      let name = values.isGiven("abstains") ? "abstains" : "accepts"
      found.append(
        scenario.diagnostic(
          at: values.position(of: name), "accepts and abstentions are more than all votes",
          "together at most 1"))
    }
    return found
  }

  private static func reviewTimes(_ scenario: Scenario) -> [Diagnostic] {
    let values = scenario.settings
    var found: [Diagnostic] = []
    let retry = values.duration("retry")
    if values.duration("deadline") <= retry {
      found.append(
        scenario.diagnostic(
          at: values.position(of: values.isGiven("deadline") ? "deadline" : "retry"),
          "a proposal would end before anybody is asked again",
          "the deadline is longer than \(DurationText.exact(retry)), the first wait"))
    }
    if values.duration("longestRetry") < retry {
      found.append(
        scenario.diagnostic(
          at: values.position(of: values.isGiven("longestRetry") ? "longestRetry" : "retry"),
          "the longest wait is shorter than the first",
          "it is at least \(DurationText.exact(retry))"))
    }
    return found
  }

  private static func reviewLoad(_ scenario: Scenario) -> [Diagnostic] {
    let load = scenario.load
    let mode = load.text("mode")
    var found: [Diagnostic] = []
    func complain(_ name: String, _ message: String, _ suggestion: String) {
      found.append(scenario.diagnostic(at: load.position(of: name), message, suggestion))
    }
    for (name, meant) in [
      ("rate", "open"), ("arrival", "open"), ("think", "closed"), ("patience", "closed"),
    ] where load.isGiven(name) && mode != meant {
      complain(name, "in mode \(mode) this says nothing", "it belongs to mode \(meant)")
    }
    if mode == "scripted" {
      for name in ["start", "stop", "variables", "least", "most", "candidates"]
      where load.isGiven(name) {
        complain(name, "in mode scripted this says nothing", "requests say it themselves")
      }
      if load.list("requests").isEmpty {
        complain("mode", "nothing is listed", "list the proposals as requests")
      }
    }
    let isChoosing =
      load.integer("candidates") > 1
      || load.list("requests").contains { $0.value.object?.isGiven("choose") ?? false }
    if load.isGiven("rule"), !isChoosing {
      complain("rule", "nothing is chosen among", "give more than one of candidates")
    }
    if isChoosing, scenario.settings.text("mode") == "as written" {
      complain("candidates", "as written there are no choices among candidates", "use mode safe")
    }
    if load.integer("least") > load.integer("most") {
      complain(
        load.isGiven("least") ? "least" : "most", "the least value is above the largest",
        "swap them")
    }
    let stop = load["stop"]?.duration ?? scenario.duration
    if load.duration("start") >= min(stop, scenario.duration) {
      complain(
        "start", "clients would begin when all is over",
        "they must begin before \(DurationText.exact(min(stop, scenario.duration)))")
    }
    if let agent = load["agent"]?.integer, agent > scenario.agents.count {
      complain(
        "agent", "there is no agent \(agent)",
        "agents are numbered from 1 to \(scenario.agents.count)")
    }
    return found
  }

  private static func reviewScript(_ scenario: Scenario) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for item in scenario.load.list("requests") {
      guard let request = item.value.object else { continue }
      func complain(_ name: String?, _ message: String, _ suggestion: String) {
        let position = name.map { request.position(of: $0) } ?? item.position
        found.append(scenario.diagnostic(at: position, message, suggestion))
      }
      let verbs = ["propose", "choose", "vote"].filter { request.isGiven($0) }
      if verbs.count != 1 {
        complain(nil, "a request is one thing", "one of propose, choose and vote")
      }
      for (name, meant) in [
        ("value", "propose"), ("version", "propose"), ("values", "choose"),
      ] where request.isGiven(name) && verbs != [meant] {
        complain(name, "here this says nothing", "it belongs to \(meant)")
      }
      if verbs == ["choose"], request.list("values").isEmpty {
        complain(nil, "there is nothing to choose among", "list the candidates as values")
      }
      if request.integer("agent") > Int64(scenario.agents.count) {
        complain(
          "agent", "there is no agent \(request.integer("agent"))",
          "agents are numbered from 1 to \(scenario.agents.count)")
      }
      if request.duration("at") > scenario.duration {
        complain(
          "at", "the run is over by then",
          "it ends at \(DurationText.exact(scenario.duration))")
      }
    }
    return found
  }
}
