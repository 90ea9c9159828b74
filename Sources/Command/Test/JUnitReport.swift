import Experiments
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
    let cases = reports.flatMap { JUnitReport.cases($0) }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    let spent = reports.reduce(.zero) { $0 + $1.duration }
    text += "<testsuites \(JUnitReport.counts(cases, unfinished: unfinished.count)) "
    text += "\(JUnitReport.time(spent))>\n"
    for report in reports { text += JUnitReport.suite(report) }
    for name in unfinished { text += JUnitReport.suite(ofUnfinished: name) }
    return text + "</testsuites>\n"
  }

  private struct Case {
    let name: String
    let failure: (type: String, message: String, lines: [String])?
    /// Whether the failure is one of the check, which gave up, and not of what it checks.
    var isError = false
    /// Why there is nothing to say of it, if so.
    var skipped: String?
    /// What there was to see, if anything.
    var output = ""
    /// The line of the file that it is about, if one is.
    var line: Int?
    var duration: Duration = .zero
  }

  /// The time of a scenario's runs that held is that of the first case that says so.
  private static func cases(_ report: TestReport) -> [Case] {
    var cases = report.failing.flatMap { failingCases($0) }
    let spent = cases.reduce(.zero) { $0 + $1.duration }
    let failed = cases.count
    for variant in report.variants where variant.heldCount == variant.runCount {
      cases.append(
        Case(
          name: "\(variant.label): \(held(variant.runCount))", failure: nil,
          output: variant.sight.text))
    }
    if cases.isEmpty {
      cases = [Case(name: held(report.runCount), failure: nil)]
    }
    if cases.count > failed { cases[failed].duration = report.duration - spent }
    if case .notRecorded = report.change {
      return cases + [
        Case(
          name: "recorded result", failure: nil, output: TestReport.unrecorded(report.program))
      ]
    }
    return cases + [Case(name: "recorded result", failure: changeFailure(report))]
  }

  /// A run that did not hold, and each expectation that it did not come to.
  private static func failingCases(_ failure: TestReport.Failure) -> [Case] {
    let name = (failure.label.isEmpty ? "" : "\(failure.label) ") + "seed \(failure.seed)"
    let reasons = failure.reasons + failure.undecided
    let run = Case(
      name: name,
      failure: (
        failure.isUndecided ? "Undecided" : "Expectation",
        reasons.first.map { FailureText.head($0) } ?? "",
        reasons.flatMap { [FailureText.head($0)] + FailureText.tail($0) }
          + ["replay: \(failure.replay)"]
      ), isError: failure.isUndecided, line: failure.unmet.first?.position.line,
      duration: failure.duration)
    return [run]
      + failure.notReached.map {
        Case(name: "\(name): \($0)", failure: nil, skipped: "not reached: a violation came before")
      }
  }

  /// `tests="3" failures="1" errors="0" skipped="0"`.
  private static func counts(_ cases: [Case], unfinished: Int = 0) -> String {
    let failures = cases.count { $0.failure != nil && !$0.isError }
    let errors = cases.count { $0.isError } + unfinished
    let skipped = cases.count { $0.skipped != nil }
    return "tests=\"\(cases.count + unfinished)\" failures=\"\(failures)\" "
      + "errors=\"\(errors)\" skipped=\"\(skipped)\""
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
    case .moved(let movement): ("Moved", MovementText(movement).title, MovementText(movement).lines)
    }
  }

  /// `time="0.250"`: seconds by the clock, of all threads together.
  private static func time(_ duration: Duration) -> String {
    let (seconds, rest) = duration.components
    let thousandths = rest / 1_000_000_000_000_000
    let digits = String(thousandths)
    return "time=\"\(seconds).\(String(repeating: "0", count: 3 - digits.utf8.count))\(digits)\""
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
    let name = escaped(report.path.name)
    let file = "file=\"\(escaped(report.place))\""
    var text = " <testsuite name=\"\(name)\" \(counts(cases)) \(time(report.duration)) \(file)>\n"
    for item in cases {
      text += "  <testcase classname=\"\(name)\" name=\"\(escaped(item.name))\" \(file)"
      if let line = item.line { text += " line=\"\(line)\"" }
      text += " \(time(item.duration))"
      if let skipped = item.skipped {
        text += ">\n   <skipped message=\"\(escaped(skipped))\"/>\n  </testcase>\n"
        continue
      }
      guard let failure = item.failure else {
        text += item.output.isEmpty ? "/>\n" : ">\n   \(systemOutput(item))\n  </testcase>\n"
        continue
      }
      let element = item.isError ? "error" : "failure"
      text += ">\n   <\(element) type=\"\(failure.type)\" message=\"\(escaped(failure.message))\">"
      text += failure.lines.map { escaped($0) }.joined(separator: "\n")
      text += "</\(element)>\n  </testcase>\n"
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
