import Experiments
import Foundation
import Reports
import Scenarios

/// One of the two that are compared: its rows by variant, however they were come by.
struct ComparedRuns {
  /// As a person would name it.
  let name: String
  let header: SweepHeader
  let rows: [SweepRow]

  /// The rows of a variant.
  func side(variant: Int) -> Comparison.Side {
    Comparison.Side(header, rows: rows.filter { $0.variant == variant })
  }
}

extension ComparedRuns {
  /// Whether a word of the command line names a part of a sweep.
  static func isPart(_ word: String, _ context: Context) -> Bool {
    guard word != "-", case .file = context.files.kind(word),
      let start = context.files.bytes(word, limit: 64)
    else { return false }
    return start.starts(with: SweepHeader.signatureStem.utf8)
  }

  /// The rows of a part, of whatever revision of the program.
  init(part word: String, _ context: Context) throws(Complaint) {
    let part = try PartFile.read(word, context, ofAnyEngine: true)
    self.init(name: word, header: part.header, rows: part.rows)
  }

  /// Runs a scenario.
  ///
  /// - Returns: nil if it was asked to stop before the end.
  init?(
    _ source: ScenarioSource, runs: [Scenario], seeds: SeedSet, _ limits: Limits, jobs: Int,
    _ context: Context
  ) throws(Complaint) {
    let plan = try SweepPlan(
      source, runs: runs, seeds: seeds, shard: .whole, version: context.program.rowVersion)
    let runner = SweepRunner(
      plan: plan, loop: RunLoop(limits, context),
      jobs: limits.jobs(jobs, runs, context.registry), mostFailures: .max, keepsSamples: false)
    let done = runner.run(nil, context.console)
    if let complaint = done.complaint { throw complaint }
    try limits.complain(ofEnded: plan.ended(done.rows))
    if done.isPartial { return nil }
    let settings = source.scenario.overrides.map { " --set \($0.path)=\($0.value)" }
    self.init(
      name: source.path.file + settings.joined(), header: plan.header, rows: done.rows)
  }
}
