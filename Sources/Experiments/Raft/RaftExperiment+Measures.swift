import Protocols
import Scenarios

extension RaftExperiment {
  /// What runs of Raft measure, in the order of `RaftWatcher.series`.
  static var measures: [Measure] { clientMeasures + clusterMeasures }

  /// What the agents of any cluster that replicates a log with Raft measure, in the order of
  /// `RaftMeter.series`.
  static var clusterMeasures: [Measure] {
    [
      Measure(
        "leader commit latency", .duration, .histogram,
        about: "Time from a leader's append of an entry to its commit there."),
      Measure(
        "election time", .duration, .histogram,
        about: "Time from when a winner first stood, without having followed anybody since."),
      Measure(
        "detection", .duration, .histogram,
        about: "Time from the crash or pause of the only leader to the first candidacy."),
      Measure(
        "leaderless", .duration, .histogram,
        about: "Spells in which no running agent took itself for the leader."),
      Measure("commits", .count, .count, about: "Entries committed."),
      Measure("elections", .count, .count, about: "Candidacies."),
      Measure("pre-elections", .count, .count, about: "Polls before a candidacy."),
      Measure("leaders", .count, .count, about: "Elections won."),
      Measure("terms", .count, .count, about: "Terms begun."),
      Measure(
        "messages per commit", .ratio, .count,
        about: "Messages of Raft between agents for each entry committed."),
    ]
  }

  /// What clients of the key-value store measure, in the order of `ClientMeter.series`.
  static var clientMeasures: [Measure] {
    [
      Measure(
        "commit latency", .duration, .histogram,
        about: "Time from a client's wish to write to the answer, retries included."),
      Measure(
        "read latency", .duration, .histogram,
        about: "Time from a client's wish to read to the answer, retries included."),
      Measure(
        "unavailable", .duration, .histogram,
        about: "Times without an answer to any client while there was load."),
      Measure("operations", .count, .count, about: "Operations that were answered."),
      Measure(
        "failed operations", .count, .count,
        about: "Operations given up that certainly had no effect."),
      Measure(
        "unknown operations", .count, .count,
        about: "Operations given up that may have had an effect."),
      Measure("redirects", .count, .count, about: "Times that a client followed a hint."),
      Measure("retries", .count, .count, about: "Times that a client asked again after a wait."),
    ]
  }
}
