import Protocols
import Scenarios
import Simulator

/// Mistakes that are in no single value, and what is measured.
extension OrchestrationExperiment {
  static func review(_ scenario: Scenario) -> [Diagnostic] {
    let count = Int64(scenario.agents.count)
    let coordinator = scenario.settings.integer("coordinator")
    if coordinator <= count { return [] }
    return [
      scenario.diagnostic(
        at: scenario.settings.position(of: "coordinator"), "there is no agent \(coordinator)",
        "agents are numbered from 1 to \(count)")
    ]
  }

  static var measures: [Measure] {
    [
      Measure("rounds run", .count, .count, about: "Rounds that were begun."),
      Measure(
        "round time", .duration, .histogram,
        about: "Time from a round's beginning to the collection of its results."),
      Measure(
        "results missing", .count, .count,
        about: "Tasks that had no result when their round was collected."),
      Measure(
        "results late", .count, .count, about: "Results that came after their round's collection."),
      Measure(
        "results of other runs", .count, .count,
        about: "Results that were taken though they belong to another run."),
      Measure("tasks dropped", .count, .count, about: "Tasks that nobody was given, by run."),
      Measure(
        "stale updates", .count, .count,
        about: "Training: updates that were averaged though they began with another model."),
      Measure(
        "refused updates", .count, .count,
        about: "Training: updates that were refused because they began with another model."),
      Measure(
        "model error", .count, .count,
        about: "Training: distance to the model that fits all samples best, in millionths."),
      Measure(
        "early releases", .count, .count,
        about: "Clients that a barrier released before all of their run had come."),
      Measure("given up", .count, .count, about: "Clients that stopped for lack of a barrier."),
      Measure("exited callers", .count, .count, about: "Clients whose agent exited."),
      Measure("blocked", .count, .count, about: "Clients that wait at a barrier when all is over."),
      Measure(
        "finished", .count, .flag,
        about: "Whether all runs came to an end, and every client with them."),
    ]
  }
}
