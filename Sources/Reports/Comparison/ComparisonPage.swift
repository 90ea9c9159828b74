public import Experiments
import Scenarios
import Simulator

/// A comparison as text for people: what differs first, the surest at the top.
public struct ComparisonPage {
  private let comparison: Comparison
  private let title: ComparisonTitle
  private let showsAll: Bool
  private var lines: [String] = []

  /// - Parameter showsAll: whether what does not differ is listed for every window, and what is identical.
  public init(_ comparison: Comparison, _ title: ComparisonTitle, showsAll: Bool = false) {
    self.comparison = comparison
    self.title = title
    self.showsAll = showsAll
    addHead()
    addCalled()
    addNotSeen()
    addRest()
  }

  /// The lines, each with its end.
  public var output: OutputText { OutputText(lines: lines) }

  private mutating func addHead() {
    lines = ["A  \(title.names.first)", "B  \(title.names.second)"]
    if !title.variant.isEmpty { lines.append("variant \(title.variant)") }
    let runs = comparison.runs
    if comparison.isPaired {
      lines.append(
        "seeds \(title.seeds.first), the same for both: "
          + CountText.counted(Int64(runs.first), "pair"))
    } else {
      lines.append(
        "not paired: seeds \(title.seeds.first) of A, \(title.seeds.second) of B: "
          + "\(CountText.grouped(Int64(runs.first))) and "
          + CountText.counted(Int64(runs.second), "run"))
    }
    lines += ["", summary]
  }

  /// `B is worse in 3 and better in 1 of 120 numbers`.
  private var summary: String {
    let counts = [Difference.Verdict.worse, .better, .differs].map { verdict in
      Int64(comparison.differences.count { $0.verdict == verdict })
    }
    let tested = CountText.counted(Int64(comparison.testedCount), "number")
    let words = zip(["worse", "better", "different"], counts).filter { $0.1 > 0 }.map {
      "\($0.0) in \(CountText.grouped($0.1))"
    }
    if !words.isEmpty { return "B is \(words.joined(separator: ", ")) of \(tested) compared" }
    let isSame =
      !comparison.differences.isEmpty
      && comparison.differences.allSatisfy { $0.verdict == .identical }
    return isSame
      ? "A and B are identical in all \(tested) compared"
      : "no difference seen in \(tested) compared"
  }

  private mutating func addCalled() {
    let called = comparison.called
    if called.isEmpty { return }
    var table = TextTable(
      ["B is", "measure", "", "window", "A", "B", "B - A ± 95 %", "change"], leading: 4)
    for difference in called {
      table.add([difference.verdict.word] + DifferenceText(difference).cells)
    }
    lines +=
      [""] + table.lines + [
        "",
        "Of systems that do not differ, any of these would be called in at most 5 % of comparisons",
        "(Student's t over seeds, all numbers counted by Holm's method).",
      ]
  }

  private mutating func addNotSeen() {
    let rows = comparison.differences.filter {
      $0.verdict == .notSeen && (showsAll || $0.subject.window == .whole)
    }
    if rows.isEmpty { return }
    var table = TextTable(
      [
        "no difference seen", "", "window", "A", "B", "B - A ± 95 %", "change",
        "seeds to see it", "to see \(title.relative)",
      ], leading: 3)
    for difference in rows {
      table.add(
        DifferenceText(difference).cells
          + [difference.seedsForSeen, difference.seedsForRelative].map { seeds in
            seeds.map { CountText.grouped($0) } ?? "-"
          })
    }
    lines +=
      [""] + table.lines + [
        "",
        "Seeds\(comparison.isPaired ? "" : " of each") that see such a difference, or one of "
          + "\(title.relative) of A, in nine of ten comparisons of as many numbers.",
      ]
  }

  /// What is not listed, in numbers; with all, what is identical by name.
  private mutating func addRest() {
    let identical = comparison.differences.filter { $0.verdict == .identical }
    let parts = Int64(
      comparison.differences.count { $0.verdict == .notSeen && $0.subject.window != .whole })
    let bare = Int64(comparison.differences.count { $0.verdict == .notCompared })
    var words: [String] = []
    if !identical.isEmpty {
      words.append("identical: \(CountText.counted(Int64(identical.count), "number"))")
    }
    if parts > 0, !showsAll {
      words.append("no difference seen in parts of the runs: \(CountText.grouped(parts)) (--all)")
    }
    if bare > 0 { words.append("too few runs have: \(CountText.grouped(bare))") }
    if !words.isEmpty { lines += ["", words.joined(separator: "; ")] }
    if showsAll {
      lines += identical.map {
        "  identical: "
          + DifferenceText($0).name.filter { !$0.isEmpty }.joined(separator: " ")
      }
    }
  }
}
