import Checks
public import Experiments
import Scenarios

/// The picture of a sweep that was asked for.
public struct SweepChart {
  private let result: SweepResult
  private let request: PlotRequest
  private var header: SweepHeader { result.header }

  /// A picture of a result that has its rows.
  public init(_ result: SweepResult, _ request: PlotRequest) {
    self.result = result
    self.request = request
  }

  /// The picture as SVG.
  public var svg: String {
    let (panels, legend) =
      switch request.kind {
      case .lines: lines
      case .cdf: distributions
      case .seeds: spreads
      case .heat: heat
      }
    return ChartSVG(
      Chart(
        title: header.about.isEmpty ? header.file : header.about, notes: notes, panels: panels,
        legend: legend, hasMarkers: request.kind == .lines)
    ).text
  }

  private typealias Drawing = (panels: [Chart.Panel], legend: [(label: String, look: Chart.Look)])

  // MARK: Words

  private func measure(_ item: PlotRequest.Item) -> Measure { header.measures[item.measure] }

  private func title(_ item: PlotRequest.Item) -> String { item.title(header) }

  private var notes: [String] {
    let sets = header.overrides.isEmpty ? "" : ", \(SweepHeader.words(header.overrides))"
    var notes = ["\(header.file)\(sets): \(header.protocolName), seeds \(header.seeds.text)"]
    if request.kind == .lines {
      notes.append("Bands are 95 % intervals over seeds: samples of one seed belong together.")
    }
    if request.kind == .seeds {
      notes.append("A stroke for each seed, a bar over the middle half, a mark at the median.")
    }
    if !request.rings.isEmpty {
      notes.append(
        "Rings are from elsewhere" + (request.source.isEmpty ? "." : ": " + request.source))
    }
    var counted: [PlotRequest.Item] = []
    for item in request.items
    where !counted.contains(where: { $0.measure == item.measure && $0.window == item.window }) {
      counted.append(item)
    }
    let spreads = result.variants.flatMap { variant in
      counted.map { variant.windows[$0.window].measures[$0.measure] }
    }
    let censored = spreads.reduce(Int64(0)) { $0 + $1.censored }
    let answered = spreads.reduce(Int64(0)) { $0 + ($1.pooled?.count ?? 0) }
    if censored > 0 {
      let share = Share(censored, of: Swift.max(1, censored + answered))
      notes.append(
        "\(PercentText.text(share.partsPerMillion)) of what was asked was never answered, and is not in it."
      )
    }
    return notes
  }

  // MARK: Numbers

  /// A number of a variant with its interval; nil without a sample.
  private func number(
    _ item: PlotRequest.Item, _ variant: Int
  ) -> (value: Double, interval: ClosedRange<Double>?)? {
    let spread = result.variants[variant].windows[item.window].measures[item.measure]
    if item.statistic == .count { return samples(spread, of: result.variants[variant].runCount) }
    if let statistic = item.statistic, let bound = spread.pooled?.bound(statistic) {
      let interval = bound.interval.map { Double($0.lowerBound)...Double($0.upperBound) }
      return (Double(bound.value), interval)
    }
    // The greatest of a run, and what is no sample, is a mean over the runs.
    let wanted: Statistic = spread.measure.form == .histogram ? .max : .total
    guard let line = spread.lines.first(where: { $0.statistic == wanted }) else { return nil }
    let mean = line.spread.mean
    let value = Double(mean.value) / Double(mean.scale)
    let interval = mean.margin.map { margin -> ClosedRange<Double> in
      let width = Double(margin) / Double(mean.scale)
      return (value - width)...(value + width)
    }
    return (value, interval)
  }

  /// How many samples a run has; where it has one or none, that is a share of the runs.
  private func samples(
    _ spread: SweepResult.MeasureSpread, of runs: Int64
  ) -> (value: Double, interval: ClosedRange<Double>?)? {
    guard let total = spread.total, runs > 0 else { return nil }
    let value = Double(total) / Double(runs)
    guard total == runs - spread.runsWithout else { return (value, nil) }
    let interval = Share(total, of: runs).interval
    return (value, (Double(interval.lowerBound) / 1e6)...(Double(interval.upperBound) / 1e6))
  }

  private func scale(_ item: PlotRequest.Item, _ numbers: [Double]) -> UnitScale {
    UnitScale(item.unit(header), most: numbers.max() ?? 0)
  }

  // MARK: Lines

  private var lines: Drawing {
    let path = request.against ?? ""
    let setting = SettingScale(header.values(of: path))
    let groups = VariantGroups(header, apartFrom: path)
    let panels = request.items.enumerated().map { index, item in
      let numbers = header.labels.indices.map { number(item, $0) }
      let given = request.rings.filter { $0.item == index }
      let ends =
        numbers.compactMap { $0 }.flatMap {
          [$0.value] + ($0.interval.map { [$0.lowerBound, $0.upperBound] } ?? [])
        } + given.map { $0.y }
      let scale = scale(item, ends)
      let lines = groups.groups.map { group in
        let points = group.variants.compactMap { variant -> Chart.Point? in
          guard let number = numbers[variant] else { return nil }
          return Chart.Point(
            x: setting.position(header.value(of: path, variant)), y: number.value / scale.divisor,
            interval: number.interval.map {
              ($0.lowerBound / scale.divisor)...($0.upperBound / scale.divisor)
            })
        }
        return Chart.Line(look: group.look, points: points.sorted { $0.x < $1.x })
      }
      let rings = given.map { ring in
        Chart.Ring(
          look: ring.variant.map { groups.look(of: $0) }, x: ring.x, y: ring.y / scale.divisor)
      }
      return Chart.Panel(
        title: title(item), x: setting.axis(path, showing: given.map { $0.x }),
        y: ChartAxis(scale.name, values: ends.map { $0 / scale.divisor }, startsAtZero: true),
        content: .lines(lines), rings: rings)
    }
    return (panels, groups.legend)
  }

  // MARK: Distributions

  /// One panel with a line for each measure and window, or one for each of these with a line a variant.
  private var distributions: Drawing {
    let isAlone = header.labels.count == 1
    let groups = VariantGroups(header, apartFrom: nil)
    // Lines that lie upon one another are told apart by their dashes.
    let looks = request.items.indices.map { Chart.Look(color: $0, dash: $0) }
    if isAlone {
      let shown = request.items.enumerated().compactMap { index, item in
        pooled(item, 0).map { (item, looks[index], $0) }
      }
      let panel = distribution(
        request.items[0], title: "", shown.map { ($0.1, $0.2) },
        request.rings.map { (looks[$0.item], $0) })
      return ([panel], shown.map { (title($0.0), $0.1) })
    }
    let panels = request.items.enumerated().map { index, item in
      distribution(
        item, title: title(item),
        header.labels.indices.compactMap { variant in
          pooled(item, variant).map { (groups.look(of: variant), $0) }
        },
        request.rings.filter { $0.item == index }.map { ring in
          (ring.variant.map { groups.look(of: $0) }, ring)
        })
    }
    return (panels, groups.legend)
  }

  private func pooled(_ item: PlotRequest.Item, _ variant: Int) -> Pooled? {
    result.variants[variant].windows[item.window].measures[item.measure].pooled
  }

  private func distribution(
    _ item: PlotRequest.Item, title: String, _ parts: [(look: Chart.Look, pooled: Pooled)],
    _ given: [(look: Chart.Look?, ring: PlotRequest.Ring)]
  ) -> Chart.Panel {
    let ends =
      parts.flatMap { [Double($0.pooled.minimum), Double($0.pooled.maximum)] }
      + given.map { $0.ring.x }
    let scale = scale(item, ends)
    let lines = parts.map { part in
      Chart.Line(
        look: part.look, points: SweepChart.steps(part.pooled, scale.divisor), isMarked: false,
        isStepped: true)
    }
    let name = measure(item).name
    return Chart.Panel(
      title: title,
      x: ChartAxis(
        scale.name.isEmpty ? name : "\(name) (\(scale.name))",
        values: ends.map { $0 / scale.divisor }, startsAtZero: true),
      y: ChartAxis("share of samples at or below", values: [0, 1], startsAtZero: true),
      content: .lines(lines),
      rings: given.map {
        Chart.Ring(look: $0.look, x: $0.ring.x / scale.divisor, y: $0.ring.y)
      })
  }

  /// Where the share rises, without steps too small to be seen.
  private static func steps(_ pooled: Pooled, _ divisor: Double) -> [Chart.Point] {
    var points = [Chart.Point(x: Double(pooled.minimum) / divisor, y: 0)]
    var (below, shown) = (Int64(0), 0.0)
    for run in pooled.values {
      below += run.count
      let share = Double(below) / Double(pooled.count)
      if share - shown < 0.002, below < pooled.count { continue }
      points.append(Chart.Point(x: Double(run.value) / divisor, y: share))
      shown = share
    }
    return points
  }

  // MARK: Seeds

  private var spreads: Drawing {
    let groups = VariantGroups(header, apartFrom: nil)
    let labels = header.labels.indices.map { groups.label(of: $0) }
    let panels = request.items.map { item in
      let values = values(of: item)
      let scale = scale(item, values.compactMap { $0.last })
      let ends = values.flatMap { [$0.first, $0.last].compactMap { $0 } }
      let rows = values.enumerated().filter { !$0.element.isEmpty }.map { variant, values in
        Chart.Spread(
          look: groups.look(of: variant), row: labels.count - 1 - variant,
          values: values.map { $0 / scale.divisor })
      }
      let name = title(item)
      return Chart.Panel(
        title: name,
        x: ChartAxis(
          scale.name.isEmpty ? name : "\(name) (\(scale.name))",
          values: ends.map { $0 / scale.divisor }, startsAtZero: false),
        y: ChartAxis("", categories: labels.reversed()), content: .spreads(rows))
    }
    return (panels, [])
  }

  /// The numbers of a variant's runs, ascending, by variant.
  private func values(of item: PlotRequest.Item) -> [[Double]] {
    var values = header.labels.map { _ in [Double]() }
    let place = item.window * header.measures.count + item.measure
    result.rows.visit { row in
      guard let cells = row.cells.cells(place + 1), cells.count > place else { return }
      if let value = cells[place].amount.number(item.statistic ?? .max) {
        values[row.variant].append(Double(value))
      }
    }
    return values.map { $0.sorted() }
  }

  // MARK: Heat

  private var heat: Drawing {
    let paths = header.variedPaths
    let across = request.against ?? paths[0]
    let up = paths.first { $0 != across } ?? across
    let (columns, rows) = (header.values(of: across), header.values(of: up))
    let panels = request.items.map { item in
      let numbers = header.labels.indices.map { number(item, $0)?.value }
      let scale = scale(item, numbers.compactMap { $0 })
      let cells = numbers.enumerated().compactMap { variant, number -> Chart.Cell? in
        guard let number,
          let column = columns.firstIndex(of: header.value(of: across, variant)),
          let row = rows.firstIndex(of: header.value(of: up, variant))
        else { return nil }
        let value = number / scale.divisor
        return Chart.Cell(column: column, row: row, value: value, text: ChartTicks.text(value))
      }
      return Chart.Panel(
        title: title(item) + (scale.name.isEmpty ? "" : " (\(scale.name))"),
        x: ChartAxis(across, categories: columns), y: ChartAxis(up, categories: rows),
        content: .cells(cells))
    }
    return (panels, [])
  }
}

extension Pooled {
  /// A statistic with its interval; nil for what is not pooled.
  fileprivate func bound(_ statistic: Statistic) -> Bounded? {
    switch statistic {
    case .p50: p50
    case .p90: p90
    case .p99: p99
    case .p999: p999
    case .mean: mean
    default: nil
    }
  }
}
