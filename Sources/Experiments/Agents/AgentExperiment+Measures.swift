import Protocols
import Scenarios

extension AgentExperiment {
  /// What runs of coordinating agents measure, in the order of `AgentWatcher.series`.
  ///
  /// The patterns' own measures; a name that an earlier pattern has too gets its own pattern's name in
  /// front, so that `leaderless` is of the log and `election leaderless` of the election.
  static var measures: [Measure] {
    let own = [
      RaftExperiment.clientMeasures + named("proposals finished", DeliberationExperiment.measures),
      ElectionExperiment.measures, SynchronisationExperiment.measures,
      named("barriers finished", BarrierExperiment.measures),
    ]
    let names = CoordinatingAgent.joined(
      own[0].map { $0.name }, own[1].map { $0.name }, own[2].map { $0.name },
      own[3].map { $0.name })
    return zip(names, own.joined()).map { name, measure in
      Measure(name, measure.unit, measure.form, about: measure.about)
    } + endings
  }

  /// Whether all that was begun came to an end, where the pattern does not say so itself.
  private static var endings: [Measure] {
    [
      Measure(
        "operations finished", .count, .flag,
        about: "Whether every operation on the store was answered or given up."),
      Measure(
        "elections finished", .count, .flag,
        about: "Whether all agents that run at the end take the same one for their leader."),
      Measure(
        "updates finished", .count, .flag,
        about: "Whether the origin of every update reported it complete, or who is missing."),
    ]
  }

  private static func named(_ name: String, _ measures: [Measure]) -> [Measure] {
    measures.map { measure in
      if measure.name != "finished" { return measure }
      return Measure(name, measure.unit, measure.form, about: measure.about)
    }
  }
}
