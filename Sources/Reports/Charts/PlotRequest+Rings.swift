public import Experiments
import Scenarios
import Simulator

/// Numbers from elsewhere, and where they belong in a picture.
extension PlotRequest {
  /// Takes points into the picture.
  public mutating func add(
    _ points: ReferencePoints, _ header: SweepHeader
  ) throws(ReferencePoints.Mistake) {
    if kind != .lines, kind != .cdf {
      throw ReferencePoints.Mistake(
        line: 1, message: "points are drawn into lines and distributions, not into '\(kind.word)'")
    }
    let path = kind == .lines ? against ?? "" : nil
    let groups = VariantGroups(header, apartFrom: path)
    let setting = SettingScale(header.values(of: path ?? ""))
    for point in points.points {
      let item = try item(of: point, header)
      let unit = items[item].unit(header)
      rings.append(
        Ring(
          item: item, variant: try variant(of: point, groups, header),
          x: try x(of: point, unit, setting), y: try y(of: point, unit)))
    }
    source = points.source
  }

  private func item(
    of point: ReferencePoints.Point, _ header: SweepHeader
  ) throws(ReferencePoints.Mistake) -> Int {
    if point.panel.isEmpty {
      if items.count == 1 { return 0 }
      throw ReferencePoints.Mistake(
        line: point.row,
        message: "the picture has \(items.count) panels; name one in a column 'panel'")
    }
    let titles = items.map { $0.title(header) }
    if let index = titles.firstIndex(of: point.panel) { return index }
    throw ReferencePoints.Mistake(
      line: point.row,
      message:
        "there is no panel '\(point.panel)'; the panels are \(titles.joined(separator: ", "))")
  }

  /// A variant of the line that is meant: by its label, or by a value that sets it apart.
  private func variant(
    of point: ReferencePoints.Point, _ groups: VariantGroups, _ header: SweepHeader
  ) throws(ReferencePoints.Mistake) -> Int? {
    if point.line.isEmpty { return groups.groups.count == 1 ? 0 : nil }
    let paths = header.variedPaths
    let found = groups.groups.filter { group in
      group.label == point.line
        || group.variants.contains { variant in
          header.labels[variant] == point.line
            || paths.contains { header.value(of: $0, variant) == point.line }
        }
    }
    if found.count == 1 { return found[0].variants.first }
    let labels = groups.groups.map { "'\($0.label)'" }.joined(separator: ", ")
    throw ReferencePoints.Mistake(
      line: point.row,
      message: found.isEmpty
        ? "there is no line '\(point.line)'; the lines are \(labels)"
        : "'\(point.line)' is \(found.count) lines; name one of \(labels)")
  }

  private func x(
    of point: ReferencePoints.Point, _ unit: Measure.Unit, _ setting: SettingScale
  ) throws(ReferencePoints.Mistake) -> Double {
    let x =
      kind == .cdf
      ? ReferencePoints.number(point.x, unit) : setting.position(ofAny: point.x)
    if let x { return x }
    throw ReferencePoints.Mistake(
      line: point.row,
      message: kind == .cdf
        ? "'\(point.x)' is no value of the measure" : "'\(point.x)' is no value of \(against ?? "")"
    )
  }

  private func y(
    of point: ReferencePoints.Point, _ unit: Measure.Unit
  ) throws(ReferencePoints.Mistake) -> Double {
    let y = kind == .cdf ? ReferencePoints.share(point.y) : ReferencePoints.number(point.y, unit)
    guard let y, kind == .lines || (0...1).contains(y) else {
      throw ReferencePoints.Mistake(
        line: point.row,
        message: kind == .cdf
          ? "'\(point.y)' is no share, such as 50%" : "'\(point.y)' is no value of the measure")
    }
    return y
  }
}

extension PlotRequest.Item {
  /// In what its numbers are: how many samples there are is a count, whatever they measure.
  func unit(_ header: SweepHeader) -> Measure.Unit {
    statistic == .count ? .count : header.measures[measure].unit
  }

  /// As its panel is called, such as `commit latency p99 during cut`.
  func title(_ header: SweepHeader) -> String {
    let window = header.windows[window]
    return header.measures[measure].name + (statistic.map { " " + $0.name } ?? "")
      + (window == .whole ? "" : " " + window.name)
  }
}
