import Experiments
import Reports
import Simulator

/// The reports of a test as JSON.
struct TestJSON {
  let reports: [TestReport]
  /// Records without a scenario.
  let orphans: [String]
  /// Scenarios whose runs were stopped.
  var unfinished: [String] = []

  /// The object, with an end of line.
  var output: OutputText {
    var json = JSONWriter()
    json.object { json in
      json.member("format", JSONFormat.version)
      json.member("partial", !unfinished.isEmpty)
      json.member(
        "passed", reports.allSatisfy { $0.passed } && orphans.isEmpty && unfinished.isEmpty)
      json.array("scenarios", of: reports) { json, report in report.write(to: &json) }
      json.array("recordsWithoutScenario", orphans)
      json.array("unfinished", unfinished)
    }
    return OutputText(json: json)
  }

  /// What the object holds, in order.
  static let fields: [JSONField] = [
    JSONFormat.field,
    JSONField("partial", .flag, "Whether the test was stopped before all runs were done."),
    JSONField("passed", .flag, "Whether all runs were done, everything held and nothing moved."),
    JSONField("scenarios", .list(.object(scenario)), "In the order of their names."),
    JSONField("recordsWithoutScenario", .list(.text), "Records whose scenario is gone."),
    JSONField(
      "unfinished", .list(.text), "Scenarios whose runs were stopped; they have no report."),
  ]

  private static let scenario: [JSONField] = [
    JSONField("scenario", .text, "The scenario file."),
    JSONField("passed", .flag, "Whether its runs held and its record is the same."),
    JSONField("runs", .number, "How many runs there were."),
    JSONField("variants", .list(.object(variant)), "None without 'vary'."),
    JSONField("failing", .list(.object(failing)), "Runs that did not hold."),
    JSONField(
      "record", .text,
      "same, moved, updated, missing, unreadable, or none without a folder of records."),
    JSONField("leftOut", .flag, "Whether an update left it out, as it fails."),
    JSONField("moved", .list(.object(difference)), "What the record's lines say otherwise."),
    JSONField("note", .text, isOptional: true, "Why numbers are not compared, if they are not."),
    JSONField("differing", .list(.object(differing)), "Variants of which runs or numbers differ."),
  ]

  private static let differing: [JSONField] = [
    JSONField("variant", .text, "Its label; empty without 'vary'."),
    JSONField(
      "verdict", .text,
      "worse, differs, better, too few seeds, no difference seen, or same numbers; the gravest."),
    JSONField("seeds", .number, "How many seeds both have."),
    JSONField("seedsThatDiffer", .list(.number), "Those whose runs are other ones."),
    JSONField("tested", .number, "How many numbers were looked at, which verdicts account for."),
    JSONField("leastSeeds", .number, "The fewest seeds of which any could be called."),
    JSONField(
      "called", .list(.object(ComparisonJSON.difference)), "What differs, what moved most first."),
    JSONField(
      "notCalled", .list(.object(ComparisonJSON.difference)), "Other numbers that are not the same."
    ),
  ]

  private static let variant: [JSONField] = [
    JSONField("variant", .text, "Its label."),
    JSONField("runs", .number, "How many runs it has."),
    JSONField("held", .number, "How many of them held."),
    JSONField("violated", .text, isOptional: true, "The check that its first seed violated."),
    JSONField("expected", .list(.object(finding)), "What its first seed showed."),
  ]

  private static let finding: [JSONField] = [
    JSONField("expectation", .text, "As the file says it."),
    JSONField("seen", .text, "What was seen."),
    JSONField("held", .flag, "Whether it held."),
    JSONField("result", .text, "held, failed, not reached or undecided."),
  ]

  private static let failing: [JSONField] = [
    JSONField("variant", .text, "The variant's label; empty without 'vary'."),
    JSONField("seed", .number, "The seed of the run."),
    JSONField("failures", .list(.text), "What did not hold."),
    JSONField("undecided", .list(.text), "Checks that gave up, so that nothing was proven."),
    JSONField(
      "notReached", .list(.text), "Expectations before which a violation stopped the run."),
    JSONField("replay", .text, "The command that runs it again."),
  ]

  private static let difference: [JSONField] = [
    JSONField("name", .text, "What it is of, such as: commit latency p99."),
    JSONField("was", .text, isOptional: true, "What the record says; null if it is new."),
    JSONField("now", .text, isOptional: true, "What it is now; null if it is gone."),
  ]
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
          json.array("undecided", failure.undecided)
          json.array("notReached", failure.notReached)
          json.member("replay", failure.replay)
        }
      }
      writeChange(to: &json)
    }
  }

  private func writeChange(to json: inout JSONWriter) {
    let record =
      switch change {
      case .none: "same"
      case .notRecorded: "none"
      case .missing: "missing"
      case .unreadable: "unreadable"
      case .moved: "moved"
      case .updated: "updated"
      }
    json.member("record", record)
    json.member("leftOut", isLeftOut)
    json.array("moved", of: movement?.lines ?? []) { json, difference in
      json.object { json in
        json.member("name", difference.name)
        json.member("was", difference.was)
        json.member("now", difference.now)
      }
    }
    json.member("note", movement?.note)
    json.array("differing", of: movement?.variants ?? []) { $1.write(to: &$0) }
  }
}

extension Movement.Variant {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("variant", label)
      json.member("verdict", verdict.word)
      json.member("seeds", seedCount)
      json.array("seedsThatDiffer", of: seeds) { $0.value($1) }
      json.member("tested", comparison.testedCount)
      json.member("leastSeeds", comparison.leastSeeds)
      json.array("called", of: called) { ComparisonJSON.write($1, to: &$0) }
      json.array("notCalled", of: notCalled) { ComparisonJSON.write($1, to: &$0) }
    }
  }

  private var notCalled: [Difference] {
    comparison.differences.filter {
      $0.verdict != .identical && !(isNamed && !isTooFew && $0.isCalled)
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
          json.member("result", finding.result.word)
        }
      }
    }
  }
}
