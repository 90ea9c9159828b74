public import Protocols
public import Scenarios
import Simulator

/// The election of leaders: fenced, bully as published, or as the design brief writes it.
public struct ElectionExperiment: Experiment {
  public typealias Subject = Election
  public typealias Driver = ElectionLoad
  public typealias Watch = ElectionWatcher

  public let settings: Election.Settings
  public let driver: ElectionLoad
  public let watch: ElectionWatcher

  public init(_ bound: Bound) {
    settings = Self.settings(bound, mutant: nil)
    driver = Self.driver(bound)
    watch = Self.watcher(bound)
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "election",
      about: "Leader election: bully (Garcia-Molina, 1982), fenced by terms, majority and leases.",
      roleNames: Election.roleNames, milestoneNames: Election.Note.milestoneNames,
      settings: settingKeys, load: loadKeys, measures: measures + CommonMeasures.all,
      checkNames: ElectionCheck.names, traits: [.mayLead, .scores], review: { review($0) })
  }

  public static func settings(_ bound: Bound, mutant: String?) -> Election.Settings {
    let values = bound.settings
    return Election.Settings(
      mode: mode(values), scopes: scopes(values),
      directory: Election.Directory(bound),
      isAutomatic: values.boolean("automatic"), heartbeat: values.duration("heartbeat"),
      detection: detection(values), answerTimeout: values.duration("answerTimeout"),
      coordinatorTimeout: values.duration("coordinatorTimeout"),
      deadline: values.duration("deadline"), backoff: values.durationRange("backoff"),
      lease: values.duration("lease"), driftAllowance: values.integer("driftAllowance"),
      margin: Int32(truncatingIfNeeded: values.integer("margin")),
      dwell: values.duration("dwell"), briefTimeout: values.duration("timeout"))
  }

  static func mode(_ values: Values) -> Election.Mode {
    switch values.text("mode") {
    case "bully": .bully
    case "as written": .asWritten
    default: .fenced
    }
  }

  static func scopes(_ values: Values) -> Election.ScopeRule {
    switch values.text("scopes") {
    case "groups": .groups
    case "both": .both
    default: .global
    }
  }

  private static func detection(_ values: Values) -> FailureDetector.Rule {
    let detector = values.text("detector")
    if detector == "fixed" { return .fixed(values.duration("suspicion")) }
    return .accrual(
      FailureDetector.Accrual(
        fit: detector == "phi exponential" ? .exponential : .normal,
        threshold: min(values.factor("phi"), 18_000),
        window: Int(values.integer("window")),
        expected: min(values.duration("heartbeat"), 1000 * .second),
        minimumDeviation: min(values.duration("minimumDeviation"), 1000 * .second)))
  }

  public static func driver(_ bound: Bound) -> ElectionLoad { ElectionLoad(loadSettings(bound)) }

  public static func watcher(_ bound: Bound) -> ElectionWatcher {
    let load = loadSettings(bound)
    return ElectionWatcher(
      directory: load.directory, driftAllowance: bound.settings.integer("driftAllowance"),
      scopes: electingScopes(bound), hasClients: load.clients > 0)
  }
}
