import Checks
import Experiments
import Scenarios
import Simulator

/// Tells rows that a run of a sweep can have given from others.
struct RowChecker {
  private let header: SweepHeader
  private let seeds: SeedTable
  /// The row before, in files that have an order.
  private var last: SweepRow?

  init(_ header: SweepHeader) {
    self.header = header
    seeds = SeedTable(header.seeds)
  }

  /// Takes the next row of the file.
  mutating func check(_ row: SweepRow) throws(LineMistake) {
    try checkPlace(row)
    guard row.eventCount >= 0, row.end >= 0 else {
      throw LineMistake("neither a number of events nor a time is negative")
    }
    try checkCells(row)
    try checkFaults(row.faults)
    // A part is sorted; a journal has rows as they were finished.
    if header.build == nil { last = row }
  }

  private func checkPlace(_ row: SweepRow) throws(LineMistake) {
    guard header.labels.indices.contains(row.variant), row.place >= 0,
      let seed = seeds[UInt64(row.place)], seed == row.seed
    else { throw LineMistake("the sweep has no run of seed \(row.seed) at this place") }
    guard header.shard.contains(place: row.place) else {
      throw LineMistake("the run of seed \(row.seed) is not one of part \(header.shard.text)")
    }
    guard let last, !SweepRow.precedes(last, row) else { return }
    throw LineMistake(
      SweepRow.precedes(row, last)
        ? "the run of seed \(row.seed) stands behind that of seed \(last.seed)"
        : "the run of seed \(row.seed) is there twice")
  }

  private func checkCells(_ row: SweepRow) throws(LineMistake) {
    guard row.measureCount == header.measures.count else {
      throw LineMistake(
        "the row has \(row.measureCount) measures, and the header \(header.measures.count)")
    }
    guard let cells = row.cells.cells(), CellTable(cells) == row.cells,
      cells.count == header.windows.count * header.measures.count
    else { throw LineMistake("the row's cells by window cannot be read") }
    for (place, cell) in cells.enumerated() {
      let measure = header.measures[place % header.measures.count]
      if RowChecker.fits(cell.amount, measure), cell.censored >= 0 { continue }
      throw LineMistake("no run gives this as '\(measure.name)'")
    }
    try checkSamples(row, cells)
  }

  /// Samples are those that the cells sum up.
  private func checkSamples(_ row: SweepRow, _ cells: [WindowCell]) throws(LineMistake) {
    guard let sketches = row.sketches.sketches, SketchTable(sketches) == row.sketches else {
      throw LineMistake("the row's samples cannot be read")
    }
    let summaries = cells.indices.filter {
      header.measures[$0 % header.measures.count].form == .histogram
    }
    guard sketches.count == summaries.count else {
      throw LineMistake("the row has samples of \(sketches.count) cells, not \(summaries.count)")
    }
    for (place, sketch) in zip(summaries, sketches) where !RowChecker.fits(sketch, cells[place]) {
      let name = header.measures[place % header.measures.count].name
      throw LineMistake("the samples of '\(name)' are not those of its numbers")
    }
  }

  private static func fits(_ sketch: Sketch, _ cell: WindowCell) -> Bool {
    guard case .samples(let summary) = cell.amount else { return sketch.runs.isEmpty }
    let grid = ValueGrid.fine
    return sketch.count == summary.count
      && sketch.runs.first?.bucket == grid.bucket(of: summary.minimum)
      && sketch.runs.last?.bucket == grid.bucket(of: summary.maximum)
  }

  private static func fits(_ cell: SweepRow.MeasureCell, _ measure: Measure) -> Bool {
    switch cell {
    case .nothing: true
    case .value(let value):
      switch measure.form {
      case .histogram: false
      case .count: true
      case .flag: value == 0 || value == 1
      }
    case .samples(let samples): measure.form == .histogram && isOrdered(samples)
    }
  }

  private static func isOrdered(_ samples: Summary) -> Bool {
    let rising = [
      samples.minimum, samples.p50, samples.p90, samples.p99, samples.p999, samples.maximum,
    ]
    return samples.count >= 1 && zip(rising, rising.dropFirst()).allSatisfy { $0 <= $1 }
      && samples.minimum <= samples.mean && samples.mean <= samples.maximum
  }

  private func checkFaults(_ cells: [SweepRow.FaultCell]) throws(LineMistake) {
    var order = FaultKind.allCases[...]
    for cell in cells {
      guard let place = order.firstIndex(of: cell.kind) else {
        throw LineMistake("the kind of fault '\(cell.kind.key)' does not belong at this place")
      }
      order = order[(place + 1)...]
      let range = 0...max(cell.declared, 0)
      guard cell.declared >= 1, range.contains(cell.began), range.contains(cell.tookEffect),
        cell.effects >= 0
      else { throw LineMistake("no run has such numbers of '\(cell.kind.key)'") }
    }
  }
}
