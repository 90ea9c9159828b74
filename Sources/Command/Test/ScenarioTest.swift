import Experiments
import Reports
import Scenarios
import Simulator

/// One scenario file under test: its runs, and what was recorded of it.
struct ScenarioTest: Sendable {
  let path: ScenarioPath
  let about: String
  let plan: SweepPlan

  /// A test of a scenario of which no run is sure to meet a limit.
  init(
    _ source: ScenarioSource, version: String, _ limits: Limits, _ registry: Registry
  ) throws(Complaint) {
    try limits.review(source.scenario.runs, source, registry)
    path = source.path
    about = source.scenario.about
    plan = try SweepPlan(
      source, runs: source.scenario.runs, seeds: source.scenario.seeds, shard: .whole,
      version: version)
  }

  /// What one run gave; of the first seed also the record's text and what there was to see.
  struct Run: Sendable {
    let row: SweepRow
    let record: String?
    let sight: VariantReport.Sight?
  }

  /// Runs a number of the plan; nil if it was asked to stop before the run's end.
  func run(
    _ number: Int, _ loop: RunLoop, between: () -> Void = {}
  ) throws(Complaint) -> Run? {
    let (variant, place) = plan.position(of: number)
    guard let outcome = try plan.outcome(of: number, loop, between: between) else { return nil }
    return Run(
      row: SweepRow(outcome, variant: variant, place: place),
      record: place == 0 ? OutcomeRecord(outcome).text : nil,
      sight: place == 0 ? VariantReport.Sight(outcome) : nil)
  }

  /// What is recorded of all runs, given in the order of the plan.
  func record(_ runs: [Run]) -> String {
    var text = "scenario: \(VisibleText.line(path.record?.scenario ?? path.file))\n"
    if !about.isEmpty { text += "about: \(about)\n" }
    text += "protocol: \(plan.header.protocolName)\nseeds: \(plan.seeds.text)\n"
    text += "engine: \(plan.header.engine)\n"
    let count = Int(plan.seedCount)
    for (index, scenario) in plan.runs.enumerated() {
      let own = runs[index * count..<(index + 1) * count]
      text += "\n"
      if !scenario.label.isEmpty { text += "variant: \(scenario.label)\n" }
      text += "seed: \(plan.seeds[0])\n\(own.first?.record ?? "")"
      if count > 1 {
        let result = SweepResult(plan.header, rows: own.map { $0.row })
        text += "held: \(own.filter { $0.row.passed }.count) of \(count) seeds\n"
        text += "fingerprint of all seeds: \(result.fingerprint.text)\n"
      }
    }
    return text
  }
}
