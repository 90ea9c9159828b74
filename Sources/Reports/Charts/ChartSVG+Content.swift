/// What stands between the axes of a panel.
extension ChartSVG {
  mutating func drawBand(_ line: Chart.Line, _ panel: Chart.Panel, _ area: Box) {
    let bounded = line.points.filter { $0.interval != nil }
    guard bounded.count > 1 else { return }
    let upper = bounded.map { place($0.x, $0.interval?.upperBound ?? $0.y, panel, area) }
    let lower = bounded.reversed().map { place($0.x, $0.interval?.lowerBound ?? $0.y, panel, area) }
    svg.element(
      "polygon",
      [
        ("class", "band f\(color(line.look))"),
        ("points", (upper + lower).map { "\(num($0.x)),\(num($0.y))" }.joined(separator: " ")),
      ])
  }

  mutating func drawLine(_ line: Chart.Line, _ panel: Chart.Panel, _ area: Box) {
    guard let first = line.points.first else { return }
    var last = place(first.x, first.y, panel, area)
    var path = "M\(num(last.x)) \(num(last.y))"
    for point in line.points.dropFirst() {
      let next = place(point.x, point.y, panel, area)
      if line.isStepped {
        path += "H\(num(next.x))V\(num(next.y))"
      } else {
        path += "L\(num(next.x)) \(num(next.y))"
      }
      last = next
    }
    stroke(path, line.look)
    guard line.isMarked else { return }
    for point in line.points {
      mark(place(point.x, point.y, panel, area), line.look)
      if line.points.count == 1, let interval = point.interval {
        let low = place(point.x, interval.lowerBound, panel, area)
        let high = place(point.x, interval.upperBound, panel, area)
        stroke("M\(num(low.x)) \(num(low.y))L\(num(high.x)) \(num(high.y))", line.look)
      }
    }
  }

  mutating func drawRing(_ ring: Chart.Ring, _ panel: Chart.Panel, _ area: Box) {
    let (x, y) = place(ring.x, ring.y, panel, area)
    svg.element(
      "circle",
      [
        ("cx", num(x)), ("cy", num(y)), ("r", "4.5"), ("stroke-width", "1.8"),
        ("class", "ring " + (ring.look.map { "s\(color($0))" } ?? "si")),
      ])
  }

  mutating func stroke(_ path: String, _ look: Chart.Look, width: String = "2") {
    var attributes = [
      ("d", path), ("class", "line s\(color(look))"), ("stroke-width", width),
    ]
    let dash = ChartPalette.dashes[look.dash % ChartPalette.dashes.count]
    if !dash.isEmpty { attributes.append(("stroke-dasharray", dash)) }
    svg.element("path", attributes)
  }

  /// A disc, or for the second kind of line a square, a diamond for the third, a triangle for the fourth.
  mutating func mark(_ at: (x: Double, y: Double), _ look: Chart.Look) {
    let style = "f\(color(look)) edge"
    let (x, y) = (at.x, at.y)
    let corners: [(Double, Double)]
    switch look.dash % 4 {
    case 0:
      svg.element(
        "circle",
        [("cx", num(x)), ("cy", num(y)), ("r", "4"), ("class", style), ("stroke-width", "1")])
      return
    case 1: corners = [(-3.6, -3.6), (3.6, -3.6), (3.6, 3.6), (-3.6, 3.6)]
    case 2: corners = [(0, -4.8), (4.8, 0), (0, 4.8), (-4.8, 0)]
    default: corners = [(0, -4.6), (4.6, 3.8), (-4.6, 3.8)]
    }
    svg.element(
      "polygon",
      [
        ("points", corners.map { "\(num(x + $0.0)),\(num(y + $0.1))" }.joined(separator: " ")),
        ("class", style), ("stroke-width", "1"),
      ])
  }

  // MARK: Spreads and cells

  /// A stroke for each run, a bar over the middle half of them, and a mark at the median.
  mutating func drawSpread(_ row: Chart.Spread, _ panel: Chart.Panel, _ area: Box) {
    let y = place(Double(row.row), panel.y, area).y
    func x(_ share: Double) -> Double {
      let rank = Int((share * Double(row.values.count)).rounded(.up))
      let value = row.values[Swift.max(0, Swift.min(row.values.count, rank) - 1)]
      return place(value, panel.x, area).x
    }
    var path = ""
    for value in row.values {
      let x = place(value, panel.x, area).x
      path += "M\(num(x)) \(num(y - 10))V\(num(y + 10))"
    }
    svg.element(
      "path",
      [
        ("d", path), ("class", "s\(color(row.look))"), ("stroke-width", "1"),
        ("stroke-opacity", "0.35"),
      ])
    svg.element(
      "rect",
      [
        ("x", num(x(0.25))), ("y", num(y - 4)), ("width", num(Swift.max(1, x(0.75) - x(0.25)))),
        ("height", "8"), ("class", "f\(color(row.look))"), ("fill-opacity", "0.75"),
      ])
    svg.element(
      "circle",
      [
        ("cx", num(x(0.5))), ("cy", num(y)), ("r", "5"), ("class", "paper"),
      ])
    svg.element(
      "circle",
      [("cx", num(x(0.5))), ("cy", num(y)), ("r", "3.5"), ("class", "f\(color(row.look))")])
  }

  mutating func drawCells(_ cells: [Chart.Cell], _ panel: Chart.Panel, _ area: Box) {
    guard case .categories(let columns) = panel.x.scale,
      case .categories(let rows) = panel.y.scale
    else { return }
    let low = cells.map { $0.value }.min() ?? 0
    let high = cells.map { $0.value }.max() ?? 0
    let (width, height) = (area.width / Double(columns), area.height / Double(rows))
    for cell in cells {
      let (x, y) = place(Double(cell.column), Double(cell.row), panel, area)
      let heat = ChartPalette.heat(high > low ? (cell.value - low) / (high - low) : 0.5)
      svg.element(
        "rect",
        [
          ("x", num(x - width / 2 + 1)), ("y", num(y - height / 2 + 1)),
          ("width", num(width - 2)), ("height", num(height - 2)), ("fill", heat.color),
        ])
      svg.words(
        cell.text,
        [
          ("x", num(x)), ("y", num(y + 4)), ("text-anchor", "middle"), ("font-size", "12"),
          ("fill", heat.isLight ? "#111111" : "#ffffff"),
        ])
    }
  }
}
