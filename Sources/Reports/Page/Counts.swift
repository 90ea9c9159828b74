import Experiments
import Scenarios
import Simulator

/// What was counted in a run: the measures that are one number, and the messages by kind.
struct Counts {
  let outcome: Outcome
  let width: Int

  var lines: [PageLine] {
    let left = measures
    let right = traffic
    let leftWidth = left.map { $0.columns }.max() ?? 0
    let rightWidth = right.map { $0.columns }.max() ?? 0
    if leftWidth + rightWidth + 4 > width || left.isEmpty || right.isEmpty {
      return left + (left.isEmpty || right.isEmpty ? [] : [PageLine()]) + right
    }
    return (0..<Swift.max(left.count, right.count)).map { row in
      var line = row < left.count ? left[row] : PageLine()
      guard row < right.count else { return line }
      line.pad(to: leftWidth + 2)
      line.append(right[row])
      return line
    }
  }

  // MARK: Measures

  private var measures: [PageLine] {
    let results = outcome.measures.filter { $0.measure.form != .histogram }
    let texts = results.map { text($0) }
    let names = results.map { Columns.cut($0.measure.name, to: width / 2) }
    let nameWidth = names.map { Columns.count($0) }.max() ?? 0
    let valueWidth = texts.map { Columns.count($0) }.max() ?? 0
    return zip(names, texts).map { name, text in
      PageLine(
        "  " + Columns.flushLeft(name, nameWidth) + "  " + Columns.flushRight(text, valueWidth))
    }
  }

  private func text(_ result: MeasureResult) -> String {
    let amount = result.amount(in: .whole, outcome.ledger)
    switch amount {
    case .nothing, .samples: return "—"
    case .flag(let flag): return flag ? "yes" : "no"
    case .count(let count): return CountText.grouped(count)
    case .ratio: return amount.value(.total).map { CountText.thousandths($0 / 1_000) } ?? "—"
    }
  }

  // MARK: Messages

  private var traffic: [PageLine] {
    let kinds = outcome.traffic.filter { $0.sent > 0 }
    if kinds.isEmpty { return [] }
    var rows = [["messages", "sent", "arrived", "lost", "bytes"]]
    for kind in kinds {
      let numbers = [kind.sent, kind.delivered, kind.lost, kind.bytes]
      rows.append([Columns.cut(kind.name, to: 24)] + numbers.map { CountText.grouped($0) })
    }
    let widths = (0..<5).map { column in rows.map { Columns.count($0[column]) }.max() ?? 0 }
    return rows.enumerated().map { place, row in
      var text = "  " + Columns.flushLeft(row[0], widths[0])
      for column in 1..<5 { text += "  " + Columns.flushRight(row[column], widths[column]) }
      return PageLine(text, place == 0 ? .faint : .plain)
    }
  }
}
