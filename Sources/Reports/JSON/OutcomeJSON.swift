import Checks
public import Experiments
import Scenarios
import Simulator

/// An outcome as JSON: the same run gives the same bytes on every machine.
///
/// Keys come in a fixed order. Times and spans are whole nanoseconds, in members whose names end in
/// `Nanoseconds`; the samples of a measure are in the unit that the measure names. A measure without
/// a sample is null.
public struct OutcomeJSON: Sendable {
  private let outcome: Outcome
  private let layout: JSONWriter.Layout

  /// The JSON of an outcome, by default with a line for each member.
  public init(_ outcome: Outcome, _ layout: JSONWriter.Layout = .indented) {
    self.outcome = outcome
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
    json.object { json in
      writeHead(&json)
      writeVerdict(&json)
      writeFaults(&json)
      json.array("measures", of: outcome.measures) { writeMeasure(&$0, $1) }
      writeTraffic(&json)
    }
  }

  private func writeHead(_ json: inout JSONWriter) {
    let scenario = outcome.scenario
    json.member("format", JSONFormat.version)
    json.member("file", scenario.file)
    json.member("variant", scenario.label.isEmpty ? nil : scenario.label)
    json.member("about", scenario.about)
    json.member("protocol", scenario.vocabulary.name)
    json.member("agents", scenario.agents.count)
    json.member("seed", outcome.seed)
    json.member("partial", outcome.isPartial)
    json.member("held", outcome.passed && !outcome.isPartial)
    json.member("verdict", outcome.verdict.word)
    json.array("failures", outcome.failures.map { FailureText.head($0) })
    json.array("undecided", outcome.undecided)
    json.member("fingerprint", outcome.fingerprint.text)
    json.member("engine", Engine.revision)
    json.member("events", outcome.eventCount)
    json.member("endNanoseconds", outcome.end)
  }

  private func writeVerdict(_ json: inout JSONWriter) {
    json.key("violation")
    if let violation = outcome.violation {
      json.object { json in
        json.member("check", violation.check)
        json.member("message", violation.message)
        json.member("atNanoseconds", violation.time)
      }
    } else {
      json.null()
    }
    json.array("expectations", of: outcome.findings) { json, finding in
      json.object { json in
        json.member("text", finding.text)
        json.member("line", finding.position.line)
        json.member("column", finding.position.column)
        json.member("held", finding.held)
        json.member("result", finding.result.word)
        json.member("seen", finding.seen)
      }
    }
    json.array("checks", of: outcome.verdicts) { writeCheck(&$0, $1) }
  }

  private func writeCheck(_ json: inout JSONWriter, _ verdict: CheckVerdict) {
    let (result, message): (String, String?) =
      switch verdict.result {
      case .held: ("held", nil)
      case .violated(let message): ("violated", FailureText.head(message))
      case .undecided(let why): ("undecided", why)
      case .notChecked: ("not checked", nil)
      }
    json.object { json in
      json.member("name", verdict.name)
      json.member("result", result)
      json.member("message", message)
    }
  }

  private func writeFaults(_ json: inout JSONWriter) {
    json.array("faults", of: outcome.faults) { json, fault in
      json.object { json in
        json.member("name", fault.name)
        json.member("kind", fault.kind.name)
        json.member("beganNanoseconds", fault.began)
        json.member("endedNanoseconds", fault.ended)
        json.member("targets", fault.began == nil ? nil : fault.targets)
        json.member("effects", fault.effects)
        json.member("mayHaveNoEffect", fault.mayHaveNoEffect)
      }
    }
  }

  private func writeMeasure(_ json: inout JSONWriter, _ result: MeasureResult) {
    json.object { json in
      json.member("name", result.measure.name)
      json.member("unit", result.measure.unit.name)
      let windows = result.measure.form == .flag ? [wholeRun] : windows
      json.array("windows", of: windows) { json, window in
        json.object { json in
          json.member("window", window.name)
          json.key("value")
          writeAmount(&json, result.amount(in: window.window, outcome.ledger))
        }
      }
    }
  }

  private var wholeRun: (name: String, window: MeasureWindow) { ("whole", .whole) }

  /// The whole run and, if it had faults, its parts.
  private var windows: [(name: String, window: MeasureWindow)] {
    var windows = [wholeRun]
    if outcome.faults.allSatisfy({ $0.began == nil }) { return windows }
    windows.append(("before", .before))
    for (index, fault) in outcome.faults.enumerated() where fault.began != nil {
      windows.append(("during \(fault.name)", .during([index])))
    }
    return windows + [("between", .between), ("after", .after)]
  }

  private func writeAmount(_ json: inout JSONWriter, _ amount: Amount) {
    switch amount {
    case .nothing: json.null()
    case .flag(let flag): json.value(flag)
    case .count(let count): json.value(count)
    case .ratio(let numerator, let denominator):
      json.object { json in
        json.member("numerator", numerator)
        json.member("denominator", denominator)
      }
    case .samples: writeSamples(&json, amount)
    }
  }

  private func writeSamples(_ json: inout JSONWriter, _ amount: Amount) {
    json.object { json in
      for statistic in [Statistic.count, .mean, .min, .p50, .p90, .p99, .p999, .max, .total] {
        json.member(statistic.name, amount.value(statistic))
      }
    }
  }

  private func writeTraffic(_ json: inout JSONWriter) {
    json.array("messages", of: outcome.traffic) { json, kind in
      json.object { json in
        json.member("kind", kind.name)
        json.member("sent", kind.sent)
        json.member("delivered", kind.delivered)
        json.member("lost", kind.lost)
        json.member("bytes", kind.bytes)
      }
    }
  }
}

extension Measure.Unit {
  /// What a whole number of it counts.
  var name: String {
    switch self {
    case .duration: "nanoseconds"
    case .count: "count"
    case .ratio: "ratio"
    case .bytes: "bytes"
    }
  }
}
