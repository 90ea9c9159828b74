import Experiments
import Reports

/// How results are shown: for people or for programs.
enum Rendering {
  /// The page of a run.
  static func page(
    _ outcome: Outcome, width: Int, color: Bool, ascii: Bool, program: String
  ) -> String {
    RunPage(outcome, width: width, color: color, ascii: ascii, program: program).text
  }

  /// One outcome as an object, several as an array.
  static func json(_ outcomes: [Outcome]) -> String {
    var json = JSONWriter()
    if outcomes.count == 1 {
      OutcomeJSON(outcomes[0]).write(to: &json)
    } else {
      json.array(of: outcomes) { json, outcome in OutcomeJSON(outcome).write(to: &json) }
    }
    return json.text + "\n"
  }

  /// A sweep's result.
  static func sweep(_ result: SweepResult, asJSON: Bool, program: String) -> String {
    asJSON
      ? SweepJSON(result, program: program).text + "\n" : SweepPage(result, program: program).text
  }

  /// The reports of a test.
  static func json(_ reports: [TestReport], orphans: [String]) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("passed", reports.allSatisfy { $0.passed } && orphans.isEmpty)
      json.array("scenarios", of: reports) { json, report in report.write(to: &json) }
      json.array("recordsWithoutScenario", orphans)
    }
    return json.text + "\n"
  }
}

extension TestReport {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("scenario", path.file)
      json.member("passed", passed)
      json.member("runs", runCount)
      json.array("variants", of: variants) { json, variant in variant.write(to: &json) }
      json.array("failing", of: failing) { json, failure in
        json.object { json in
          json.member("variant", failure.label)
          json.member("seed", failure.seed)
          json.array("failures", failure.reasons)
          json.member("replay", failure.replay)
        }
      }
      writeChange(to: &json)
    }
  }

  private func writeChange(to json: inout JSONWriter) {
    let (record, differences): (String, [RecordDifference]) =
      switch change {
      case .none: ("same", [])
      case .notRecorded: ("none", [])
      case .missing: ("missing", [])
      case .moved(let differences): ("moved", differences)
      case .updated(let differences): ("updated", differences)
      }
    json.member("record", record)
    json.array("moved", of: differences) { json, difference in
      json.object { json in
        json.member("name", difference.name)
        json.member("was", difference.was)
        json.member("now", difference.now)
      }
    }
  }
}

extension VariantReport {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("variant", label)
      json.member("runs", runCount)
      json.member("held", heldCount)
      json.member("violated", sight.violated)
      json.array("expected", of: sight.findings) { json, finding in
        json.object { json in
          json.member("expectation", finding.text)
          json.member("seen", finding.seen)
          json.member("held", finding.held)
        }
      }
    }
  }
}
