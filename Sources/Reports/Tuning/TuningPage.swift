public import Experiments
import Scenarios

/// A search for the best setting as text for people: every setting, where it stands and why.
public struct TuningPage {
  private let tuning: Tuning
  private let title: TuningTitle
  private let standings: [Tuning.Standing]
  private var lines: [String] = []

  /// The page of a search, which may be only partly done.
  public init(_ tuning: Tuning, _ title: TuningTitle) {
    self.tuning = tuning
    self.title = title
    standings = tuning.standings
    addHead()
    lines += ["", verdict]
    addTable()
    addLine()
  }

  /// The lines, each with its end.
  public var output: OutputText { OutputText(lines: lines) }

  private var unit: Measure.Unit {
    tuning.place.statistic == .count ? .count : title.measure.unit
  }

  private mutating func addHead() {
    if !title.about.isEmpty { lines.append(title.about) }
    let counts = tuning.stages.map { CountText.grouped($0) }
    let seeds =
      counts.count == 1
      ? counts[0]
      : counts.dropLast().joined(separator: ", ")
        + " and " + counts[counts.count - 1]
    lines += [
      "\(title.file): seeds \(title.seeds.text)",
      "goal: \(title.goal)",
      "\(CountText.counted(Int64(tuning.arms.count), "setting")) by successive halving, on \(seeds) "
        + "seeds: \(CountText.counted(runCount, "run"))",
    ]
    if title.isPartial {
      lines.append(
        "PARTIAL, the search was stopped: what stands here is of the rounds that were done")
    }
  }

  private var runCount: Int64 { tuning.arms.reduce(0) { $0 + $1.runCount } }

  private var verdict: String {
    if title.isPartial { return "not decided yet" }
    guard let first = standings.first, let leader = tuning.leader else {
      let isUnmeasured = standings.contains { $0.status == .unmeasured }
      return isUnmeasured
        ? "NO RESULT: settings hold, and none has a sample of \(tuning.goal.subject)"
        : "NONE HOLDS: every setting fails what the scenario or the goal expects"
    }
    let name = label(leader)
    if first.status == .best {
      return tuning.arms.count == 1
        ? "HOLDS: \(name)" : "BEST: \(name), told from every other setting that holds"
    }
    let rivals = standings.filter { $0.status == .open || $0.status == .equal }
    let names = rivals.map { label($0.arm) }
    return "NOT DECIDED: \(name) has the best mean, and cannot be told from "
      + names.joined(separator: "; ")
  }

  private func label(_ number: Int) -> String {
    let label = tuning.arms[number].label
    return label.isEmpty ? "the file as it is" : label
  }

  private mutating func addTable() {
    var table = TextTable(
      [
        "setting", "what of it", "seeds", "failed", "\(tuning.goal.subject) ± 95 %",
        "behind ± 95 %",
      ],
      leading: 2)
    for standing in standings {
      let arm = tuning.arms[standing.arm]
      table.add([
        label(standing.arm), words(standing), CountText.grouped(arm.runCount),
        CountText.grouped(arm.failedCount), mean(arm), difference(standing),
      ])
    }
    lines += [""] + table.lines
    if tuning.leader != nil, standings.count > 1 {
      lines += [
        "",
        "Of settings that are not the best, one is called so in at most 5 % of searches (Student's t of",
        "pairs of equal seeds; all settings and rounds counted by Bonferroni's method).",
      ]
    }
  }

  private func mean(_ arm: Tuning.Arm) -> String {
    guard let estimate = arm.estimate(scale: unit == .count ? 1_000 : 1) else { return "-" }
    return SweepPage.mean(estimate, unit)
  }

  private func difference(_ standing: Tuning.Standing) -> String {
    guard let difference = standing.difference else { return "" }
    let margin = difference.margin.map { " ± \(NumberText.text($0, unit))" } ?? ""
    return NumberText.signed(difference.value, unit) + margin
  }

  /// What became of a setting and why it was dropped, and runs of it that say nothing.
  private func words(_ standing: Tuning.Standing) -> String {
    let arm = tuning.arms[standing.arm]
    let isWithout = arm.runsWithout > 0 && standing.status != .unmeasured
    let without = isWithout ? ", no sample in \(CountText.counted(arm.runsWithout, "run"))" : ""
    return status(standing, arm) + without
  }

  private func status(_ standing: Tuning.Standing, _ arm: Tuning.Arm) -> String {
    let isDropped = arm.drop == .worse
    let drop = isDropped ? ", dropped as of the worse half" : ""
    switch standing.status {
    case .best: return "best"
    case .leads: return "best mean"
    case .worse: return "worse" + drop
    case .equal: return "equal in every run" + drop
    case .open:
      let seeds = standing.seedsToTell.map { ": \(CountText.grouped($0)) seeds would tell" } ?? ""
      return "not told apart" + seeds + drop
    case .failing: return "fails: \(arm.reason ?? "")"
    case .unfinished: return isDropped ? "dropped as of the worse half" : "under way"
    case .unmeasured: return "has no sample"
    }
  }

  private mutating func addLine() {
    guard let leader = tuning.leader else { return }
    lines += ["", title.lines[leader]]
  }
}
