import Protocols
import Scenarios
import Simulator

/// Mistakes that are in no single value.
extension RaftExperiment {
  static func review(_ scenario: Scenario) -> [Diagnostic] {
    reviewSettings(scenario, scenario.settings)
      + (scenario.hasLoad ? reviewClients(scenario) : [])
  }

  /// Mistakes in the load, the scenario's own or a section of it.
  static func reviewClients(_ scenario: Scenario) -> [Diagnostic] {
    reviewLoad(scenario) + reviewScript(scenario)
  }

  /// Mistakes in a section with `settingKeys`, the scenario's own or one within another protocol's.
  static func reviewSettings(_ scenario: Scenario, _ raft: Values) -> [Diagnostic] {
    reviewTimes(scenario, raft) + reviewFirstCandidate(scenario, raft)
  }

  private static func reviewTimes(_ scenario: Scenario, _ raft: Values) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let timeout = raft.durationRange("electionTimeout").lowerBound
    if raft.duration("heartbeat") >= timeout {
      found.append(
        scenario.diagnostic(
          at: raft.position(of: "heartbeat"),
          "followers would stand for election before the next heartbeat comes",
          "the heartbeat must be shorter than \(DurationText.exact(timeout)), the election timeout")
      )
    }
    let least = scenario.network.links.map { $0.delay.minimum }.min() ?? 0
    let candidate = raft.durationRange("candidateTimeout").upperBound
    if scenario.agents.count > 1, candidate < 2 * least {
      let name = raft.isGiven("candidateTimeout") ? "candidateTimeout" : "electionTimeout"
      found.append(
        scenario.diagnostic(
          at: raft.position(of: name), "no candidate would wait long enough for a vote",
          "the way there and back takes \(DurationText.exact(2 * least)) or more"))
    }
    return found
  }

  private static func reviewFirstCandidate(
    _ scenario: Scenario, _ raft: Values
  ) -> [Diagnostic] {
    guard let first = raft["firstCandidate"]?.integer else { return [] }
    let position = raft.position(of: "firstCandidate")
    if first > scenario.agents.count {
      return [
        scenario.diagnostic(
          at: position, "there is no agent \(first)",
          "agents are numbered from 1 to \(scenario.agents.count)")
      ]
    }
    if scenario.agents[Int(first) - 1].traits.boolean("mayLead") { return [] }
    return [
      scenario.diagnostic(
        at: position, "agent \(first) may not lead", "name an agent that may stand for election")
    ]
  }

  private static func reviewLoad(_ scenario: Scenario) -> [Diagnostic] {
    let load = scenario.load
    var found: [Diagnostic] = []
    let mode = load.text("mode")
    for (name, meant) in [
      ("rate", "open"), ("arrival", "open"), ("outstanding", "closed"), ("think", "closed"),
    ] where load.isGiven(name) && mode != meant {
      found.append(
        scenario.diagnostic(
          at: load.position(of: name), "in mode \(mode) this says nothing",
          "it belongs to mode \(meant)"))
    }
    if mode == "closed", load.isGiven("sessions") {
      found.append(
        scenario.diagnostic(
          at: load.position(of: "sessions"), "in mode closed this says nothing",
          "outstanding is meant"))
    }
    let stop = load["stop"]?.duration ?? scenario.duration
    if load.duration("start") >= min(stop, scenario.duration) {
      found.append(
        scenario.diagnostic(
          at: load.position(of: "start"), "clients would begin when all is over",
          "they must begin before \(DurationText.exact(min(stop, scenario.duration)))"))
    }
    if load.duration("patience") < load.duration("timeout") {
      let name = load.isGiven("patience") ? "patience" : "timeout"
      found.append(
        scenario.diagnostic(
          at: load.position(of: name), "a client would give up before it asks again",
          "patience is at least as long as the timeout"))
    }
    return found
  }

  private static func reviewScript(_ scenario: Scenario) -> [Diagnostic] {
    let load = scenario.load
    let items = load.list("requests")
    var found: [Diagnostic] = []
    if load.text("mode") == "scripted", items.isEmpty {
      found.append(
        scenario.diagnostic(
          at: load.position(of: "mode"), "nothing is listed", "list the operations as requests"))
    }
    var values: Set<Int64> = []
    for item in items {
      guard let request = item.value.object else { continue }
      found += review(request, item.position, scenario)
      if let value = request["value"]?.integer, !values.insert(value).inserted {
        found.append(
          scenario.diagnostic(
            at: request.position(of: "value"), "the value \(value) is written twice",
            "a value that is written once tells who wrote it"))
      }
    }
    return found
  }

  private static func review(
    _ request: Values, _ position: Position, _ scenario: Scenario
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let verbs = ["read", "write", "compareAndSet"].filter { request.isGiven($0) }
    if verbs.count != 1 {
      found.append(
        scenario.diagnostic(
          at: position, "a request is one operation", "one of read, write and compareAndSet"))
    } else if verbs[0] != "read", !request.isGiven("value") {
      found.append(
        scenario.diagnostic(at: position, "nothing to write", "a value belongs to it"))
    }
    if request.integer("client") > scenario.load.integer("clients") {
      found.append(
        scenario.diagnostic(
          at: request.position(of: "client"), "there is no client \(request.integer("client"))",
          "clients are numbered from 1 to \(scenario.load.integer("clients"))"))
    }
    if request.duration("at") > scenario.duration {
      found.append(
        scenario.diagnostic(
          at: request.position(of: "at"), "the run is over by then",
          "it ends at \(DurationText.exact(scenario.duration))"))
    }
    return found
  }
}
