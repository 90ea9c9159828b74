import Experiments
import Reports
import Scenarios

extension TestReport {
  /// The most failures, and lines of a record, that are shown.
  static let mostLines = 30

  /// The most numbers that are shown of what moved in a variant.
  static let mostNumbers = 10

  /// A line with the verdict, and below it what there is to say.
  var output: OutputText {
    var lines = ["\(word)  \(path.name), \(CountText.counted(Int64(runCount), "run"))"]
    let groups = failureGroups
    for group in groups.prefix(TestReport.mostLines) {
      let label = group.label.isEmpty ? "" : "\(group.label), "
      lines.append("        \(label)\(FailureText.head(group.reason))")
      lines += FailureText.tail(group.reason).map { "        \($0)" }
      lines += group.first.notReached.map { "          not reached: \($0)" }
      lines += ["          \(group.seedText)", "          \(group.first.replay)"]
    }
    if groups.count > TestReport.mostLines {
      let rest = Int64(groups.count - TestReport.mostLines)
      lines.append("        and \(CountText.counted(rest, "more failure"))")
    }
    return OutputText(lines: lines + changeLines)
  }

  private var word: String {
    if failed { return "FAILED" }
    if !failing.isEmpty { return "UNDECIDED" }
    switch change {
    case .none, .notRecorded: return "held  "
    case .missing: return "NEW   "
    case .unreadable: return "UNREAD"
    case .moved: return "MOVED "
    case .updated: return "wrote "
    }
  }

  private var changeLines: [String] {
    switch change {
    case .none: return []
    case .notRecorded: return ["        \(TestReport.unrecorded(program))"]
    case .missing where isLeftOut: return leftOut
    case .missing: return ["        no recorded result; '\(program) test --update' writes it"]
    case .unreadable(let reason): return ["        \(reason)"] + leftOut
    case .moved(let movement), .updated(let movement?):
      return MovementText(movement).lines.map { "        \($0)" } + leftOut
    case .updated(nil): return []
    }
  }

  private var leftOut: [String] {
    isLeftOut
      ? ["        not recorded, as it fails; '\(program) test --update --failing' records it"] : []
  }
}
