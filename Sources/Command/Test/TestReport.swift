import Experiments
import Reports
import Scenarios

/// What became of one scenario under test.
struct TestReport: Sendable {
  let path: ScenarioPath
  /// The file as tools that show changes of a repository name it.
  let place: String
  /// The name of the program that records it.
  let program: String
  let runCount: Int
  /// In the order of the plan; empty without `vary`.
  let variants: [VariantReport]
  /// Whether the variants are expected to behave differently.
  let isContrast: Bool
  /// Runs that did not hold, or of which a check gave up.
  let failing: [Failure]
  var change: Change
  /// What is to be recorded, if anything else is.
  let record: ScenarioTest.Record?
  /// What its runs took together, each by the clock.
  let duration: Duration
  /// Whether an update left it out, as it fails.
  var isLeftOut = false

  /// A run that did not hold.
  struct Failure: Sendable {
    let label: String
    let seed: UInt64
    let reasons: [String]
    /// Checks that gave up.
    let undecided: [String]
    /// Expectations that a violation kept the run from coming to.
    let notReached: [String]
    let replay: String
    /// Expectations that were not met, with their places in the file.
    var unmet: [Finding] = []
    /// What the run took, by the clock.
    var duration: Duration = .zero

    /// Whether the run only did not pass, since a check gave up.
    var isUndecided: Bool { reasons.isEmpty }
  }

  /// How the result compares with the recorded one.
  enum Change: Sendable {
    case none
    /// Nothing is recorded of files that have no folder of records.
    case notRecorded
    case missing
    /// There is a record that cannot be read, and why.
    case unreadable(String)
    case moved(Movement)
    /// Written by `--update`, with what moved; nil if there was no record.
    case updated(Movement?)
  }

  var passed: Bool {
    switch change {
    case .none, .notRecorded, .updated: failing.isEmpty
    case .missing, .unreadable, .moved: false
    }
  }

  /// Whether it can have a record.
  var isRecorded: Bool {
    if case .notRecorded = change { false } else { true }
  }

  /// What sets it apart from its record, if that could be told.
  var movement: Movement? {
    switch change {
    case .moved(let movement): movement
    case .updated(let movement): movement
    case .none, .notRecorded, .missing, .unreadable: nil
    }
  }

  /// The same after an update: recorded, or left out because it fails.
  func updated(includingFailing: Bool) -> TestReport {
    var report = self
    if record == nil { return report }
    if !failing.isEmpty, !includingFailing {
      report.isLeftOut = true
      return report
    }
    report.change = .updated(movement)
    return report
  }

  /// Whether any run failed, and not only a check gave up.
  var failed: Bool { failing.contains { !$0.isUndecided } }

  /// Whether all that keeps it from passing is that a check gave up.
  var isUndecided: Bool {
    switch change {
    case .none, .notRecorded, .updated: !failing.isEmpty && !failed
    case .missing, .unreadable, .moved: false
    }
  }

  /// What is to be said of a file that has no record, and cannot have one.
  static func unrecorded(_ program: String) -> String {
    "no record to compare with, so a change of behaviour goes unnoticed: a file below a folder Scenarios/ "
      + "has one in Results/ beside it, and those of any other folder have theirs in Results/ in it, which "
      + "'\(program) test FOLDER --update' writes"
  }
}

extension TestReport {
  /// The reports with the differences that remain when all that moved are counted together: the more
  /// scenarios are looked at, the more of them differ by luck.
  static func counted(together reports: [TestReport]) -> [TestReport] {
    var chances: [Double] = []
    for variant in reports.flatMap({ $0.movement?.variants ?? [] }) where !variant.isTooFew {
      chances.append(variant.comparison.leastChance ?? 1)
    }
    var named = FalseDiscovery.named(chances)[...]
    return reports.map { report in
      guard case .moved(var movement) = report.change else { return report }
      for index in movement.variants.indices where !movement.variants[index].isTooFew {
        movement.variants[index].isNamed = named.removeFirst()
      }
      var report = report
      report.change = .moved(movement)
      return report
    }
  }

  /// The order in which reports are told: what fails, what moved, most of all first, what is new, the rest.
  static func ordered(_ reports: [TestReport]) -> [TestReport] {
    let keys = reports.map { $0.rank }
    return reports.indices.sorted {
      keys[$0] == keys[$1] ? $0 < $1 : keys[$0].precedes(keys[$1])
    }.map { reports[$0] }
  }

  private struct Rank: Equatable {
    let group: Int
    /// The larger comes first.
    let size: Double

    func precedes(_ other: Rank) -> Bool {
      group == other.group ? size > other.size : group < other.group
    }
  }

  private var rank: Rank {
    let group =
      if failed { 0 } else if !failing.isEmpty { 1 } else { changeRank }
    return Rank(group: group, size: movement?.size ?? 0)
  }

  private var changeRank: Int {
    switch change {
    case .unreadable: return 2
    case .moved(let movement), .updated(let movement?):
      let place = movement.verdict.flatMap { Movement.Verdict.allCases.firstIndex(of: $0) }
      // Differences of any kind stand together, by their size.
      return 3 + max(2, place ?? Movement.Verdict.allCases.count)
    case .missing, .updated(nil): return 20
    case .notRecorded: return 21
    case .none: return 22
    }
  }
}
