import Scenarios

extension SynchronisationExperiment {
  /// What runs of synchronised variables measure, in the order of `SynchronisationMeter.series`.
  static var measures: [Measure] { timeMeasures + countMeasures + clientMeasures + briefMeasures }

  private static var timeMeasures: [Measure] {
    [
      Measure(
        "update latency", .duration, .histogram,
        about: "Time from a write until every other agent has applied it."),
      Measure(
        "completion latency", .duration, .histogram,
        about: "Time from a write until its origin reports it complete, or gives it up."),
      Measure(
        "hold time", .duration, .histogram,
        about: "Time that a batch waited for its causes."),
    ]
  }

  private static func count(_ name: String, _ about: String) -> Measure {
    Measure(name, .count, .count, about: about)
  }

  private static var countMeasures: [Measure] {
    [
      count("updates", "Writes."),
      count("completed updates", "Writes that their origins reported complete."),
      count("partial updates", "Writes of which their origins reported who is missing."),
      count("unfinished updates", "Writes without any report when the run ended."),
      count("unspread updates", "Writes that some agent had not applied when the run ended."),
      count("held back", "Batches that had to wait for their causes."),
      count("dropped batches", "Batches dropped because too many waited."),
      count("conflicts", "Times that an agent found an update concurrent with another."),
      count("duplicates", "Batches that arrived at an agent that had applied them."),
      count("coalesced updates", "Writes overtaken in their batch by a later one."),
      count("repeats", "Times that an origin sent a batch to an agent again."),
      count("arbitrations", "Times that the arbiter ordered concurrent versions."),
      count("recalls", "Times that an agent got its own past back after it lost its disk."),
      Measure(
        "messages per update", .ratio, .count,
        about: "Messages between agents for each write."),
    ]
  }

  private static var clientMeasures: [Measure] {
    [
      count("refused requests", "Requests that an agent refused."),
      count("unanswered requests", "Requests that a client gave up."),
      count("missed own writes", "Reads without an own write known to be complete."),
      count("older reads", "Reads that showed less than an earlier read of the client."),
    ]
  }

  private static var briefMeasures: [Measure] {
    [
      count("equal clocks", "As written: comparisons that found clocks equal."),
      count("ignored updates", "As written: updates that were older, and were ignored."),
      count("stopped agents", "As written: agents whose process died of a comparison."),
      count("lost acknowledgements", "As written: acknowledgements that nobody tracked yet."),
    ]
  }
}
