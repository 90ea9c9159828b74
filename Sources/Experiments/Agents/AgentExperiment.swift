public import Protocols
public import Scenarios
import Simulator

/// Agents that do all of it side by side: deliberation on a replicated log with its key-value store,
/// election, synchronisation of variables, and barriers.
public struct AgentExperiment: Experiment {
  public typealias Subject = CoordinatingAgent
  public typealias Driver = AgentLoad
  public typealias Watch = AgentWatcher

  public let settings: CoordinatingAgent.Settings
  public let driver: AgentLoad
  public let watch: AgentWatcher

  public init(_ bound: Bound) {
    settings = Self.settings(bound, mutant: nil)
    driver = Self.driver(bound)
    watch = Self.watcher(bound)
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "coordination",
      about:
        "Agents that deliberate, elect, synchronise and meet at barriers, all at the same time.",
      roleNames: CoordinatingAgent.roleNames,
      milestoneNames: CoordinatingAgent.Note.milestoneNames, settings: settingKeys,
      load: loadKeys, measures: measures + CommonMeasures.all,
      checkNames: AgentWatcher.checkNames, traits: [.mayLead, .participates, .scores],
      review: { review($0) })
  }

  static var settingKeys: [Key] {
    [
      Key(
        "deliberation", .object(DeliberationExperiment.settingKeys), .standard("{}"),
        about: "Votes on changes, and the log of what was accepted."),
      Key(
        "election", .object(ElectionExperiment.settingKeys), .standard("{}"),
        about: "The election of leaders; the log elects its own."),
      Key(
        "synchronisation",
        .object(SynchronisationExperiment.settingKeys + SynchronisationExperiment.readingKeys),
        .standard("{}"), about: "Variables that every agent holds and any may write."),
      Key(
        "barrier", .object(BarrierExperiment.settingKeys), .standard("{}"),
        about: "Barriers among the agents."),
    ]
  }

  static var loadKeys: [Key] {
    [
      Key(
        "store", .object(RaftExperiment.loadKeys), .standard("{}"),
        about:
          "Clients of the key-value store in the log; where others are named, only with this key."),
      Key(
        "deliberation", .object(DeliberationExperiment.loadKeys), .standard("{}"),
        about: "Clients that propose changes; where others are named, only with this key."),
      Key(
        "election", .object(ElectionExperiment.loadKeys), .standard("{}"),
        about: "Clients that give orders to leaders; where others are named, only with this key."),
      Key(
        "synchronisation", .object(SynchronisationExperiment.loadKeys), .standard("{}"),
        about: "Clients that write variables; where others are named, only with this key."),
      Key(
        "barrier", .object(BarrierExperiment.loadKeys), .standard("{}"),
        about: "Clients that bring agents to barriers; where others are named, only with this key."),
    ]
  }

  public static func settings(_ bound: Bound, mutant: String?) -> CoordinatingAgent.Settings {
    CoordinatingAgent.Settings(
      deliberation: DeliberationExperiment.settings(bound.section("deliberation"), mutant: nil),
      election: ElectionExperiment.settings(bound.section("election"), mutant: nil),
      synchronisation: SynchronisationExperiment.settings(
        bound.section("synchronisation"), mutant: nil),
      barrier: BarrierExperiment.settings(bound.section("barrier"), mutant: nil))
  }

  public static func driver(_ bound: Bound) -> AgentLoad {
    func given<T>(_ name: String, _ settings: (Bound) -> T) -> T? {
      let part = bound.section(name)
      return part.hasLoad ? settings(part) : nil
    }
    return AgentLoad(
      AgentLoad.Settings(
        store: given("store") { RaftExperiment.loadSettings($0) },
        deliberation: given("deliberation") { DeliberationExperiment.loadSettings($0) },
        election: given("election") { ElectionExperiment.loadSettings($0) },
        synchronisation: given("synchronisation") { SynchronisationExperiment.loadSettings($0) },
        barrier: given("barrier") { BarrierExperiment.loadSettings($0) }))
  }

  public static func watcher(_ bound: Bound) -> AgentWatcher {
    let election = bound.section("election")
    return AgentWatcher(
      deliberation: DeliberationExperiment.watcher(bound.section("deliberation")),
      store: StoreWatch(load: RaftExperiment.steadyLoad(bound.section("store"))),
      election: ElectionExperiment.watcher(election),
      leaders: LeaderBoard(
        ElectionExperiment.electingScopes(election),
        Election.Directory(bound)),
      synchronisation: SynchronisationExperiment.watcher(bound.section("synchronisation")),
      barrier: BarrierExperiment.watcher(bound.section("barrier")))
  }

  /// What the parts' reviews find in their sections.
  static func review(_ scenario: Scenario) -> [Diagnostic] {
    let store = scenario.section("store")
    return DeliberationExperiment.review(scenario.section("deliberation"))
      + ElectionExperiment.review(scenario.section("election"))
      + SynchronisationExperiment.review(scenario.section("synchronisation"))
      + BarrierExperiment.review(scenario.section("barrier"))
      + (store.hasLoad ? RaftExperiment.reviewClients(store) : [])
  }
}
