import Experiments
import Simulator

/// One agent's standing over the cells of an axis.
///
/// A cell shows what is worth seeing in it, however short: leading, being down or paused, whichever
/// took longest; then being a candidate; then waiting, if half the cell or more; then following.
struct AgentCells {
  private let stretches: [Stretch]
  private let axis: Axis
  private var standings: [Timeline.Standing]
  /// Digits of terms, by cell.
  private var digits: [Character?]

  init(_ stretches: [Stretch], _ axis: Axis) {
    self.stretches = stretches
    self.axis = axis
    standings = Array(repeating: .follower, count: axis.cellCount)
    digits = Array(repeating: nil, count: axis.cellCount)
    paint()
    writeTerms()
  }

  private mutating func paint() {
    var longest = Array(repeating: Nanoseconds(-1), count: axis.cellCount)
    for stretch in stretches where stretch.standing != .follower {
      for cell in axis.cell(at: stretch.start)...lastCell(stretch) {
        let start = Swift.max(stretch.start, axis.start(of: cell))
        let time = Swift.min(stretch.end, axis.start(of: cell + 1)) - start
        if stretch.standing == .waiting {
          let whole = axis.start(of: cell + 1) - axis.start(of: cell)
          if standings[cell] == .follower, time >= whole / 2 { standings[cell] = .waiting }
        } else if stretch.standing == .candidate {
          if longest[cell] < 0 { standings[cell] = .candidate }
        } else if time > longest[cell] {
          standings[cell] = stretch.standing
          longest[cell] = time
        }
      }
    }
  }

  /// The last cell in which the stretch takes time; its end is no part of it.
  private func lastCell(_ stretch: Stretch) -> Int {
    Swift.max(axis.cell(at: stretch.start), axis.cell(at: stretch.end - 1))
  }

  /// A term is written where its reign is long enough to show a cell behind the number.
  private mutating func writeTerms() {
    for (index, stretch) in stretches.enumerated()
    where stretch.standing == .leader && stretch.term > 0 {
      if isContinued(index) { continue }
      let number = Array(String(stretch.term))
      let first = axis.cell(at: stretch.start)
      let room = lastCell(stretch) - first + 1
      guard number.count < room || number.count == 1 else { continue }
      for (place, digit) in number.enumerated() where standings[first + place] == .leader {
        digits[first + place] = digit
      }
    }
  }

  /// Whether the agent led the same term before a pause.
  private func isContinued(_ index: Int) -> Bool {
    stretches[..<index].contains {
      $0.standing == .leader && $0.term == stretches[index].term
    }
  }

  var line: PageLine {
    var line = PageLine()
    var cell = 0
    while cell < axis.cellCount {
      let style = self.style(cell)
      var run = ""
      while cell < axis.cellCount, self.style(cell) == style {
        run.append(digits[cell] ?? AgentCells.glyph(standings[cell]))
        cell += 1
      }
      line.append(run, style)
    }
    return line
  }

  private func style(_ cell: Int) -> Style {
    if digits[cell] != nil { return .heading }
    return switch standings[cell] {
    case .follower, .resumed: .faint
    case .candidate, .waiting: .candidate
    case .leader: .leader
    case .down: .bad
    case .paused: .fault
    }
  }

  private static func glyph(_ standing: Timeline.Standing) -> Character {
    switch standing {
    case .follower, .resumed: "▁"
    case .candidate: "░"
    case .waiting: "▒"
    case .leader: "█"
    case .down: "×"
    case .paused: "‖"
    }
  }
}
