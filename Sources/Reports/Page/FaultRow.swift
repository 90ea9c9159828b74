import Experiments
import Simulator

/// One row of a strip: a fault, those repeated under its name, or all of a kind.
struct FaultRow {
  let label: String
  /// What the outcome reports of each.
  private let members: [Member]

  private struct Member {
    let report: FaultReport
    let end: Nanoseconds
    let isFlapping: Bool
  }

  /// More rows than this are drawn by kind.
  private static var mostRows: Int { 8 }

  /// - Parameter part: only faults that last in the part that it shows are drawn; nil for all.
  static func rows(of outcome: Outcome, in part: Axis? = nil) -> [FaultRow] {
    func isDrawn(_ row: FaultRow) -> Bool { part.map { row.isShown($0) } ?? true }
    let byName = rows(of: outcome) { baseName($0.name) }.filter { isDrawn($0) }
    return byName.count <= mostRows
      ? byName : rows(of: outcome) { $0.kind.name }.filter { isDrawn($0) }
  }

  /// The name without the number of a repetition.
  static func baseName(_ name: String) -> String {
    guard let mark = name.lastIndex(of: "#") else { return name }
    let number = name[name.index(after: mark)...]
    return number.allSatisfy { $0.isNumber } ? String(name[..<mark]) : name
  }

  private static func rows(
    of outcome: Outcome, by label: (FaultReport) -> String
  ) -> [FaultRow] {
    var flapping: Set<Int> = []
    for mark in outcome.timeline.faults where mark.event.phase == .flapped {
      flapping.insert(mark.event.index)
    }
    var labels: [String] = []
    var rows: [String: Int] = [:]
    var members: [[Member]] = []
    for (index, report) in outcome.faults.enumerated() {
      let label = label(report)
      let row = rows[label] ?? labels.count
      if row == labels.count {
        rows[label] = row
        labels.append(label)
        members.append([])
      }
      members[row].append(
        Member(
          report: report, end: report.ended ?? (report.isInstant ? report.began ?? 0 : outcome.end),
          isFlapping: flapping.contains(index)))
    }
    return zip(labels, members).map { label, members in
      FaultRow(label: members.count > 1 ? "\(label) ×\(members.count)" : label, members: members)
    }
  }

  /// Whether any of them lasts in the part that an axis shows.
  func isShown(_ axis: Axis) -> Bool {
    members.contains { member in
      member.report.began.map { axis.shows($0, to: member.end) } ?? false
    }
  }

  /// The same of those alone that last in the part.
  private func part(_ axis: Axis) -> FaultRow {
    FaultRow(
      label: label,
      members: members.filter { member in
        member.report.began.map { axis.shows($0, to: member.end) } ?? false
      })
  }

  func line(_ axis: Axis) -> PageLine {
    if axis.start > 0 || members.contains(where: { $0.end > axis.end }) {
      return PageLine(String(part(axis).cells(axis)), .fault)
    }
    let begun = members.filter { $0.report.began != nil }
    if begun.isEmpty {
      return PageLine(members.count == 1 ? "never began" : "none ever began", .faint)
    }
    var line = PageLine(String(cells(axis)), .fault)
    if begun.count == 1, members.count == 1, begun.allSatisfy({ !$0.report.tookEffect }) {
      let text = " no effect"
      let bar = line.columns
      if bar + text.count <= axis.cellCount { line.append(text, .bad) }
    }
    return line
  }

  private func cells(_ axis: Axis) -> [Character] {
    isCrowded(axis) ? heights(axis) : bars(axis)
  }

  /// Whether two of them lie in one cell or over one another.
  private func isCrowded(_ axis: Axis) -> Bool {
    var taken = -1
    for member in members.sorted(by: { ($0.report.began ?? -1) < ($1.report.began ?? -1) }) {
      guard let began = member.report.began else { continue }
      if axis.cell(at: began) <= taken { return true }
      taken = axis.cell(at: member.end)
    }
    return false
  }

  private func bars(_ axis: Axis) -> [Character] {
    var cells: [Character] = []
    for member in members.sorted(by: { ($0.report.began ?? -1) < ($1.report.began ?? -1) }) {
      guard let began = member.report.began else { continue }
      let (first, last) = (axis.cell(at: began), axis.cell(at: member.end))
      cells += Array(repeating: " ", count: Swift.max(0, first - cells.count))
      let isOpen = member.report.ended == nil && !member.report.isInstant
      if first == last {
        cells.append("│")
      } else {
        let dash: Character = member.isFlapping ? "┄" : "─"
        cells.append(began < axis.start ? dash : "├")
        cells += Array(repeating: dash, count: last - first - 1)
        cells.append(isOpen || member.end > axis.end ? dash : "┤")
      }
    }
    return cells
  }

  /// How many of them hold in each cell: one, two, or more.
  private func heights(_ axis: Axis) -> [Character] {
    var counts = Array(repeating: 0, count: axis.cellCount)
    for member in members {
      guard let began = member.report.began else { continue }
      for cell in axis.cell(at: began)...axis.cell(at: member.end) { counts[cell] += 1 }
    }
    return counts.map { $0 == 0 ? " " : $0 == 1 ? "─" : $0 == 2 ? "═" : "≡" }
  }
}

extension FaultReport {
  /// Whether it is over as soon as it has happened, as a clock's jump is.
  var isInstant: Bool { kind.ending == .atOnce }
}
