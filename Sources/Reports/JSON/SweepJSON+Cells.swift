import Checks
import Experiments
import Scenarios
import Simulator

/// What runs measured by window, alone and pooled.
extension SweepJSON {
  func write(_ pooled: Pooled, to json: inout JSONWriter) {
    json.object { json in
      json.member("runs", pooled.runCount)
      json.member("samples", pooled.count)
      json.member("min", pooled.minimum)
      json.member("max", pooled.maximum)
      let bounds: [(String, Pooled.Bounded)] = [
        ("mean", pooled.mean), ("p50", pooled.p50), ("p90", pooled.p90), ("p99", pooled.p99),
        ("p99.9", pooled.p999),
      ]
      for (name, bound) in bounds {
        json.object(name) { json in
          json.member("value", bound.value)
          json.member("low", bound.interval?.lowerBound)
          json.member("high", bound.interval?.upperBound)
        }
      }
    }
  }

  /// One run, with the cells in which there was anything.
  func writeCells(of row: SweepRow, to json: inout JSONWriter) {
    let header = result.header
    let cells = row.cells.cells(header.windows.count * header.measures.count) ?? []
    json.object { json in
      json.member("seed", row.seed)
      json.member("variant", header.labels[row.variant])
      json.member("verdict", row.verdict.word)
      json.member("fingerprint", row.fingerprint.text)
      let seen = cells.indices.filter { cells[$0].amount != .nothing || cells[$0].censored > 0 }
      json.array("cells", of: seen) { json, place in
        let measure = header.measures[place % header.measures.count]
        json.object { json in
          json.member("window", header.windows[place / header.measures.count].name)
          json.member("measure", measure.name)
          json.member("unit", measure.unit.name)
          write(cells[place], to: &json)
        }
      }
    }
  }

  private func write(_ cell: WindowCell, to json: inout JSONWriter) {
    json.member("censored", cell.censored)
    json.key("value")
    switch cell.amount {
    case .nothing: json.null()
    case .value(let value): json.value(value)
    case .samples(let samples):
      json.object { json in
        json.member("count", samples.count)
        json.member("mean", samples.mean)
        json.member("min", samples.minimum)
        json.member("p50", samples.p50)
        json.member("p90", samples.p90)
        json.member("p99", samples.p99)
        json.member("p99.9", samples.p999)
        json.member("max", samples.maximum)
      }
    }
  }
}
