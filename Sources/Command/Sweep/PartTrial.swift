import Experiments
import Foundation
import Reports
import Scenarios
import Simulator

/// Runs one run of each part again: parts are joined only if this build gives what they say.
struct PartTrial {
  private let parts: [SweepParts.Part]
  private let files: [PartFile]
  private let context: Context
  private let plan: SweepPlan
  private let limits: Limits

  /// - Parameters:
  ///   - parts: at least one, and all of one sweep, with the files that they were read from.
  ///   - scenario: where the scenario's file is, if not where the parts say.
  init(
    _ parts: [SweepParts.Part], _ files: [PartFile], scenario: String?, _ limits: Limits,
    _ context: Context
  ) throws(Complaint) {
    self.parts = parts
    self.files = files
    self.limits = limits
    self.context = context
    let header = parts[0].header
    let path = try PartTrial.path(of: header, scenario, context)
    let source = try ScenarioSource(
      path, context, expected: header.content, overrides: header.overrides)
    let labels = source.scenario.runs.map { $0.label }
    let isWhole = labels == header.labels
    if !isWhole, header.labels.count != 1 {
      throw Complaint("\(parts[0].name) has other variants than \(path.spelling)")
    }
    plan = try SweepPlan(
      source, runs: source.runs(variant: isWhole ? nil : header.labels[0]), seeds: header.seeds,
      shard: header.shard, version: context.program.rowVersion)
    var own = plan.header
    // Found under another name, it is the same by its content.
    own.file = header.file
    let words = header.differences(from: own)
    if !words.isEmpty {
      throw Complaint(
        "\(parts[0].name) is not what this program runs: \(words.joined(separator: "; "))")
    }
  }

  /// The scenario's file: where the parts say, unless the command line says otherwise.
  private static func path(
    of header: SweepHeader, _ named: String?, _ context: Context
  ) throws(Complaint) -> ScenarioPath {
    if let named {
      return named == "-" ? .standardInput : try ScenarioFinder(context).find(named)
    }
    if header.file == ScenarioPath.standardInput.file {
      throw Complaint(
        "the scenario of these parts was read from standard input: '--scenario -' reads it from there "
          + "again, '--scenario FILE' from a file")
    }
    // What a part says may lead to a pipe, on which nothing is to wait.
    guard let path = try? ScenarioFinder(context).find(header.file),
      (try? PlainFile.opened(path.absolute, O_RDONLY, isOwn: false)) != nil
    else {
      throw Complaint(
        "the scenario of these parts, \(header.file), is not found from here; name it with --scenario, "
          + "or its directory with -C")
    }
    return path
  }

  /// Runs them, and refuses parts that say something else.
  func run() throws(Complaint) {
    let reasons = Locked([String?](repeating: nil, count: parts.count))
    let stop = context.stop
    stop.arm()
    let progress = Locked(Progress(context.console, total: parts.count, before: 0))
    let done = Locked(0)
    let complaint = Locked(Complaint?.none)
    let jobs = limits.jobs(Workers.processorCount, plan.runs, context.registry)
    Workers.forEach(count: parts.count, jobs: jobs) { index in
      do throws(Complaint) {
        let reason = try difference(in: index) {
          progress.use { $0.show(done: done.use { $0 }, failed: 0) }
        }
        reasons.use { $0[index] = reason }
      } catch {
        let reason = error
        complaint.use { $0 = $0 ?? reason }
      }
      done.use { $0 += 1 }
    }
    progress.use { $0.clear() }
    if let complaint = complaint.use({ $0 }) { throw complaint }
    let found = reasons.use { $0.compactMap { $0 } }
    if !found.isEmpty { throw Complaint(found) }
    if let status = context.stop.status {
      throw Complaint(
        "stopped by \(context.stop.name) before a run of each part was made again; nothing is joined "
          + "that was not tried", status)
    }
  }

  /// What sets one row apart from its run here, in words.
  private func difference(
    in index: Int, between: () -> Void
  ) throws(Complaint) -> String? {
    let part = parts[index]
    guard !context.stop.isAsked, let row = try sample(of: index) else { return nil }
    var limits = limits
    // One more than it must have: who made the part may have allowed more than is standard.
    limits.events = max(1, row.eventCount) + 1
    let loop = RunLoop(limits, context)
    guard let again = try plan.run(plan.number(of: row), loop, between: between) else { return nil }
    if again == row { return nil }
    let name = "\(part.name): the run of seed \(row.seed)"
    let (was, now) = (row.fingerprint.text, again.fingerprint.text)
    if was != now {
      return "\(name) has the fingerprint \(was), and here it gives \(now): another build ran it, "
        + "and builds are not compared here"
    }
    return "\(name) has the same fingerprint here, but not the same results: another build judged "
      + "it, or the part was changed"
  }

  /// One row, which the part's content chooses; nil of a part without.
  private func sample(of index: Int) throws(Complaint) -> SweepRow? {
    let part = parts[index]
    if part.rowCount == 0 { return nil }
    var left = part.digest.value % UInt64(part.rowCount)
    var rows = try files[index].rows(part.header)
    while let row = rows.next() {
      if left == 0 { return row }
      left -= 1
    }
    throw rows.complaint ?? Complaint("\(part.name): this has changed while it was read")
  }
}
