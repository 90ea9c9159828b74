import Experiments
import Reports
import Scenarios
import Simulator

/// The score of one protocol's scenarios as text.
struct MutantPage {
  let score: MutantScore

  private var mutants: [Mutant] { score.suite.mutants }
  private var ranges: Int { score.budget.ranges }

  var output: OutputText {
    var text: OutputText = "\(summary)\n"
    for harm in [MistakeFacts.Harm.safety, .liveness, .statistics] { text += table(harm) }
    text += missed
    text += legal
    text += scenarios
    return text
  }

  private var summary: String {
    let all = score.mutants(.safety)
    let name = score.suite.protocolName
    let effort = "\(CountText.counted(Int64(score.suite.stages.count), "scenario"))\(limits)"
    if all.isEmpty { return "\(name): \(effort)" }
    let caught = Int64(all.count - score.missed.count)
    return "\(name): \(caught) of \(CountText.counted(Int64(all.count), "mutant")) that "
      + "\(all.count == 1 ? "harms" : "harm") safety caught, by \(effort)"
  }

  private var limits: String {
    let seeds = ", at most \(CountText.counted(Int64(score.budget.seeds), "seed")) each"
    return ranges == 1 ? seeds : "\(seeds), \(ranges) times"
  }

  /// Mutants with what catches them first.
  private func table(_ harm: MistakeFacts.Harm) -> OutputText {
    var table = TextTable(
      ["harms \(harm.word)", "caught by", "what tells", ranges == 1 ? "seeds" : "median"]
        + (ranges == 1 ? [] : ["least", "most", "found"]) + ["others"], leading: 3)
    for mutant in score.mutants(harm) { table.add(row(mutant)) }
    return table.isEmpty ? "" : "\n" + OutputText(lines: table.lines)
  }

  private func row(_ mutant: Int) -> [String] {
    guard let best = score.best(mutant) else { return [mutants[mutant].name, "-", "-"] }
    let catches = best.catches
    let others = score.sightings(mutant).count { $0.isCaught } - 1
    return [
      mutants[mutant].name, score.suite.stages[best.stage].path.name, catches[0].sign.name,
      best.median.map { "\($0)" } ?? "-",
    ] + (ranges == 1 ? [] : spread(best)) + ["\(others)"]
  }

  private func spread(_ sighting: MutantScore.Sighting) -> [String] {
    let seeds = sighting.catches.map { $0.seeds }
    return [
      "\(seeds.min() ?? 0)", "\(seeds.max() ?? 0)",
      "\(sighting.catches.count) of \(sighting.results.count)",
    ]
  }

  private var missed: OutputText {
    var lines: [String] = []
    for mutant in score.missed {
      lines.append("missed by all: \(mutants[mutant].name): \(mutants[mutant].facts.about)")
    }
    return lines.isEmpty ? "" : "\n" + OutputText(lines: lines)
  }

  /// Changes that break nothing: whatever fails there is too strict.
  private var legal: OutputText {
    let legal = score.mutants(.nothing)
    if legal.isEmpty { return "" }
    var lines: [String] = []
    for mutant in legal {
      for sighting in score.sightings(mutant) {
        guard let found = sighting.catches.first else { continue }
        lines.append(
          "too strict: \(score.suite.stages[sighting.stage].path.name) fails on a legal change, "
            + "\(mutants[mutant].name), by \(found.sign.name) (seed \(found.seed))")
      }
    }
    if lines.isEmpty {
      let names = legal.map { mutants[$0].name }.joined(separator: ", ")
      lines.append("legal changes, on which nothing failed: \(names)")
    }
    return "\n" + OutputText(lines: lines)
  }

  /// What each scenario catches.
  private var scenarios: OutputText {
    let safety = score.mutants(.safety)
    var table = TextTable(["scenario", "safety", "others", "catches"], leading: 4)
    for (stage, scenario) in score.suite.stages.enumerated() {
      let caught = score.caught(by: stage).filter { mutants[$0].facts.harm != .nothing }
      let own = caught.filter { mutants[$0].facts.harm == .safety }
      table.add([
        scenario.path.name, "\(own.count)", "\(caught.count - own.count)",
        MutantPage.names(own, of: safety) { mutants[$0].name },
      ])
    }
    return "\n" + OutputText(lines: table.lines)
  }

  /// The names of some, or of those that lack, whichever are fewer.
  private static func names(
    _ some: [Int], of all: [Int], _ name: (Int) -> String
  ) -> String {
    if some.isEmpty { return "none" }
    let lacking = all.filter { !some.contains($0) }
    if lacking.isEmpty { return "all" }
    if lacking.count >= some.count { return some.map(name).joined(separator: ", ") }
    return "all but \(lacking.map(name).joined(separator: ", "))"
  }
}
