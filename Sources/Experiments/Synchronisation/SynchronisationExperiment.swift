public import Protocols
public import Scenarios
public import Simulator

/// Variables that agents keep in step, and the clients that write them.
public struct SynchronisationExperiment: Experiment {
  public typealias Subject = Synchroniser
  public typealias Driver = UpdateLoad
  public typealias Watch = Pair<SynchronisationInvariants<UpdateNote>, SynchronisationMeter>

  public let settings: Synchroniser.Settings
  public let driver: UpdateLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    let section = SynchronisationSection(bound.settings)
    var settings = section.settings
    settings.scores = bound.scores
    settings.mistake = bound.mistake()
    self.settings = settings
    driver = UpdateLoad(
      UpdateSection(bound.load).settings(bound, variables: settings.variables))
    watch = Self.watch(agentCount: bound.conditions.agents.count, section)
  }

  /// Every agent has a clock of every other.
  public static func leastBytes(of scenario: Scenario) -> Int64 {
    let agents = Int64(scenario.agents.count)
    return agents * agents * Int64(MemoryLayout<VectorClock>.stride)
  }

  static func watch(agentCount: Int, _ section: SynchronisationSection) -> Watch {
    Pair(
      SynchronisationInvariants(
        agentCount: agentCount, section.settings, quiet: section.quiet),
      SynchronisationMeter(agentCount: agentCount))
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "synchronisation",
      about:
        "Variables kept in step by causal broadcast with acknowledgements and conflict policies.",
      Synchroniser.self, settings: SynchronisationSection.self, load: UpdateSection.self,
      watch: watch(agentCount: 0, SynchronisationSection()), traits: [.scores],
      mutants: Mutant.all(Synchroniser.Mistake.self))
  }
}

extension SynchronisationInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    for check in SynchronisationCheck.allCases {
      if let violation, violation.check == check.word {
        report.check(check.word, violation)
      } else {
        report.check(check.word, check.needsQuiet && !isJudged ? .notChecked : .held)
      }
    }
  }
}
