public import Protocols
public import Scenarios
import Simulator

/// Variables that agents keep in step, and the clients that write them.
public struct SynchronisationExperiment: Experiment {
  public typealias Subject = Synchroniser
  public typealias Driver = UpdateLoad
  public typealias Watch = SynchronisationWatcher

  public let settings: Synchroniser.Settings
  public let driver: UpdateLoad
  public let watch: SynchronisationWatcher

  public init(_ bound: Bound) {
    settings = Self.settings(bound, mutant: nil)
    driver = Self.driver(bound)
    watch = Self.watcher(bound)
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "synchronisation",
      about:
        "Variables kept in step by causal broadcast with acknowledgements and conflict policies.",
      roleNames: Synchroniser.roleNames, milestoneNames: Synchroniser.Note.milestoneNames,
      settings: settingKeys + readingKeys, load: loadKeys, measures: measures + CommonMeasures.all,
      checkNames: SynchronisationCheck.names, traits: [.scores], review: { review($0) })
  }

  public static func settings(_ bound: Bound, mutant: String?) -> Synchroniser.Settings {
    let values = bound.settings
    return Synchroniser.Settings(
      mode: values.text("mode") == "safe" ? .safe : .asWritten,
      variables: Int32(truncatingIfNeeded: values.integer("variables")),
      policies: values.list("policies").compactMap { $0.value.text.flatMap(policy) },
      standardPolicy: policy(values.text("policy")) ?? .lastWriteWins,
      arbiter: AgentID(Int(values.integer("arbiter") - 1)),
      completion: values.text("completion") == "all" ? .all : .quorum,
      level: level(values.text("level")), retry: values.duration("retry"),
      retryLimit: max(values.duration("retryLimit"), values.duration("retry")),
      deadline: values.duration("deadline"), holdLimit: Int(values.integer("holdLimit")),
      gapPatience: values.duration("gapPatience"), exchange: values.duration("exchange"),
      exchangeLimit: Int(values.integer("exchangeLimit")),
      batchSize: Int(values.integer("batchSize")), batchDelay: values.duration("batchDelay"),
      adaptation: values.duration("adaptation"), scores: bound.scores,
      reading: reading(values))
  }

  public static func driver(_ bound: Bound) -> UpdateLoad { UpdateLoad(loadSettings(bound)) }

  public static func watcher(_ bound: Bound) -> SynchronisationWatcher {
    SynchronisationWatcher(
      agentCount: bound.conditions.agents.count, settings(bound, mutant: nil),
      quiet: bound.settings.duration("quiet"))
  }
}
