import Protocols
import Scenarios
import Simulator

/// Mistakes that are in no single value.
extension BarrierExperiment {
  static func review(_ scenario: Scenario) -> [Diagnostic] {
    reviewAgents(scenario) + reviewPolicies(scenario)
  }

  private static func reviewAgents(_ scenario: Scenario) -> [Diagnostic] {
    let count = Int64(scenario.agents.count)
    var found: [Diagnostic] = []
    if scenario.settings.integer("coordinator") > count {
      found.append(
        scenario.diagnostic(
          at: scenario.settings.position(of: "coordinator"),
          "there is no agent \(scenario.settings.integer("coordinator"))",
          "agents are numbered from 1 to \(count)"))
    }
    if let participants = scenario.load["participants"]?.integer, participants > count {
      found.append(
        scenario.diagnostic(
          at: scenario.load.position(of: "participants"),
          "there are no \(participants) agents", "at most \(count) can take part"))
    }
    return found
  }

  private static func reviewPolicies(_ scenario: Scenario) -> [Diagnostic] {
    let barrier = scenario.settings
    if isAsWritten(barrier) { return [] }
    var found: [Diagnostic] = []
    let isDissemination = form(barrier) == .dissemination
    if isDissemination, barrier.text("deadlinePolicy") == "proceed" {
      found.append(
        scenario.diagnostic(
          at: barrier.position(of: "deadlinePolicy"),
          "in dissemination nobody can decide to go on without all",
          "take 'abort' or 'extend', or another form"))
    }
    if barrier.text("crashPolicy") != "durable" {
      if isDissemination {
        found.append(
          scenario.diagnostic(
            at: barrier.position(of: "crashPolicy"), "in dissemination nobody watches the others",
            "take 'durable', or another form"))
      } else if barrier.duration("suspectAfter") == 0 {
        found.append(
          scenario.diagnostic(
            at: barrier.position(of: "crashPolicy"), "nobody would ever be suspected",
            "give suspectAfter a time"))
      }
    }
    return found
  }

  static var measures: [Measure] {
    [
      Measure(
        "wait", .duration, .histogram,
        about: "Time from an agent's coming to a barrier to its outcome; the total is idle time."),
      Measure(
        "spread", .duration, .histogram,
        about: "Time from the first to the last arrival of a generation: what stragglers cost."),
      Measure(
        "release latency", .duration, .histogram,
        about: "Time from the last arrival of a released generation to the last waiter's leaving."),
      Measure("barriers released", .count, .count, about: "Generations that were released."),
      Measure("barriers timed out", .count, .count, about: "Generations that timed out."),
      Measure("barriers broken", .count, .count, about: "Generations that broke."),
      Measure("rounds", .count, .count, about: "Outcomes that clients were told."),
      Measure("refusals", .count, .count, about: "Arrivals of agents that were turned away."),
      Measure(
        "not available", .count, .count,
        about: "Refusals by the brief's one error, which says nothing."),
      Measure("retries", .count, .count, about: "Times that a client asked again."),
      Measure(
        "unanswered", .count, .count,
        about: "Clients that came and had no answer when they exited or the run ended."),
      Measure("exited callers", .count, .count, about: "Clients that exited."),
      Measure(
        "given up", .count, .count, about: "Clients that gave up for lack of a barrier."),
      Measure("exited agents", .count, .count, about: "Agents whose process exited by itself."),
      Measure(
        "messages per barrier", .ratio, .count,
        about: "Messages between agents for each generation that ended."),
      Measure(
        "finished", .count, .flag, about: "Whether every participant came through all its rounds."),
    ]
  }
}
