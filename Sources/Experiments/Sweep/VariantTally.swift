import Scenarios
import Simulator

/// The runs of one variant that have been added, in memory that does not grow with their number.
struct VariantTally: Sendable {
  private let header: SweepHeader
  private let index: Int
  private var runCount: Int64 = 0
  private var eventCount: Int64 = 0
  private var milliseconds: Int64 = 0
  private var failed = SweepResult.Listed()
  private var undecided = SweepResult.Listed()
  private var reasons: [SweepResult.Reason] = []
  /// By window and measure.
  private var measures: [MeasureTally]
  private let sampledCount: Int
  private var faults: [SweepResult.FaultCount]

  init(_ header: SweepHeader, _ index: Int) {
    self.header = header
    self.index = index
    measures = header.windows.flatMap { _ in header.measures.map { MeasureTally($0) } }
    sampledCount = header.windows.count * header.measures.count { $0.form == .histogram }
    faults = FaultKind.allCases.map { SweepResult.FaultCount(kind: $0) }
  }

  /// Adds a run, in the order of the seeds.
  mutating func add(_ row: SweepRow) {
    runCount += 1
    eventCount = SweepResult.sum([eventCount, row.eventCount])
    milliseconds = SweepResult.sum([milliseconds, row.end / .millisecond])
    if row.failed {
      failed.add(row)
      addReasons(row.failures)
    } else if !row.passed {
      undecided.add(row)
    }
    addCells(row)
    for cell in row.faults {
      for place in faults.indices where faults[place].kind == cell.kind { faults[place].add(cell) }
    }
  }

  private mutating func addReasons(_ failures: [String]) {
    for failure in failures {
      let name = FailureReason.name(of: failure)
      if let place = reasons.firstIndex(where: { $0.name == name }) {
        reasons[place].runs += 1
      } else if reasons.count < SweepResult.mostListed {
        reasons.append(SweepResult.Reason(name: name, runs: 1))
      }
    }
  }

  private mutating func addCells(_ row: SweepRow) {
    let cells = row.cells.cells(measures.count) ?? []
    let sketches = cells.count == measures.count ? row.sketches.sketches ?? [] : []
    var next = 0
    for (place, cell) in cells.enumerated() {
      let isSampled = header.measures[place % header.measures.count].form == .histogram
      let sketch = isSampled && sketches.count == sampledCount ? sketches[next] : nil
      if isSampled { next += 1 }
      measures[place].add(cell, sketch, place: row.place)
    }
  }

  /// What the runs come to.
  var result: SweepResult.Variant {
    let count = header.measures.count
    return SweepResult.Variant(
      label: header.labels[index], choices: header.choices[index], runCount: runCount,
      failed: failed, undecided: undecided, reasons: reasons, eventCount: eventCount,
      milliseconds: milliseconds,
      windows: header.windows.enumerated().map { window, name in
        SweepResult.WindowResult(
          window: name,
          measures: (0..<count).map { measures[window * count + $0].spread(runs: runCount) })
      },
      faults: faults.filter { $0.runsDeclared > 0 })
  }
}

extension SweepResult.FaultCount {
  fileprivate mutating func add(_ cell: SweepRow.FaultCell) {
    runsDeclared += cell.declared > 0 ? 1 : 0
    runsBegan += cell.began > 0 ? 1 : 0
    runsTookEffect += cell.tookEffect > 0 ? 1 : 0
    declared = SweepResult.sum([declared, cell.declared])
    tookEffect = SweepResult.sum([tookEffect, cell.tookEffect])
  }
}
