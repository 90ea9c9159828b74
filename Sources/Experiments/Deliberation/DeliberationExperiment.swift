public import Protocols
public import Scenarios
public import Simulator

/// Proposals on variables, put to the vote and replicated by a log.
public struct DeliberationExperiment: Experiment {
  public typealias Subject = Deliberation
  public typealias Driver = DeliberationLoad
  public typealias Watch = Pair<
    Pair<
      DeliberationInvariants<DeliberationLoad.Note>,
      Focus<DeliberationLog, RaftInvariants<Nothing>>
    >,
    Pair<Pair<DeliberationMeter, VariableBoard>, Focus<DeliberationLog, RaftMeter<Nothing>>>
  >

  public let settings: Deliberation.Settings
  public let driver: DeliberationLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = DeliberationSection(bound.settings).settings(bound)
    settings.mistake = bound.mistake()
    self.settings = settings
    driver = DeliberationLoad(ProposalSection(bound.load).settings(bound))
    watch = Self.watch(agentCount: bound.conditions.agents.count, settings)
  }

  static func watch(agentCount: Int, _ settings: Deliberation.Settings) -> Watch {
    Pair(
      Pair(DeliberationInvariants(settings), Focus(RaftInvariants(agentCount: agentCount))),
      Pair(
        Pair(
          DeliberationMeter(agentCount: agentCount, settings.mode),
          VariableBoard(agentCount: agentCount)),
        Focus(RaftMeter(agentCount: agentCount))))
  }

  /// Entries of the log that agents know to be committed.
  public static var told: Told<Deliberation.Note, DeliberationLoad.Note> {
    Told(level: { if case .raft(let note) = $0 { note.committedLevel } else { nil } })
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "deliberation",
      about: "Changes of variables decided by vote and ordered by a replicated log.",
      Deliberation.self, settings: DeliberationSection.self, load: ProposalSection.self,
      watch: watch(agentCount: 0, Deliberation.Settings(electorate: [])),
      traits: [.mayLead, .participates, .scores],
      mutants: Mutant.all(Deliberation.Mistake.self),
      review: { reviewChoices($0) })
  }

  /// The brief knows no choices among candidates.
  static func reviewChoices(_ scenario: Scenario) -> [Diagnostic] {
    guard scenario.hasLoad, ProposalSection(scenario.load).isChoosing,
      DeliberationSection(scenario.settings).common.mode == .brief
    else { return [] }
    return [
      scenario.diagnostic(
        at: scenario.load.position(of: "candidates"),
        "as written there are no choices among candidates", "use mode safe")
    ]
  }
}

extension DeliberationInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(DeliberationCheck.names, violation)
  }
}
