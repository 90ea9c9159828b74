import Protocols
import Scenarios
import Simulator

/// Mistakes that are in no single value.
extension SynchronisationExperiment {
  static func review(_ scenario: Scenario) -> [Diagnostic] {
    reviewSettings(scenario)
      + (scenario.hasLoad ? reviewLoad(scenario) + reviewScript(scenario) : [])
  }

  private static func reviewSettings(_ scenario: Scenario) -> [Diagnostic] {
    let values = scenario.settings
    var found: [Diagnostic] = []
    if values.integer("arbiter") > Int64(scenario.agents.count) {
      found.append(
        scenario.diagnostic(
          at: values.position(of: "arbiter"), "there is no agent \(values.integer("arbiter"))",
          "agents are numbered from 1 to \(scenario.agents.count)"))
    }
    if Int64(values.list("policies").count) > values.integer("variables") {
      found.append(
        scenario.diagnostic(
          at: values.position(of: "policies"), "there are more policies than variables",
          "there are \(values.integer("variables")) variables"))
    }
    if values.duration("batchDelay") > 0, values.integer("batchSize") == 1 {
      found.append(
        scenario.diagnostic(
          at: values.position(of: "batchDelay"), "a batch of one waits for nobody",
          "give a batchSize above 1"))
    }
    if values.duration("deadline") <= values.duration("retry") {
      found.append(
        scenario.diagnostic(
          at: values.position(of: values.isGiven("deadline") ? "deadline" : "retry"),
          "an update would be given up before it is sent again",
          "the deadline is longer than the first wait"))
    }
    return found
  }

  private static func reviewLoad(_ scenario: Scenario) -> [Diagnostic] {
    let load = scenario.load
    var found: [Diagnostic] = []
    if load.text("mode") == "scripted" {
      for name in ["rate", "arrival", "stop", "reads", "skew"] where load.isGiven(name) {
        found.append(
          scenario.diagnostic(
            at: load.position(of: name), "in mode scripted this says nothing",
            "it belongs to mode open"))
      }
      if load.list("requests").isEmpty {
        found.append(
          scenario.diagnostic(
            at: load.position(of: "mode"), "nothing is listed", "list the updates as requests"))
      }
    }
    let stop = load["stop"]?.duration ?? scenario.duration
    if load.duration("start") >= min(stop, scenario.duration) {
      found.append(
        scenario.diagnostic(
          at: load.position(of: "start"), "clients would begin when all is over",
          "they must begin before \(DurationText.exact(min(stop, scenario.duration)))"))
    }
    if load.integer("least") > load.integer("most") {
      found.append(
        scenario.diagnostic(
          at: load.position(of: load.isGiven("least") ? "least" : "most"),
          "the least amount is above the most", "swap them"))
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
      if request.isGiven("write") == request.isGiven("read") {
        complain(nil, "a request is one thing", "either write or read")
      }
      let variable = request["write"]?.integer ?? request["read"]?.integer ?? 0
      if variable >= scenario.settings.integer("variables") {
        complain(
          request.isGiven("write") ? "write" : "read", "there is no variable \(variable)",
          "they are numbered from 0 to \(scenario.settings.integer("variables") - 1)")
      }
      if request.integer("client") > scenario.load.integer("clients") {
        complain("client", "there is no such client", "raise clients, or name another")
      }
      if request.integer("agent") > Int64(scenario.agents.count) {
        complain("agent", "there is no such agent", "there are \(scenario.agents.count)")
      }
    }
    return found
  }
}
