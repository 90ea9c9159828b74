import Reports
import Scenarios

/// The results of a test as JUnit XML: a suite for each scenario, a case for each thing it must hold.
struct JUnitReport {
  private let reports: [TestReport]
  /// The names of scenarios whose runs were stopped.
  private let unfinished: [String]

  init(_ reports: [TestReport], unfinished: [String] = []) {
    self.reports = reports
    self.unfinished = unfinished
  }

  var text: String {
    let cases = reports.reduce(unfinished.count) { $0 + JUnitReport.cases($1).count }
    let failures = reports.reduce(0) {
      $0 + JUnitReport.cases($1).filter { $0.failure != nil }.count
    }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites tests=\"\(cases)\" failures=\"\(failures)\""
    text += " errors=\"\(unfinished.count)\" skipped=\"0\">\n"
    for report in reports { text += JUnitReport.suite(report) }
    for name in unfinished { text += JUnitReport.suite(ofUnfinished: name) }
    return text + "</testsuites>\n"
  }

  private struct Case {
    let name: String
    let failure: (type: String, message: String, lines: [String])?
    /// What there was to see, if anything.
    var output = ""
  }

  private static func cases(_ report: TestReport) -> [Case] {
    var cases = report.failing.map { failure in
      Case(
        name: (failure.label.isEmpty ? "" : "\(failure.label) ") + "seed \(failure.seed)",
        failure: (
          "Expectation", failure.reasons.first.map { FailureText.head($0) } ?? "",
          failure.reasons.flatMap { [FailureText.head($0)] + FailureText.tail($0) }
            + ["replay: \(failure.replay)"]
        ))
    }
    for variant in report.variants where variant.heldCount == variant.runCount {
      cases.append(
        Case(
          name: "\(variant.label): \(held(variant.runCount))", failure: nil,
          output: variant.sight.text))
    }
    if cases.isEmpty {
      cases = [Case(name: held(report.runCount), failure: nil)]
    }
    if case .notRecorded = report.change {
      return cases + [
        Case(
          name: "recorded result", failure: nil, output: TestReport.unrecorded(report.program))
      ]
    }
    return cases + [Case(name: "recorded result", failure: changeFailure(report))]
  }

  private static func held(_ count: Int) -> String {
    "\(CountText.counted(Int64(count), "run")) \(count == 1 ? "holds" : "hold") what is expected"
  }

  private static func changeFailure(
    _ report: TestReport
  ) -> (type: String, message: String, lines: [String])? {
    switch report.change {
    case .none, .notRecorded, .updated: nil
    case .unreadable(let reason):
      ("Unreadable", "the recorded result cannot be read", [reason])
    case .missing:
      ("NotRecorded", "no recorded result", ["\(report.program) test --update writes it"])
    case .moved(let differences):
      (
        "Moved",
        CountText.counted(Int64(differences.count), "difference") + " from the recorded result",
        differences.map { $0.text }
      )
    }
  }

  private static func suite(ofUnfinished name: String) -> String {
    let name = escaped(name)
    return """
       <testsuite name="\(name)" tests="1" failures="0" errors="1" skipped="0">
        <testcase classname="\(name)" name="all runs">
         <error type="Stopped" message="the test was stopped before all runs were done"/>
        </testcase>
       </testsuite>

      """
  }

  private static func suite(_ report: TestReport) -> String {
    let cases = cases(report)
    let failures = cases.filter { $0.failure != nil }.count
    let name = escaped(report.path.name)
    var text = " <testsuite name=\"\(name)\" tests=\"\(cases.count)\" failures=\"\(failures)\""
    text += " errors=\"0\" skipped=\"0\">\n"
    for item in cases {
      text += "  <testcase classname=\"\(name)\" name=\"\(escaped(item.name))\""
      guard let failure = item.failure else {
        text += item.output.isEmpty ? "/>\n" : ">\n   \(systemOutput(item))\n  </testcase>\n"
        continue
      }
      text += ">\n   <failure type=\"\(failure.type)\" message=\"\(escaped(failure.message))\">"
      text += failure.lines.map { escaped($0) }.joined(separator: "\n")
      text += "</failure>\n  </testcase>\n"
    }
    return text + " </testsuite>\n"
  }

  private static func systemOutput(_ item: Case) -> String {
    "<system-out>\(escaped(item.output))</system-out>"
  }

  /// A line as XML 1.0 takes it: its five special characters by name. Control characters, which it
  /// forbids even as references, are shown by their numbers before that, as everywhere.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in VisibleText.line(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&apos;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
