import Experiments
import Simulator

/// What happens in the lanes.
extension SpaceTimeDiagram {
  /// Kinds of messages in the order of their colours: those there are most of have their own.
  var kinds: [String] {
    var counts: [(kind: String, count: Int)] = []
    for arrow in archive.arrows {
      if let place = counts.firstIndex(where: { $0.kind == arrow.kind }) {
        counts[place].count += 1
      } else {
        counts.append((arrow.kind, 1))
      }
    }
    return counts.sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }.map { $0.kind }
  }

  private func color(of kind: String, in kinds: [String]) -> Int {
    Swift.min(ChartPalette.colors.count - 1, kinds.firstIndex(of: kind) ?? 0)
  }

  /// A thin line at rest, an outlined one for attempts, a full one with its number for what a run is about.
  mutating func drawSpans() {
    let history = StateHistory(outcome.timeline, end: outcome.end)
    for (agent, stretches) in history.stretches.enumerated() {
      let y = y(archive.clientCount + agent)
      for stretch in stretches where stretch.end >= start && stretch.start <= end {
        let from = x(Swift.max(start, stretch.start))
        let wide = Swift.max(0.7, x(Swift.min(end, stretch.end)) - from)
        drawSpan(stretch, from, wide, y)
      }
    }
  }

  private mutating func drawSpan(_ stretch: Stretch, _ x: Double, _ wide: Double, _ y: Double) {
    switch stretch.status {
    case .down:
      svg.element(
        "line",
        [
          ("class", "lost"), ("x1", num(x)), ("x2", num(x + wide)), ("y1", num(y)), ("y2", num(y)),
          ("stroke-width", "1.5"), ("stroke-dasharray", "2 3"),
        ])
    case .paused, .resumed:
      svg.element(
        "line",
        [
          ("class", "axis"), ("x1", num(x)), ("x2", num(x + wide)), ("y1", num(y)), ("y2", num(y)),
          ("stroke-width", "8"), ("stroke-dasharray", "2 4"),
        ])
    case .running(let state):
      switch state.bearing {
      case .rest: box("rest", x, y, wide, 3)
      case .waiting: box("rest", x, y, wide, 6)
      case .attempting:
        svg.element(
          "rect",
          [
            ("class", "try"), ("x", num(x)), ("y", num(y - 6)), ("width", num(wide)),
            ("height", "12"),
          ])
      case .notable:
        let number = Int(stretch.number % Int64(ChartPalette.colors.count))
        box("f\(number)", x, y, wide, 14)
        if wide > 18 && stretch.number > 0 {
          svg.words(
            String(stretch.number),
            [
              ("x", num(x + 4)), ("y", num(y + 4)), ("class", "light"), ("font-size", "11"),
              ("font-weight", "bold"),
            ])
        }
      }
    }
  }

  private mutating func box(
    _ style: String, _ x: Double, _ y: Double, _ wide: Double, _ high: Double
  ) {
    svg.element(
      "rect",
      [
        ("class", style), ("x", num(x)), ("y", num(y - high / 2)), ("width", num(wide)),
        ("height", num(high)),
      ])
  }

  mutating func drawOperations() {
    for operation in archive.operations
    where operation.start <= end && (operation.end ?? .max) >= start {
      let from = x(Swift.max(start, operation.start))
      let to = x(Swift.min(end, operation.end ?? end))
      if archive.isDense && to - from < 1.5 { continue }
      box(
        operation.end == nil ? "wrong" : "f0", from, y(operation.lane), Swift.max(1, to - from), 7)
    }
  }

  // MARK: Messages

  mutating func drawArrows() {
    let kinds = kinds
    for arrow in archive.arrows {
      let color = color(of: arrow.kind, in: kinds)
      // What left before the part comes in from its edge, on the same line.
      let (y0, y1) = (y(arrow.from), y(arrow.to))
      let stop = Swift.min(arrow.stop, end)
      if arrow.fate == .lost && arrow.stop == arrow.start {
        let (x0, part) = (x(arrow.start), (y1 - y0) * 0.35)
        line(x0, y0, x0 + 12, y0 + part, "lost", dash: "4 3")
        cross(x0 + 12, y0 + part)
        continue
      }
      let length = Double(
        Swift.max(1, arrow.stop == .max ? stop - arrow.start : arrow.stop - arrow.start))
      func height(at time: Nanoseconds) -> Double {
        y0 + (y1 - y0) * Double(time - arrow.start) / length
      }
      let first = Swift.max(start, arrow.start)
      let (x0, x1) = (x(first), x(stop))
      let (from, to) = (height(at: first), height(at: stop))
      switch arrow.fate {
      case .arrived:
        line(x0, from, x1, to, "arrow s\(color)", dash: arrow.isAgain ? "1 3" : nil)
        head(x0, from, x1, to, "f\(color)")
      case .lost:
        line(x0, from, x1, to, "lost", dash: "4 3")
        cross(x1, to)
      case .onItsWay: line(x0, from, x1, to, "arrow s\(color)", dash: "2 4")
      }
    }
  }

  private mutating func line(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ style: String, dash: String? = nil
  ) {
    svg.element(
      "line",
      [
        ("class", style), ("x1", num(x0)), ("y1", num(y0)), ("x2", num(x1)), ("y2", num(y1)),
      ] + (dash.map { [("stroke-dasharray", $0)] } ?? []))
  }

  private mutating func head(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ style: String
  ) {
    let (dx, dy) = (x1 - x0, y1 - y0)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0.5 else { return }
    let (ux, uy) = (dx / length * 8, dy / length * 8)
    let points = [
      (x1, y1), (x1 - ux - uy * 0.38, y1 - uy + ux * 0.38),
      (x1 - ux + uy * 0.38, y1 - uy - ux * 0.38),
    ]
    svg.element(
      "polygon",
      [
        ("class", style),
        ("points", points.map { "\(num($0.0)),\(num($0.1))" }.joined(separator: " ")),
      ])
  }

  private mutating func cross(_ x: Double, _ y: Double) {
    for slope in [-3.5, 3.5] {
      svg.element(
        "line",
        [
          ("class", "lost"), ("x1", num(x - 3.5)), ("y1", num(y - slope)), ("x2", num(x + 3.5)),
          ("y2", num(y + slope)), ("stroke-width", "2"),
        ])
    }
  }

  /// How much happens in each lane, where there are too many messages for arrows.
  mutating func drawActivity() {
    let wide = plotWidth / Double(DiagramArchive.columns)
    for (lane, counts) in archive.activity.enumerated() {
      let most = lane < archive.clientCount ? 9.0 : SpaceTimeDiagram.agentHeight * 0.42
      for (column, count) in counts.enumerated() where count > 0 {
        let size = Swift.min(most, 1.5 + 3 * Double(Int.bitWidth - count.leadingZeroBitCount))
        let x = x(start) + Double(column) * wide
        svg.element(
          "rect",
          [
            ("class", "f0"), ("fill-opacity", "0.3"), ("x", num(x)), ("y", num(y(lane) - size)),
            ("width", num(wide)), ("height", num(2 * size)),
          ])
      }
    }
  }

  // MARK: Moments

  mutating func drawMarks() {
    for mark in archive.marks {
      let (x, y) = (x(mark.time), y(mark.lane))
      switch mark.kind {
      case .crashed: cross(x, y)
      case .harmed: cross(x, y + 9)
      case .started:
        svg.element(
          "circle", [("class", "good"), ("cx", num(x)), ("cy", num(y)), ("r", "3.5")])
      case .durable: if !archive.isDense { box("ink", x - 2, y, 4, 4) }
      case .expired:
        if archive.isDense { continue }
        let points =
          "\(num(x - 4)),\(num(y - 13)) \(num(x + 4)),\(num(y - 13)) \(num(x)),\(num(y - 7))"
        svg.element("polygon", [("class", "faint"), ("points", points)])
      }
    }
  }

  // MARK: Legend

  /// A sample and what it means.
  struct LegendEntry {
    enum Sample {
      case state(ProtocolState.Bearing)
      case arrow(Int)
      case lost, held, durable, expired, crash, start
    }

    let sample: Sample
    let words: String
    var width: Double { 42 + Double(words.count) * 6.6 + 20 }
  }

  private var legendEntries: [LegendEntry] {
    var entries = outcome.timeline.states.map { state in
      let number = state.telling?.number.map { ", \($0) in it" } ?? ""
      return LegendEntry(sample: .state(state.bearing), words: state.name + number)
    }
    if archive.isDense {
      entries.append(
        LegendEntry(
          sample: .arrow(0),
          words: "messages, too many for arrows: height grows with the logarithm of their number"))
    } else {
      let kinds = kinds
      for (place, kind) in kinds.prefix(ChartPalette.colors.count - 1).enumerated() {
        entries.append(LegendEntry(sample: .arrow(place), words: kind))
      }
      if kinds.count >= ChartPalette.colors.count {
        entries.append(
          LegendEntry(sample: .arrow(ChartPalette.colors.count - 1), words: "other messages"))
      }
      let arrows = archive.arrows
      if arrows.contains(where: { $0.fate == .lost }) {
        entries.append(LegendEntry(sample: .lost, words: "lost"))
      }
      if arrows.contains(where: { $0.fate == .onItsWay }) {
        entries.append(LegendEntry(sample: .held, words: "on its way at the end"))
      }
      for (kind, sample, words) in [
        (DiagramArchive.Mark.Kind.durable, LegendEntry.Sample.durable, "durable write"),
        (.expired, .expired, "timer"),
      ] where archive.marks.contains(where: { $0.kind == kind }) {
        entries.append(LegendEntry(sample: sample, words: words))
      }
    }
    if archive.marks.contains(where: { $0.kind == .crashed }) {
      entries.append(LegendEntry(sample: .crash, words: "crash"))
    }
    if archive.marks.contains(where: { $0.kind == .started }) {
      entries.append(LegendEntry(sample: .start, words: "start"))
    }
    return entries
  }

  /// As many in a row as there is room for.
  var legendRows: [[LegendEntry]] {
    var rows: [[LegendEntry]] = []
    var room = 0.0
    for entry in legendEntries {
      if entry.width > room {
        rows.append([])
        room = SpaceTimeDiagram.width - 32
      }
      rows[rows.count - 1].append(entry)
      room -= entry.width
    }
    return rows
  }

  mutating func drawLegend(_ rows: [[LegendEntry]], top: Double) {
    for (row, entries) in rows.enumerated() {
      let y = top + Double(row) * 22
      var x = 16.0
      for entry in entries {
        drawSample(entry.sample, x, y)
        svg.words(
          entry.words,
          [("x", num(x + 38)), ("y", num(y + 4)), ("class", "ink"), ("font-size", "12")])
        x += entry.width
      }
    }
  }

  private mutating func drawSample(_ sample: LegendEntry.Sample, _ x: Double, _ y: Double) {
    switch sample {
    case .state(.rest): box("rest", x, y, 30, 3)
    case .state(.waiting): box("rest", x, y, 30, 6)
    case .state(.attempting):
      svg.element(
        "rect",
        [
          ("class", "try"), ("x", num(x)), ("y", num(y - 6)), ("width", "30"),
          ("height", "12"),
        ])
    case .state(.notable): box("f1", x, y, 30, 14)
    case .arrow(let color):
      if archive.isDense {
        for (place, size) in [4.0, 12, 7, 15, 5].enumerated() {
          box("f0", x + Double(place) * 6, y, 5, size)
        }
      } else {
        line(x, y, x + 30, y, "arrow s\(color)")
        head(x, y, x + 30, y, "f\(color)")
      }
    case .lost:
      line(x, y, x + 24, y, "lost", dash: "4 3")
      cross(x + 24, y)
    case .held: line(x, y, x + 30, y, "arrow s0", dash: "2 4")
    case .durable: box("ink", x + 13, y, 4, 4)
    case .expired:
      let points =
        "\(num(x + 11)),\(num(y - 3)) \(num(x + 19)),\(num(y - 3)) \(num(x + 15)),\(num(y + 3))"
      svg.element("polygon", [("class", "faint"), ("points", points)])
    case .crash: cross(x + 15, y)
    case .start:
      svg.element("circle", [("class", "good"), ("cx", num(x + 15)), ("cy", num(y)), ("r", "3.5")])
    }
  }
}
