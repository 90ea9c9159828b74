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
    let file = PartFile(word, context)
    let part = try file.check(ofAnyEngine: true)
    var rows: [SweepRow] = []
    try file.visit { rows.append($0.withoutSamples) }
    self.init(name: word, header: part.header, rows: rows)
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
      jobs: limits.jobs(jobs, runs, context.registry), mostFailures: .max,
      spool: RowSpool(keepsSamples: false))
    let done = runner.run(nil, context.console)
    if let complaint = done.complaint { throw complaint }
    try limits.complain(ofEnded: done.ended.count, done.ended.names)
    if done.isPartial { return nil }
    let loss = Locked(done.spool?.failure)
    let rows = done.result { reason in loss.use { $0 = reason } }.rows.all
    if let reason = loss.use({ $0 }) { throw Complaint(reason, .programFailed) }
    let settings = source.scenario.overrides.map { " --set \($0.path)=\($0.value)" }
    self.init(
      name: source.path.file + settings.joined(), header: plan.header, rows: rows)
  }
}
