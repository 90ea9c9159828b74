public import Protocols
public import Scenarios
public import Simulator

/// Agents that do all of it side by side: deliberation on a replicated log with its key-value store,
/// election, synchronisation of variables, and barriers.
public struct AgentExperiment: Experiment {
  public typealias Subject = CoordinatingAgent
  public typealias Driver = AgentLoad
  /// The checks and measures of the parts, each told what concerns it.
  public typealias Watch = Pair<
    Pair<
      ClientMeter<CoordinatingAgent, AgentLoad.Note>,
      Pair<
        Focus<DeliberationPart, DeliberationExperiment.Watch>,
        RegisterWatch<CoordinatingAgent, AgentLoad.Note>
      >
    >,
    Pair<
      Pair<
        Focus<ElectionPart, ElectionExperiment.Watch>,
        Focus<SynchronisationPart, SynchronisationExperiment.Watch>
      >,
      Pair<Focus<BarrierPart, BarrierExperiment.Watch>, AgentEndings>
    >
  >

  public let settings: CoordinatingAgent.Settings
  public let driver: AgentLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    let deliberation = DeliberationExperiment(bound.section("deliberation"))
    let election = ElectionExperiment(bound.section("election"))
    let synchronisation = SynchronisationExperiment(bound.section("synchronisation"))
    let barrier = BarrierExperiment(bound.section("barrier"))
    let store = bound.section("store")
    let clients = KeyValueSection(store.load)
    func given<T>(_ name: String, _ settings: T) -> T? {
      bound.section(name).hasLoad ? settings : nil
    }
    settings = CoordinatingAgent.Settings(
      deliberation: deliberation.settings, election: election.settings,
      synchronisation: synchronisation.settings, barrier: barrier.settings)
    driver = AgentLoad(
      AgentLoad.Settings(
        store: given("store", clients.settings(store)),
        deliberation: given("deliberation", deliberation.driver.settings),
        election: given("election", election.driver.settings),
        synchronisation: given("synchronisation", synchronisation.driver.settings),
        barrier: given("barrier", barrier.driver.settings)))
    watch = Pair(
      Pair(
        ClientMeter(load: clients.pacing.steadySpan(in: store)),
        Pair(Focus(deliberation.watch), RegisterWatch(steps: clients.searchSteps))),
      Pair(
        Pair(Focus(election.watch), Focus(synchronisation.watch)),
        Pair(
          Focus(barrier.watch),
          AgentEndings(
            ElectionSection(bound.section("election").settings).scopes(
              election.settings.directory), election.settings.directory))))
  }

  public static func leastBytes(of scenario: Scenario) -> Int64 {
    ElectionExperiment.leastBytes(of: scenario.section("election"))
      + SynchronisationExperiment.leastBytes(of: scenario.section("synchronisation"))
  }

  /// Entries of the deliberation's log that agents know to be committed.
  public static var told: Told<CoordinatingAgent.Note, AgentLoad.Note> {
    Told(level: { note in
      if case .deliberation(.raft(let note)) = note { note.committedLevel } else { nil }
    })
  }

  public static var vocabulary: Vocabulary {
    let report = statements
    return Vocabulary(
      name: "coordination",
      about:
        "Agents that deliberate, elect, synchronise and meet at barriers, all at the same time.",
      roleNames: CoordinatingAgent.roleNames,
      milestoneNames: CoordinatingAgent.Note.milestoneNames, settings: settingKeys, load: loadKeys,
      measures: report.measures.map { $0.measure } + CommonMeasures.all,
      serviceMeasures: CommonMeasures.ofService,
      connectionMeasures: CommonMeasures.ofConnections,
      checkNames: report.verdicts.map { $0.name }, traits: agentKeys, review: { review($0) })
  }

  /// What a run checks and measures, in the order in which `watch` states it.
  private static var statements: WatchReport {
    var report = WatchReport()
    ClientMeter<CoordinatingAgent, AgentLoad.Note>(load: nil).report(into: &report)
    state(DeliberationExperiment.vocabulary, DeliberationPart.self, &report)
    RegisterWatch<CoordinatingAgent, AgentLoad.Note>().report(into: &report)
    state(ElectionExperiment.vocabulary, ElectionPart.self, &report)
    state(SynchronisationExperiment.vocabulary, SynchronisationPart.self, &report)
    state(BarrierExperiment.vocabulary, BarrierPart.self, &report)
    AgentEndings([], Election.Directory([])).report(into: &report)
    return report
  }

  private static func state<L: NamedLens>(
    _ vocabulary: Vocabulary, _ part: L.Type, _ report: inout WatchReport
  ) {
    report.within(part) { report in
      for name in vocabulary.checkNames { report.check(name, nil) }
      for measure in vocabulary.measures.dropLast(CommonMeasures.all.count) {
        report.add(measure, .nothing)
      }
    }
  }

  private static var agentKeys: [Key] { [.mayLead, .participates, .scores] }

  private static var settingKeys: [Key] {
    [
      Key(
        "deliberation", .object(DeliberationExperiment.vocabulary.settings), .standard("{}"),
        about: "Votes on changes, and the log of what was accepted."),
      Key(
        "election", .object(ElectionExperiment.vocabulary.settings), .standard("{}"),
        about: "The election of leaders; the log elects its own."),
      Key(
        "synchronisation", .object(SynchronisationExperiment.vocabulary.settings),
        .standard("{}"), about: "Variables that every agent holds and any may write."),
      Key(
        "barrier", .object(BarrierExperiment.vocabulary.settings), .standard("{}"),
        about: "Barriers among the agents."),
    ]
  }

  private static var loadKeys: [Key] {
    let rule = "where others are named, only with this key."
    return [
      Key(
        "store", .object(KeyValueSection.keys), .standard("{}"),
        about: "Clients of the key-value store in the log; \(rule)"),
      Key(
        "deliberation", .object(DeliberationExperiment.vocabulary.load), .standard("{}"),
        about: "Clients that propose changes; \(rule)"),
      Key(
        "election", .object(ElectionExperiment.vocabulary.load), .standard("{}"),
        about: "Clients that give orders to leaders; \(rule)"),
      Key(
        "synchronisation", .object(SynchronisationExperiment.vocabulary.load), .standard("{}"),
        about: "Clients that write variables; \(rule)"),
      Key(
        "barrier", .object(BarrierExperiment.vocabulary.load), .standard("{}"),
        about: "Clients that bring agents to barriers; \(rule)"),
    ]
  }

  /// What the parts' reviews find in their sections.
  private static func review(_ scenario: Scenario) -> [Diagnostic] {
    let store = scenario.section("store")
    return DeliberationExperiment.vocabulary.review(scenario.section("deliberation"))
      + ElectionExperiment.vocabulary.review(scenario.section("election"))
      + SynchronisationExperiment.vocabulary.review(scenario.section("synchronisation"))
      + BarrierExperiment.vocabulary.review(scenario.section("barrier"))
      + (store.hasLoad ? KeyValueSection.diagnostics(store.load, of: store) : [])
  }
}
