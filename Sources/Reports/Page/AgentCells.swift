import Experiments
import Simulator

/// What one agent was over the cells of an axis.
///
/// A cell shows what is worth seeing in it, however short: a notable state, being down or paused, whichever
/// took longest; then an attempt; then waiting, if half the cell or more; then rest.
struct AgentCells {
  private let stretches: [Stretch]
  private let axis: Axis
  private var cells: [Timeline.Status]
  /// Digits of terms and the like, by cell.
  private var digits: [Character?]

  init(_ stretches: [Stretch], _ axis: Axis, rest: ProtocolState) {
    self.stretches = stretches
    self.axis = axis
    cells = Array(repeating: .running(rest), count: axis.cellCount)
    digits = Array(repeating: nil, count: axis.cellCount)
    paint()
    writeNumbers()
  }

  private mutating func paint() {
    var longest = Array(repeating: Nanoseconds(-1), count: axis.cellCount)
    for stretch in stretches
    where !stretch.status.isAtRest && axis.shows(stretch.start, to: stretch.end) {
      for cell in axis.cell(at: stretch.start)...lastCell(stretch) {
        let start = Swift.max(stretch.start, axis.start(of: cell))
        let time = Swift.min(stretch.end, axis.start(of: cell + 1)) - start
        if stretch.status.isNotable {
          if time <= longest[cell] { continue }
          longest[cell] = time
        } else if stretch.status.state?.bearing == .waiting {
          let whole = axis.start(of: cell + 1) - axis.start(of: cell)
          if !cells[cell].isAtRest || time < whole / 2 { continue }
        } else if longest[cell] >= 0 {
          continue
        }
        cells[cell] = stretch.status
      }
    }
  }

  /// The last cell in which the stretch takes time; its end is no part of it.
  private func lastCell(_ stretch: Stretch) -> Int {
    Swift.max(axis.cell(at: stretch.start), axis.cell(at: Swift.min(stretch.end, axis.end) - 1))
  }

  /// A number is written where its stretch is long enough to show a cell behind it.
  private mutating func writeNumbers() {
    var written: [Timeline.Status: Set<Int64>] = [:]
    for stretch in stretches
    where stretch.status.telling?.number != nil && stretch.number > 0
      && axis.shows(stretch.start, to: stretch.end)
    {
      // One that goes on after a pause has its number already.
      if !written[stretch.status, default: []].insert(stretch.number).inserted { continue }
      let number = Array(String(stretch.number))
      let first = axis.cell(at: stretch.start)
      let room = lastCell(stretch) - first + 1
      guard number.count < room || number.count == 1 else { continue }
      for (offset, digit) in number.enumerated() where cells[first + offset] == stretch.status {
        digits[first + offset] = digit
      }
    }
  }

  var line: PageLine {
    var line = PageLine()
    var cell = 0
    while cell < axis.cellCount {
      let style = self.style(cell)
      var run = ""
      while cell < axis.cellCount, self.style(cell) == style {
        run.append(digits[cell] ?? Character(cells[cell].glyph))
        cell += 1
      }
      line.append(run, style)
    }
    return line
  }

  private func style(_ cell: Int) -> Style {
    if digits[cell] != nil { return .heading }
    return cells[cell].style
  }
}

extension Timeline.Status {
  /// What a cell shows; being back from a pause is no status of a cell.
  var glyph: Unicode.Scalar {
    switch self {
    case .running(let state): state.glyph
    case .down: "×"
    case .paused: "‖"
    case .resumed: ProtocolState.running.glyph
    }
  }

  var style: Style {
    switch self {
    case .down: .bad
    case .paused: .fault
    case .resumed: .faint
    case .running(let state):
      switch state.bearing {
      case .rest: .faint
      case .waiting, .attempting: .candidate
      case .notable: .leader
      }
    }
  }
}
