import Scenarios

extension ElectionExperiment {
  /// What runs of elections measure, in the order of `ElectionWatcher.series`.
  static var measures: [Measure] {
    [
      Measure(
        "order latency", .duration, .histogram,
        about: "Time from a client's wish for an order to the answer that it is done."),
      Measure(
        "unavailable", .duration, .histogram,
        about: "Times without an order done while clients gave orders."),
      Measure("orders", .count, .count, about: "Orders that clients were told are done."),
      Measure("orders given up", .count, .count, about: "Orders that clients gave up."),
      Measure(
        "detection", .duration, .histogram,
        about: "Time from the crash or pause of a scope's only leader to the first election."),
      Measure(
        "election time", .duration, .histogram,
        about: "Time from the first election held without a leader to the next leader."),
      Measure(
        "leaderless", .duration, .histogram,
        about: "Spells in which no running agent took itself for the leader of a scope."),
      Measure(
        "leaders at once", .count, .histogram,
        about: "How many took themselves for the leader of a scope, at each change."),
      Measure(
        "leader changes", .count, .count,
        about: "Times that a scope got another leader than the one before."),
      Measure("elections", .count, .count, about: "Elections that agents held."),
      Measure(
        "election messages", .count, .count,
        about: "Messages to find a leader: heartbeats, orders and what answers them left out."),
      Measure(
        "messages per election", .ratio, .count,
        about: "Messages to find a leader for each leader elected."),
    ]
  }
}
