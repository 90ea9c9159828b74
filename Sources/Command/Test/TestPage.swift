import Experiments
import Reports
import Scenarios

/// What a test prints at its end.
struct TestPage {
  var reports: [TestReport]
  let unfinished: [String]
  /// Records without a scenario, as they are to be spelt.
  let orphans: [String]
  /// Whether the records are up to date now.
  var isRecorded = false

  var passed: Bool {
    reports.allSatisfy { $0.passed } && (orphans.isEmpty || isRecorded) && unfinished.isEmpty
  }

  /// A run of which a check gave up is all that may be left of a test that neither held nor failed.
  var status: ExitStatus {
    let isOpen =
      !passed && reports.allSatisfy { $0.passed || $0.isUndecided }
      && (orphans.isEmpty || isRecorded)
    return ExitStatus(failed: !passed && !isOpen, passed: passed)
  }

  var summary: SuiteSummary {
    SuiteSummary(
      reports, unfinished: unfinished.count, orphans: isRecorded ? 0 : orphans.count)
  }

  var json: OutputText {
    TestJSON(reports: reports, orphans: orphans, unfinished: unfinished).output
  }

  /// The summary, then what does not hold or moved, and last what held.
  var output: OutputText {
    let ordered = TestReport.ordered(reports)
    var details = OutputText()
    for report in ordered where !report.isQuiet { details += report.output }
    for path in orphans {
      details += isRecorded ? "removed \(path)\n" : "ORPHAN  \(path): no scenario gives it\n"
    }
    for name in unfinished {
      details += "PARTIAL \(name): stopped before all its runs were done\n"
    }
    return .joined(
      [summary.output, details, reports.contrastTable, held(reports.filter { $0.isQuiet })]
        .filter { !$0.isEmpty })
  }

  /// More scenarios of one folder are told as one line.
  private static var mostNames: Int { 5 }

  private func held(_ reports: [TestReport]) -> OutputText {
    var output = OutputText()
    var folders: [(name: String, reports: [TestReport])] = []
    for report in reports {
      let folder = report.path.name.split(separator: "/").dropLast().joined(separator: "/")
      if let place = folders.firstIndex(where: { $0.name == folder }) {
        folders[place].reports.append(report)
      } else {
        folders.append((folder, [report]))
      }
    }
    for folder in folders {
      if folder.reports.count <= TestPage.mostNames {
        for report in folder.reports { output += report.output }
        continue
      }
      let runs = folder.reports.reduce(0) { $0 + $1.runCount }
      output +=
        "held    \(folder.name.isEmpty ? "" : folder.name + ": ")\(CountText.counted(Int64(folder.reports.count), "scenario")), \(CountText.counted(Int64(runs), "run"))\n"
    }
    return output
  }
}

extension TestReport {
  /// Whether there is nothing to say but that it held.
  fileprivate var isQuiet: Bool {
    if case .none = change { return failing.isEmpty }
    return false
  }
}
