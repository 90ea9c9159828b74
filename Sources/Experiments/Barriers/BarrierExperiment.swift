public import Protocols
public import Scenarios
import Simulator

/// Barriers with clients that bring agents to them, round after round.
public struct BarrierExperiment: Experiment {
  public typealias Subject = Barrier
  public typealias Driver = BarrierLoad
  public typealias Watch = BarrierWatcher

  public let settings: Barrier.Settings
  public let driver: BarrierLoad
  public let watch: BarrierWatcher

  public init(_ bound: Bound) {
    settings = Self.settings(bound, mutant: nil)
    driver = Self.driver(bound)
    watch = Self.watcher(bound)
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "barrier",
      about:
        "Barriers among agents: central, tree and dissemination, and as the brief writes them.",
      roleNames: Barrier.roleNames, milestoneNames: Barrier.Note.milestoneNames,
      settings: settingKeys, load: loadKeys, measures: measures + CommonMeasures.all,
      checkNames: BarrierCheck.names, traits: [], review: { review($0) })
  }

  public static func settings(_ bound: Bound, mutant: String?) -> Barrier.Settings {
    settings(bound.settings)
  }

  public static func driver(_ bound: Bound) -> BarrierLoad { BarrierLoad(loadSettings(bound)) }

  public static func watcher(_ bound: Bound) -> BarrierWatcher {
    let load = loadSettings(bound)
    return BarrierWatcher(
      agentCount: bound.conditions.agents.count, settings(bound.settings),
      expectedRounds: Int64(load.rounds) * Int64(load.participants),
      participants: load.participants)
  }

  private static func settings(_ values: Values) -> Barrier.Settings {
    Barrier.Settings(
      mode: isAsWritten(values) ? .asWritten : .safe, form: form(values),
      coordinator: coordinator(values), isStanding: isStanding(values),
      deadline: values.duration("deadline"), deadlinePolicy: deadlinePolicy(values),
      crashPolicy: crashPolicy(values), suspectAfter: values.duration("suspectAfter"),
      retry: values.duration("retry"), query: values.duration("query"),
      acknowledges: values.boolean("acknowledge"), memory: Int(values.integer("memory")),
      callTimeout: values.duration("callTimeout"),
      hasTimeoutHandler: values.boolean("timeoutHandler"),
      repairsCompletion: values.boolean("repairCompletion"))
  }

  static func isAsWritten(_ values: Values) -> Bool { values.text("mode") == "as written" }

  static func form(_ values: Values) -> Barrier.Form {
    switch values.text("form") {
    case "tree": .tree
    case "dissemination": .dissemination
    default: .central
    }
  }

  static func coordinator(_ values: Values) -> AgentID {
    AgentID(Int(values.integer("coordinator") - 1))
  }

  /// Whether barriers are there without being created.
  static func isStanding(_ values: Values) -> Bool {
    !isAsWritten(values) && (values.boolean("standing") || form(values) != .central)
  }

  private static func deadlinePolicy(_ values: Values) -> Barrier.DeadlinePolicy {
    switch values.text("deadlinePolicy") {
    case "proceed": .proceed(atLeast: Int32(truncatingIfNeeded: values.integer("atLeast")))
    case "extend": .extend(times: Int32(truncatingIfNeeded: values.integer("extensions")))
    default: .abort
    }
  }

  private static func crashPolicy(_ values: Values) -> Barrier.CrashPolicy {
    switch values.text("crashPolicy") {
    case "broken": .broken
    case "shrink": .shrink
    default: .durable
    }
  }
}
