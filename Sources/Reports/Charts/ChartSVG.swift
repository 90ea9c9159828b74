/// Draws a chart as SVG: it needs no other file, and fits light and dark pages.
struct ChartSVG {
  private let chart: Chart
  var svg = SVGWriter()

  /// In pixels of the picture.
  struct Box {
    let x: Double
    let y: Double
    let width: Double
    let height: Double
  }

  private static var panelWidth: Double { 480 }
  private static var margin: Double { 20 }

  /// Panels with long labels have the whole width.
  private var columns: Int {
    let isWide = chart.panels.contains { leftRoom($0) > 160 }
    return isWide ? 1 : Swift.min(2, Swift.max(1, chart.panels.count))
  }

  private var width: Double {
    Swift.max(700, Double(columns) * ChartSVG.panelWidth + ChartSVG.margin)
  }
  private var headHeight: Double { 52 + Double(notes.count) * 17 }

  /// The chart's notes in lines that fit.
  private var notes: [String] {
    let room = width - 2 * ChartSVG.margin
    return chart.notes.flatMap { note in
      var lines = [""]
      for word in RowText.parts(note, at: UInt8(ascii: " ")) {
        let longer = lines[lines.count - 1].isEmpty ? word : lines[lines.count - 1] + " " + word
        if ChartSVG.length(longer, 12.5) > room, !lines[lines.count - 1].isEmpty {
          lines.append(word)
        } else {
          lines[lines.count - 1] = longer
        }
      }
      return lines
    }
  }

  init(_ chart: Chart) { self.chart = chart }

  /// The picture.
  var text: String {
    var copy = self
    copy.draw()
    return copy.svg.text
  }

  private mutating func draw() {
    let rows = (chart.panels.count + columns - 1) / columns
    let panelHeight = chart.panels.map { self.height(of: $0) }.max() ?? 300
    let legend = legendRows()
    let legendHeight = legend.isEmpty ? 0 : Double(legend.count) * 22 + 14
    let height = headHeight + Double(rows) * panelHeight + legendHeight + 8
    svg.begin(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(num(width)) \(num(height))"),
        ("width", num(width)), ("height", num(height)), ("role", "img"),
      ])
    svg.say("title", chart.title)
    svg.say("desc", chart.notes.joined(separator: " "))
    svg.style(ChartPalette.rules)
    svg.element("rect", [("class", "paper"), ("width", num(width)), ("height", num(height))])
    drawHead()
    let panelWidth = (width - ChartSVG.margin) / Double(columns)
    for (index, panel) in chart.panels.enumerated() {
      let left = ChartSVG.margin / 2 + Double(index % columns) * panelWidth
      let top = headHeight + Double(index / columns) * panelHeight
      draw(panel, Box(x: left, y: top, width: panelWidth, height: panelHeight))
    }
    drawLegend(legend, top: height - legendHeight)
    svg.end()
  }

  private func height(of panel: Chart.Panel) -> Double {
    switch panel.content {
    case .lines: 340
    case .spreads(let rows): 110 + Double(rows.count) * 34
    case .cells:
      if case .categories(let count) = panel.y.scale { 120 + Double(count) * 40 } else { 340 }
    }
  }

  private mutating func drawHead() {
    svg.words(
      chart.title,
      [
        ("x", num(ChartSVG.margin)), ("y", "30"), ("class", "ink"), ("font-size", "18"),
        ("font-weight", "bold"),
      ])
    for (index, note) in notes.enumerated() {
      svg.words(
        note,
        [
          ("x", num(ChartSVG.margin)), ("y", num(51 + Double(index) * 17)), ("class", "faint"),
          ("font-size", "12.5"),
        ])
    }
  }

  // MARK: Panels

  private mutating func draw(_ panel: Chart.Panel, _ outer: Box) {
    let left = leftRoom(panel)
    let head = panel.title.isEmpty ? 8.0 : 30.0
    let area = Box(
      x: outer.x + left, y: outer.y + head, width: outer.width - left - 16,
      height: outer.height - 56 - head)
    svg.words(
      panel.title,
      [
        ("x", num(area.x)), ("y", num(outer.y + 18)), ("class", "ink"), ("font-size", "14"),
        ("font-weight", "bold"),
      ])
    drawAxes(panel, area, left)
    switch panel.content {
    case .lines(let lines):
      for line in lines { drawBand(line, panel, area) }
      for line in lines { drawLine(line, panel, area) }
    case .spreads(let rows): for row in rows { drawSpread(row, panel, area) }
    case .cells(let cells): drawCells(cells, panel, area)
    }
    for ring in panel.rings { drawRing(ring, panel, area) }
  }

  /// Room for the labels of the y axis and its title.
  private func leftRoom(_ panel: Chart.Panel) -> Double {
    let longest = panel.y.ticks.map { ChartSVG.length($0.label, 12) }.max() ?? 0
    return Swift.min(longest, 330) + (panel.y.title.isEmpty ? 18 : 38)
  }

  private mutating func drawAxes(_ panel: Chart.Panel, _ area: Box, _ left: Double) {
    let bottom = area.y + area.height
    for tick in panel.y.ticks {
      let y = place(tick.value, panel.y, area).y
      if case .cells = panel.content {} else { line(area.x, y, area.x + area.width, y, "grid") }
      svg.words(
        tick.label,
        [
          ("x", num(area.x - 7)), ("y", num(y + 4)), ("class", "ink"), ("font-size", "12"),
          ("text-anchor", "end"),
        ])
    }
    for tick in panel.x.ticks {
      let x = place(tick.value, panel.x, area).x
      if case .cells = panel.content {} else { line(x, area.y, x, bottom, "grid") }
      line(x, bottom, x, bottom + 4, "axis")
      svg.words(
        tick.label,
        [
          ("x", num(x)), ("y", num(bottom + 18)), ("class", "ink"), ("font-size", "12"),
          ("text-anchor", "middle"),
        ])
    }
    line(area.x, area.y, area.x, bottom, "axis")
    line(area.x, bottom, area.x + area.width, bottom, "axis")
    svg.words(
      panel.x.title,
      [
        ("x", num(area.x + area.width / 2)), ("y", num(bottom + 38)), ("class", "faint"),
        ("font-size", "12.5"), ("text-anchor", "middle"),
      ])
    if panel.y.title.isEmpty { return }
    let (x, y) = (area.x - left + 14, area.y + area.height / 2)
    svg.words(
      panel.y.title,
      [
        ("x", num(x)), ("y", num(y)), ("class", "faint"), ("font-size", "12.5"),
        ("text-anchor", "middle"), ("transform", "rotate(-90 \(num(x)) \(num(y)))"),
      ])
  }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ name: String
  ) {
    svg.element(
      "line",
      [("x1", num(x1)), ("y1", num(y1)), ("x2", num(x2)), ("y2", num(y2)), ("class", name)])
  }

  /// Where a value of an axis lies: its part of the width, and of the height from below.
  func place(_ value: Double, _ axis: ChartAxis, _ area: Box) -> (x: Double, y: Double) {
    let part = Swift.min(1, Swift.max(0, axis.position(value)))
    return (area.x + part * area.width, area.y + area.height - part * area.height)
  }

  func place(
    _ x: Double, _ y: Double, _ panel: Chart.Panel, _ area: Box
  ) -> (x: Double, y: Double) {
    (place(x, panel.x, area).x, place(y, panel.y, area).y)
  }

  // MARK: Legend

  /// Labels in rows that fit, each with where it starts.
  private func legendRows() -> [[(entry: Int, x: Double)]] {
    var rows: [[(entry: Int, x: Double)]] = []
    var x = ChartSVG.margin
    for (index, entry) in chart.legend.enumerated() {
      let needed = 44 + ChartSVG.length(entry.label, 12.5)
      if rows.isEmpty || x + needed > width - 10 {
        rows.append([])
        x = ChartSVG.margin
      }
      rows[rows.count - 1].append((index, x))
      x += needed + 14
    }
    return rows
  }

  private mutating func drawLegend(_ rows: [[(entry: Int, x: Double)]], top: Double) {
    for (number, row) in rows.enumerated() {
      let y = top + 10 + Double(number) * 22
      for (entry, x) in row {
        let (label, look) = chart.legend[entry]
        stroke("M\(num(x)) \(num(y))H\(num(x + 32))", look)
        if chart.hasMarkers { mark((x + 16, y), look) }
        svg.words(
          label,
          [("x", num(x + 38)), ("y", num(y + 4)), ("class", "ink"), ("font-size", "12.5")])
      }
    }
  }

  func color(_ look: Chart.Look) -> Int { look.color % ChartPalette.colors.count }

  func num(_ value: Double) -> String { SVGWriter.number(value) }

  /// About what a text takes in the fonts named, in pixels.
  static func length(_ text: String, _ size: Double) -> Double {
    text.reduce(0) { sum, character in
      let isNarrow = "iljt.,:;'|!()[] ".contains(character)
      let isWide = "mwMW%@".contains(character) || !character.isASCII
      return sum + size * (isNarrow ? 0.32 : isWide ? 0.86 : 0.57)
    }
  }
}
