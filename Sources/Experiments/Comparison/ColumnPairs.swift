import Checks
import Scenarios

/// The numbers of two systems, brought together for each measure, statistic and window that both have.
struct ColumnPairs {
  /// The numbers of both; of pairs, those of one seed stand at the same place.
  struct Values {
    var first: [Double] = []
    var second: [Double] = []
    /// Runs in which only one of the two has a number.
    var lonely = 0
  }

  private let first: Comparison.Side
  private let second: Comparison.Side
  private let isPaired: Bool
  /// Rows to compare; of pairs, those of one seed stand at the same place.
  private let rows: (first: [[WindowCell]], second: [[WindowCell]])
  private let failed: Values
  let runs: (first: Int, second: Int)

  init(_ first: Comparison.Side, _ second: Comparison.Side, isPaired: Bool) {
    self.first = first
    self.second = second
    self.isPaired = isPaired
    var (left, right) = (first.rows, second.rows)
    if isPaired { (left, right) = ColumnPairs.paired(left, right) }
    runs = (left.count, right.count)
    rows = (left.map { $0.cells.cells() ?? [] }, right.map { $0.cells.cells() ?? [] })
    failed = Values(
      first: left.map { $0.failed ? 1 : 0 }, second: right.map { $0.failed ? 1 : 0 })
  }

  /// The rows of the seeds that both have, in the order of the first.
  private static func paired(
    _ left: [SweepRow], _ right: [SweepRow]
  ) -> ([SweepRow], [SweepRow]) {
    let order = right.indices.sorted { right[$0].seed < right[$1].seed }
    var pairs: ([SweepRow], [SweepRow]) = ([], [])
    for row in left {
      var (low, high) = (0, order.count)
      while low < high {
        let middle = (low + high) / 2
        if right[order[middle]].seed < row.seed { low = middle + 1 } else { high = middle }
      }
      guard low < order.count, right[order[low]].seed == row.seed else { continue }
      pairs.0.append(row)
      pairs.1.append(right[order[low]])
    }
    return pairs
  }

  private static var failures: Measure {
    Measure("failed runs", .count, .flag, better: .less, about: "Whether the run failed.")
  }

  /// All columns in which any run has a number.
  mutating func all() -> [(subject: Difference.Subject, values: Values)] {
    var columns = [
      (
        subject: Difference.Subject(
          measure: ColumnPairs.failures, statistic: .total, isCensored: false, window: .whole),
        values: failed
      )
    ]
    for (window, name) in first.header.windows.enumerated() {
      guard let other = second.header.windows.firstIndex(of: name) else { continue }
      for (place, measure) in first.header.measures.enumerated() {
        guard let match = second.header.measures.firstIndex(where: { $0.isSame(as: measure) })
        else { continue }
        let places = (
          window * first.header.measures.count + place,
          other * second.header.measures.count + match
        )
        for subject in ColumnPairs.subjects(measure, name) {
          let values = values(subject, places)
          let isEmpty = values.first.isEmpty && values.second.isEmpty && values.lonely == 0
          if !isEmpty { columns.append((subject, values)) }
        }
      }
    }
    return columns
  }

  private static func subjects(
    _ measure: Measure, _ window: Expectation.Window
  ) -> [Difference.Subject] {
    func subject(_ statistic: Statistic, isCensored: Bool = false) -> Difference.Subject {
      Difference.Subject(
        measure: measure, statistic: statistic, isCensored: isCensored, window: window)
    }
    if measure.form != .histogram {
      // Whether something holds is told of whole runs.
      return measure.form == .flag && window != .whole ? [] : [subject(.total)]
    }
    return [Statistic.p50, .p99, .max].map { subject($0) } + [subject(.count, isCensored: true)]
  }

  private func values(_ subject: Difference.Subject, _ places: (Int, Int)) -> Values {
    func number(_ cells: [WindowCell], _ place: Int) -> Double? {
      guard place < cells.count else { return nil }
      return cells[place].number(subject)
    }
    var values = Values()
    let left = rows.first.map { number($0, places.0) }
    let right = rows.second.map { number($0, places.1) }
    guard isPaired else {
      values.first = left.compactMap { $0 }
      values.second = right.compactMap { $0 }
      values.lonely = 0
      return hasAny(subject, values) ? values : Values()
    }
    for (one, other) in zip(left, right) {
      switch (one, other) {
      case (let one?, let other?):
        values.first.append(one)
        values.second.append(other)
      case (nil, nil): break
      default: values.lonely += 1
      }
    }
    return hasAny(subject, values) ? values : Values()
  }

  /// Nothing is said of what is not awaited at all.
  private func hasAny(_ subject: Difference.Subject, _ values: Values) -> Bool {
    !subject.isCensored || (values.first + values.second).contains { $0 != 0 }
  }
}

extension Measure {
  /// Whether both can be compared.
  fileprivate func isSame(as other: Measure) -> Bool {
    name == other.name && unit == other.unit && form == other.form
  }
}

extension WindowCell {
  /// What a comparison takes of it, in the measure's unit; nil if there is none.
  fileprivate func number(_ subject: Difference.Subject) -> Double? {
    if subject.isCensored { return Double(censored) }
    return amount.number(subject.statistic).map { Double($0) }
  }
}
