public import Scenarios
public import Simulator

/// Runs an experiment's scenario on one seed.
public enum Runner<E: Experiment> {
  public typealias Recorder = RunRecorder<E.Subject, E.Driver.Note>
  public typealias RunWorld = World<E.Subject, E.Driver, Both<E.Watch, Recorder>>

  /// A world at time 0, as the scenario binds it to the seed.
  public static func world(_ scenario: Scenario, seed: UInt64) -> RunWorld {
    let bound = scenario.bind(seed: seed)
    return World(
      bound.conditions, E.settings(bound, mutant: scenario.mutant), load: E.driver(bound),
      observer: Both(E.watcher(bound), Recorder(agentCount: bound.conditions.agents.count)),
      seed: seed)
  }

  /// Runs to the scenario's end, or to the first violation.
  public static func run(_ scenario: Scenario, seed: UInt64) -> Outcome {
    var world = world(scenario, seed: seed)
    world.run(until: scenario.duration)
    return conclude(world, scenario)
  }

  /// Runs with every event recorded, for people to read and for comparing two runs.
  ///
  /// - Parameter disturbedDraw: the number of a network draw to disturb on purpose, from 0.
  public static func trace(
    _ scenario: Scenario, seed: UInt64, disturbedDraw: Int64? = nil
  ) -> Trace {
    let bound = scenario.bind(seed: seed)
    var world = World(
      bound.conditions, E.settings(bound, mutant: scenario.mutant), load: E.driver(bound),
      observer: Both(E.watcher(bound), TraceRecorder<E.Subject, E.Driver.Note>()), seed: seed)
    if let disturbedDraw { world.disturbDraw(number: disturbedDraw) }
    world.run(until: scenario.duration)
    return world.observer.second.trace
  }

  /// Draws the outcome from a world whose run is over.
  public static func conclude(_ world: RunWorld, _ scenario: Scenario) -> Outcome {
    var watch = world.observer.first
    watch.finish(at: world.now)
    let recorder = world.observer.second
    var timeline = recorder.timeline
    timeline.changes = merge(timeline.changes, watch.standings)
    timeline.pulse = watch.pulse
    let measures = zip(
      E.vocabulary.measures, watch.series + commonSeries(recorder)
    ).map { MeasureResult(measure: $0, series: $1) }
    let judge = Judge(
      scenario: scenario, ledger: recorder.ledger, milestones: recorder.milestones,
      measures: measures, verdicts: watch.verdicts, faults: world.faultReports)
    return Outcome(
      scenario: scenario, seed: world.seed, fingerprint: world.digest,
      eventCount: world.eventCount, end: world.now, violation: watch.violation,
      verdicts: watch.verdicts, findings: scenario.expectations.map { judge.judge($0) },
      faults: world.faultReports, measures: measures, traffic: recorder.traffic,
      ledger: recorder.ledger, timeline: timeline)
  }

  private static func commonSeries(_ recorder: Recorder) -> [Series] {
    [.tally(recorder.messages), .tally(recorder.bytes), .tally(recorder.lost)]
  }

  /// Both in order of time; at one time, life changes before standings.
  private static func merge(
    _ left: [Timeline.Change], _ right: [Timeline.Change]
  ) -> [Timeline.Change] {
    var merged: [Timeline.Change] = []
    merged.reserveCapacity(left.count + right.count)
    var next = 0
    for change in left {
      while next < right.count, right[next].time < change.time {
        merged.append(right[next])
        next += 1
      }
      merged.append(change)
    }
    return merged + right[next...]
  }
}

/// The measures that every run has; a vocabulary lists them after its own.
public enum CommonMeasures {
  public static let all: [Measure] = [
    Measure("messages", .count, .count, about: "Messages that agents sent to one another."),
    Measure("bytes", .bytes, .count, about: "Bytes of those messages."),
    Measure(
      "lost messages", .count, .count, about: "Messages that did not arrive, for any reason."),
  ]
}
