public import Protocols
public import Scenarios
import Simulator

/// Proposals on variables, put to the vote and replicated by a log.
public struct DeliberationExperiment: Experiment {
  public typealias Subject = Deliberation
  public typealias Driver = DeliberationLoad
  public typealias Watch = DeliberationWatcher

  public let settings: Deliberation.Settings
  public let driver: DeliberationLoad
  public let watch: DeliberationWatcher

  public init(_ bound: Bound) {
    settings = Self.settings(bound, mutant: nil)
    driver = Self.driver(bound)
    watch = Self.watcher(bound)
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "deliberation",
      about: "Changes of variables decided by vote and ordered by a replicated log.",
      roleNames: Deliberation.roleNames, milestoneNames: Deliberation.Note.milestoneNames,
      settings: settingKeys, load: loadKeys, measures: measures + CommonMeasures.all,
      checkNames: DeliberationWatcher.checkNames, traits: [.mayLead, .participates, .scores],
      review: { review($0) })
  }

  public static func settings(_ bound: Bound, mutant: String?) -> Deliberation.Settings {
    let values = bound.settings
    return Deliberation.Settings(
      mode: values.text("mode") == "as written" ? .asWritten : .safe,
      electorate: bound.electorate,
      opinion: opinion(values, seed: bound.seed), scores: bound.scores,
      isWeighted: values.boolean("weighted"),
      deadline: values.duration("deadline"), retry: values.duration("retry"),
      longestRetry: values.duration("longestRetry"),
      rankingTime: values.duration("rankingTime"), callTimeout: values.duration("callTimeout"),
      hasTimeoutHandler: values.boolean("timeoutHandler"),
      raft: RaftExperiment.settings(values.object("raft"), bound))
  }

  /// How agents vote; what is drawn is drawn anew for each seed.
  private static func opinion(_ values: Values, seed: UInt64) -> Opinion {
    switch values.text("opinion") {
    case "threshold": .threshold(values.integer("limit"))
    case "preference":
      .preference(
        distance: values.integer("distance"), range: values.integer("range"), seed: seed)
    case "random":
      .random(
        accepts: thousandths(values.chance("accepts")),
        abstains: thousandths(values.chance("abstains")), seed: seed)
    case "scripted":
      .scripted(values.list("votes").compactMap { $0.value.text.flatMap { choice($0) } })
    default: .evaluators
    }
  }

  static func thousandths(_ chance: Ratio) -> Int32 {
    Int32(truncatingIfNeeded: (chance.partsPerMillion + 500) / 1000)
  }

  static let choices: [Vote.Choice] = [.accept, .reject, .abstain]

  static func choice(_ name: String) -> Vote.Choice? { choices.first { $0.name == name } }

  public static func driver(_ bound: Bound) -> DeliberationLoad {
    DeliberationLoad(loadSettings(bound))
  }

  public static func watcher(_ bound: Bound) -> DeliberationWatcher {
    DeliberationWatcher(
      agentCount: bound.conditions.agents.count, settings(bound, mutant: nil))
  }
}
