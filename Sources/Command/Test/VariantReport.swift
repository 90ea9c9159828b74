import Experiments
import Reports
import Scenarios
import Simulator

/// What became of one variant of a scenario under test.
struct VariantReport: Sendable {
  let label: String
  /// The label, as short as it can be said among the scenario's variants.
  let name: String
  let runCount: Int
  /// Runs that held what is expected of this variant.
  let heldCount: Int
  /// What its first seed showed.
  let sight: Sight

  /// What one run showed, beside what was expected of it.
  struct Sight: Sendable {
    /// The check that was violated, expected or not.
    let violated: String?
    let findings: [Finding]

    init(_ outcome: Outcome) {
      violated = outcome.violation?.check
      findings = outcome.findings
    }

    /// `violated one leader per term, leader elected 2`.
    var text: String {
      let violation = violated.map { ["violated \($0)"] } ?? []
      return (violation + findings.map { Sight.text($0) }).joined(separator: ", ")
    }

    /// What is expected goes without its bound: `leader elected 2`, and checks as `causality held`.
    private static func text(_ finding: Finding) -> String {
      let name = finding.text.prefix { $0 != ":" }
      let verdict =
        switch finding.result {
        case .held: ""
        case .failed: ", NOT AS EXPECTED"
        case .notReached: ", not reached"
        case .undecided: ", undecided"
        }
      return "\(name) \(FailureText.head(finding.seen))\(verdict)"
    }
  }

  var heldText: String { "\(heldCount) of \(runCount)" }
}

extension ScenarioTest {
  /// A report for each variant, of all runs given in the order of the plan; none without `vary`.
  func variantReports(_ runs: [Run]) -> [VariantReport] {
    let count = Int(plan.seedCount)
    return plan.runs.enumerated().compactMap { index, scenario in
      let own = runs[index * count..<(index + 1) * count]
      guard !scenario.label.isEmpty, let sight = own.first?.sight else { return nil }
      return VariantReport(
        label: scenario.label, name: scenario.shortLabel(among: plan.runs), runCount: count,
        heldCount: own.count { $0.row.passed }, sight: sight)
    }
  }

  /// Whether variants are expected to behave differently, as a defect and its repair are.
  var isContrast: Bool {
    guard let first = plan.runs.first else { return false }
    return plan.runs.contains {
      $0.violates != first.violates
        || $0.expectations.map { $0.text } != first.expectations.map { $0.text }
    }
  }
}

extension [TestReport] {
  /// Variants that are expected to behave differently, side by side; empty if there are none.
  var contrastTable: OutputText {
    var table = Listing("side by side", ["", "variant", "held", "shown by the first seed"])
    for report in self where report.isContrast {
      for (index, variant) in report.variants.enumerated() {
        table.add([
          index == 0 ? report.path.name : "", variant.name, variant.heldText, variant.sight.text,
        ])
      }
    }
    return table.rows.isEmpty ? "" : table.output
  }
}
