public import Experiments
public import Scenarios
import Simulator

/// A sweep's result as JSON: the same rows give the same bytes, however they were run.
///
/// Keys come in a fixed order. Durations are whole nanoseconds, ratios millionths, shares parts per
/// million; a mean stands beside the `scale` that it was multiplied by. A measure that had no sample in
/// any run has no statistics.
public struct SweepJSON: Sendable {
  let result: SweepResult
  private let replay: ReplayLine
  private let isPartial: Bool
  private let layout: JSONWriter.Layout

  /// - Parameters:
  ///   - program: the name of the program that replays a run.
  ///   - isPartial: whether the sweep was stopped before all of its runs were done.
  public init(
    _ result: SweepResult, _ layout: JSONWriter.Layout = .indented,
    program: String = ReplayLine.lockstep, isPartial: Bool = false
  ) {
    self.result = result
    self.isPartial = isPartial
    replay = ReplayLine(program: program)
    self.layout = layout
  }

  /// The object, without an end of line behind it.
  public var text: String {
    var json = JSONWriter(layout)
    write(to: &json)
    return json.text
  }

  /// Writes the object as a value of something larger.
  public func write(to json: inout JSONWriter) {
    let header = result.header
    json.object { json in
      json.member("format", JSONFormat.version)
      json.member("scenario", header.file)
      json.member("content", header.content)
      json.member("about", header.about)
      json.member("protocol", header.protocolName)
      json.member("seeds", header.seeds.text)
      json.member("partial", isPartial)
      json.member("passed", result.passed && !isPartial)
      json.member("runs", result.runCount)
      json.member("fingerprint", result.fingerprint.text)
      json.member("engine", header.engine)
      json.array("variants", of: Array(result.variants.enumerated())) { json, item in
        write(item.element, item.offset, to: &json)
      }
      json.key("rows")
      json.array { json in result.rows.visit { row in writeCells(of: row, to: &json) } }
    }
  }

  private func write(
    _ variant: SweepResult.Variant, _ index: Int, to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("variant", variant.label)
      json.member("runs", variant.runCount)
      json.member("events", variant.eventCount)
      json.member("virtualMilliseconds", variant.milliseconds)
      json.key("failed")
      if let share = variant.failureShare { write(share, to: &json) } else { json.null() }
      json.array("settings", of: variant.choices) { json, choice in
        json.object { json in
          json.member("path", choice.path)
          json.member("value", choice.value)
        }
      }
      json.array("measures", of: variant.measures) { json, measure in write(measure, to: &json) }
      json.array("windows", of: variant.windows) { json, window in
        json.object { json in
          json.member("window", window.window.name)
          json.array("measures", of: window.measures) { json, measure in
            write(measure, to: &json)
          }
        }
      }
      json.array("faults", of: variant.faults) { json, fault in write(fault, to: &json) }
      list("failing", index, variant.failed, to: &json) { $0.failed }
      list("undecided", index, variant.undecided, to: &json) { !$0.failed && !$0.passed }
    }
  }

  /// The runs of a variant that are told apart by what they came to.
  private func list(
    _ name: String, _ index: Int, _ runs: SweepResult.Listed, to json: inout JSONWriter,
    _ isOne: (SweepRow) -> Bool
  ) {
    let label = result.header.labels[index]
    json.key(name)
    json.array { json in
      if runs.count == Int64(runs.first.count) {
        for row in runs.first { write(row, label, to: &json) }
      } else {
        result.rows.visit(ofVariant: index) { row in
          if isOne(row) { write(row, label, to: &json) }
        }
      }
    }
  }

  private func write(_ share: Share, to json: inout JSONWriter) {
    json.object { json in
      json.member("runs", share.part)
      json.member("partsPerMillion", share.partsPerMillion)
      json.member("low", share.interval.lowerBound)
      json.member("high", share.interval.upperBound)
    }
  }

  private func write(_ spread: SweepResult.MeasureSpread, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", spread.measure.name)
      json.member("unit", spread.measure.unit.name)
      json.member("runsWithoutSample", spread.runsWithout)
      json.member("better", spread.measure.better.name)
      json.member("total", spread.total)
      json.member("censored", spread.censored)
      json.key("pooled")
      if let pooled = spread.pooled { write(pooled, to: &json) } else { json.null() }
      json.array("overRuns", of: spread.lines) { json, line in
        json.object { json in
          json.member(
            "statistic", spread.measure.form == .histogram ? line.statistic.name : "value")
          write(line.spread, to: &json)
        }
      }
    }
  }

  private func write(_ spread: Spread, to json: inout JSONWriter) {
    json.member("runs", spread.runs)
    json.member("min", spread.minimum)
    json.member("p50", spread.p50)
    json.member("p90", spread.p90)
    json.member("p99", spread.p99)
    json.member("max", spread.maximum)
    json.member("mean", spread.mean.value)
    json.member("margin", spread.mean.margin)
    json.member("scale", spread.mean.scale)
  }

  private func write(_ fault: SweepResult.FaultCount, to json: inout JSONWriter) {
    json.object { json in
      json.member("kind", fault.kind.name)
      json.member("runsDeclared", fault.runsDeclared)
      json.member("runsBegan", fault.runsBegan)
      json.member("runsTookEffect", fault.runsTookEffect)
      json.member("declared", fault.declared)
      json.member("tookEffect", fault.tookEffect)
    }
  }

  private func write(_ row: SweepRow, _ label: String, to json: inout JSONWriter) {
    json.object { json in
      json.member("seed", row.seed)
      json.member("fingerprint", row.fingerprint.text)
      json.array("failures", row.failures)
      json.array("undecided", row.undecided)
      json.array("notReached", row.notReached)
      json.member(
        "replay",
        replay.text(
          file: result.header.file, seed: row.seed, label: label,
          overrides: result.header.overrides))
    }
  }
}

extension Measure.Better {
  /// As reports call it.
  public var name: String {
    switch self {
    case .less: "less"
    case .more: "more"
    case .neither: "neither"
    }
  }
}
