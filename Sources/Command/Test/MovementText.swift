import Experiments
import Reports
import Scenarios
import Simulator

/// What moved in a scenario, as lines: what it says otherwise first, then its numbers, what moved most at the
/// top.
struct MovementText {
  private let movement: Movement

  init(_ movement: Movement) { self.movement = movement }

  var lines: [String] {
    var lines = preamble
    for variant in movement.byMove {
      lines.append(MovementText.labelled(variant, MovementText.head(variant)))
      lines += MovementText.table(variant).map { "  \($0)" }
    }
    return lines
  }

  /// The same without tables.
  var sentences: [String] {
    var lines = preamble
    for variant in movement.byMove {
      lines.append(MovementText.labelled(variant, MovementText.head(variant)))
      lines += MovementText.sentences(variant)
    }
    return lines
  }

  /// What the variant that moved most came to; of others there may be more.
  var title: String {
    guard let first = movement.byMove.first else { return "the record says otherwise" }
    return MovementText.labelled(first, MovementText.verdict(first))
  }

  /// What is no number.
  private var preamble: [String] {
    var lines = movement.note.map { [$0] } ?? []
    lines += movement.lines.prefix(TestReport.mostLines).map { $0.text }
    if movement.lines.count > TestReport.mostLines {
      let rest = Int64(movement.lines.count - TestReport.mostLines)
      lines.append("and \(CountText.counted(rest, "more line"))")
    }
    return lines
  }

  private static func labelled(_ variant: Movement.Variant, _ text: String) -> String {
    variant.label.isEmpty ? text : "\(variant.label): \(text)"
  }

  /// `worse in 4 and better in 1 of 41 numbers; the runs of all 100 seeds differ`.
  static func head(_ variant: Movement.Variant) -> String {
    "\(verdict(variant)); \(seeds(variant))"
  }

  static func verdict(_ variant: Movement.Variant) -> String {
    let tested = variant.comparison.testedCount
    let numbers = CountText.counted(
      Int64(max(tested, variant.comparison.differences.count)), "number")
    switch variant.verdict {
    case .same: return "no difference in \(numbers)"
    case .notSeen: return "no difference seen in \(numbers)"
    case .tooFew:
      return
        "\(CountText.counted(Int64(variant.seedCount), "seed")) cannot tell a change from luck in "
        + "\(numbers); \(variant.comparison.leastSeeds) may"
    case .worse, .better, .differs:
      let called = variant.called
      let words = [Difference.Verdict.worse, .better, .differs].compactMap { verdict -> String? in
        let count = called.count { $0.verdict == verdict }
        let word = verdict == .differs ? "different" : verdict.word
        return count == 0 ? nil : "\(word) in \(count)"
      }
      return "\(words.joined(separator: ", ")) of \(CountText.counted(Int64(tested), "number"))"
    }
  }

  /// `the runs of all 100 seeds differ`, `the runs of seeds 3, 7..9 differ (4 of 100)`.
  static func seeds(_ variant: Movement.Variant) -> String {
    let count = variant.seeds.count
    if count == 0 { return "the runs are the same, what is measured of them is not" }
    if count == 1, variant.seedCount == 1 { return "the run of its seed differs" }
    if count == variant.seedCount {
      return "the runs of all \(CountText.counted(Int64(count), "seed")) differ"
    }
    let names = MovementText.ranges(variant.seeds)
    let verb = count == 1 ? "the run of seed \(names) differs" : "the runs of seeds \(names) differ"
    return "\(verb) (\(count) of \(variant.seedCount))"
  }

  /// Seeds as ranges, the first few of many.
  static func ranges(_ seeds: [UInt64]) -> String {
    var ranges: [ClosedRange<UInt64>] = []
    for seed in seeds {
      if let last = ranges.last, last.upperBound < .max, seed == last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...seed
      } else {
        ranges.append(seed...seed)
      }
    }
    let most = 12
    let text = SeedSet(Array(ranges.prefix(most))).text
    return ranges.count > most ? text + ", …" : text
  }

  /// The numbers that moved as sentences: `worse: commit latency p99 208 ms → 254 ms, +46 ms ± 9 ms (+22 %)`.
  static func sentences(_ variant: Movement.Variant) -> [String] {
    let all = variant.verdict == .tooFew ? [] : variant.called
    let lines = all.prefix(TestReport.mostNumbers).map { difference in
      let text = DifferenceText(difference)
      let name = text.name.filter { !$0.isEmpty && $0 != "whole" }.joined(separator: " ")
      let values = text.values
      let percent = values[3].isEmpty ? "" : " (\(values[3]))"
      return
        "\(difference.verdict.word): \(name) \(values[0]) → \(values[1]), \(values[2])\(percent)"
    }
    let rest = all.count - TestReport.mostNumbers
    return rest > 0 ? lines + ["and \(CountText.counted(Int64(rest), "more number"))"] : lines
  }

  /// The numbers that moved: those that are called, or, of too few seeds, those that are not the same.
  static func table(_ variant: Movement.Variant) -> [String] {
    let isTooFew = variant.verdict == .tooFew
    let all = isTooFew ? variant.comparison.uncalled : variant.called
    if all.isEmpty { return [] }
    var table = TextTable(
      [isTooFew ? "not judged" : "now", "measure", "", "window", "recorded", "now", "± 95 %", ""],
      leading: 4)
    for difference in all.prefix(TestReport.mostNumbers) {
      table.add(
        [isTooFew ? "" : difference.verdict.word] + DifferenceText(difference).cells)
    }
    let rest = all.count - TestReport.mostNumbers
    let more = rest > 0 ? ["and \(CountText.counted(Int64(rest), "more number"))"] : []
    return table.lines + more
  }
}
