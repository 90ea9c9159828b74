import Protocols
import Scenarios
import Simulator

/// Mistakes that are in no single value.
extension ElectionExperiment {
  static func review(_ scenario: Scenario) -> [Diagnostic] {
    reviewTimes(scenario) + reviewDetector(scenario)
      + (scenario.hasLoad ? reviewRequests(scenario) : [])
  }

  private static func reviewTimes(_ scenario: Scenario) -> [Diagnostic] {
    let values = scenario.settings
    let mode = values.text("mode")
    var found: [Diagnostic] = []
    let heartbeat = values.duration("heartbeat")
    if mode == "safe", heartbeat >= values.duration("lease") {
      let name = values.isGiven("lease") ? "lease" : "heartbeat"
      found.append(
        scenario.diagnostic(
          at: values.position(of: name), "a lease would be over before the next heartbeat",
          "the lease must be longer than \(DurationText.exact(heartbeat)), the heartbeat"))
    }
    if mode != "safe", values.isGiven("scopes") {
      found.append(
        scenario.diagnostic(
          at: values.position(of: "scopes"), "in mode \(mode) this says nothing",
          "only mode safe knows groups"))
    }
    return found
  }

  private static func reviewDetector(_ scenario: Scenario) -> [Diagnostic] {
    let values = scenario.settings
    let heartbeat = values.duration("heartbeat")
    let detector = values.text("detector")
    var found: [Diagnostic] = []
    if detector == "fixed", values.duration("suspicion") <= heartbeat {
      let name = values.isGiven("suspicion") ? "suspicion" : "heartbeat"
      found.append(
        scenario.diagnostic(
          at: values.position(of: name), "a leader would be suspected before its next heartbeat",
          "the suspicion must be longer than \(DurationText.exact(heartbeat)), the heartbeat"))
    }
    if values.factor("phi") > 18_000 {
      found.append(
        scenario.diagnostic(
          at: values.position(of: "phi"), "so high a phi cannot be told from certainty",
          "at most 18"))
    }
    for (name, isMeant) in [
      ("suspicion", detector == "fixed"), ("phi", detector != "fixed"),
      ("window", detector != "fixed"), ("minimumDeviation", detector == "phi normal"),
    ] where values.isGiven(name) && !isMeant {
      found.append(
        scenario.diagnostic(
          at: values.position(of: name), "with detector \(detector) this says nothing"))
    }
    return found
  }

  private static func reviewRequests(_ scenario: Scenario) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let groups = scenario.agents.map { Int64($0.profile.group) + 1 }
    for item in scenario.load.list("requests") {
      guard let request = item.value.object else { continue }
      let agent = request.integer("agent")
      if agent > Int64(scenario.agents.count) {
        found.append(
          scenario.diagnostic(
            at: request.position(of: "agent"), "there is no agent \(agent)",
            "agents are numbered from 1 to \(scenario.agents.count)"))
      }
      if let group = request["group"]?.integer, !groups.contains(group) {
        found.append(
          scenario.diagnostic(
            at: request.position(of: "group"), "there is no group \(group)",
            "the agents' groups go up to \(groups.max() ?? 1)"))
      }
      if request.duration("at") > scenario.duration {
        found.append(
          scenario.diagnostic(
            at: request.position(of: "at"), "the run is over by then",
            "it ends at \(DurationText.exact(scenario.duration))"))
      }
    }
    return found
  }
}
