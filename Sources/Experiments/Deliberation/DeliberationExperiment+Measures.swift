import Scenarios

extension DeliberationExperiment {
  /// What runs of deliberations measure, in the order of `DeliberationWatcher.series`.
  static var measures: [Measure] {
    timeMeasures + countMeasures + messageMeasures + RaftExperiment.clusterMeasures
  }

  private static var timeMeasures: [Measure] {
    [
      Measure(
        "decision latency", .duration, .histogram,
        about: "Time from a proposal's opening until its votes were decided upon."),
      Measure(
        "choice latency", .duration, .histogram,
        about: "Time from a choice's begin until its winner was put to the vote."),
      Measure(
        "majority latency", .duration, .histogram,
        about: "Time from a proposal's opening until a majority of the agents had applied it."),
      Measure(
        "apply latency", .duration, .histogram,
        about: "Time from a proposal's opening until every agent had applied it."),
      Measure(
        "outcome latency", .duration, .histogram,
        about: "Time from a proposal's opening until its proposer was through with it."),
    ]
  }

  private static func count(_ name: String, _ about: String) -> Measure {
    Measure(name, .count, .count, about: about)
  }

  private static var countMeasures: [Measure] {
    [
      count("proposals", "Proposals opened."),
      count("decisions", "Proposals decided, one way or the other."),
      count("accepted", "Proposals that the votes accepted."),
      count("rejected", "Proposals that the votes rejected."),
      count("failed", "Proposals without a clear majority."),
      count("timed out", "Proposals on which fewer than a majority voted."),
      count("conflicts", "Accepted proposals that found their variable changed meanwhile."),
      count("undecided", "Proposals without an end when the run was over."),
      count("failed choices", "Choices among candidates that too few agents ranked."),
      count("lost votes", "As written: votes that came before the state of their round."),
      count("dead voters", "As written: processes that died of a call that nobody answered."),
      count("exited clients", "Clients that exited over a proposal that did not succeed."),
    ]
  }

  private static var messageMeasures: [Measure] {
    [
      Measure(
        "messages per decision", .ratio, .count,
        about: "Messages between agents, of every kind, for each proposal decided."),
      Measure(
        "deliberation messages per decision", .ratio, .count,
        about: "Messages between agents for each proposal decided, those of the log left out."),
      Measure("finished", .count, .flag, about: "Whether every proposal came to an end."),
      Measure(
        "agreed", .count, .flag,
        about: "Whether all agents that run at the end hold the same variables."),
    ]
  }
}
