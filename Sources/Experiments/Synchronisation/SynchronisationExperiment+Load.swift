import Protocols
import Scenarios
import Simulator

/// The section `load`.
extension SynchronisationExperiment {
  static var loadKeys: [Key] { paceKeys + contentKeys }

  private static var paceKeys: [Key] {
    [
      Key("clients", .integer(1...100_000), .standard("3"), about: "Number of clients."),
      Key(
        "mode", .word(["open", "scripted"]), .standard("\"open\""),
        about: "Whether requests come at a rate, or only as listed."),
      Key(
        "rate", .rate, .standard("\"20/s\""),
        about: "Requests of all clients together, in open mode."),
      Key(
        "arrival", .word(["poisson", "fixed"]), .standard("\"poisson\""),
        about: "Whether requests of the open mode come at random or evenly."),
      Key("start", .anyDuration, .standard("\"0s\""), about: "When clients begin."),
      Key("stop", .anyDuration, about: "When clients stop; the end of the run without it."),
      Key(
        "sticky", .boolean, .standard("false"),
        about: "Whether a client keeps to one agent, and does not ask a random one each time."),
      Key(
        "patience", .positiveDuration, .standard("\"60s\""),
        about: "How long a client waits for an answer."),
    ]
  }

  private static var contentKeys: [Key] {
    [
      Key("reads", .chance, .standard("0"), about: "Share of the requests that are reads."),
      Key(
        "skew", .chance, .standard("0"),
        about: "Share of the requests that go to the first variable; the rest to all alike."),
      Key(
        "least", .integer(-1_000_000...1_000_000), .standard("1"), about: "Least amount written."),
      Key(
        "most", .integer(-1_000_000...1_000_000), .standard("1000"), about: "Most amount written."),
      Key(
        "requests", .list(of: .object(requestKeys), count: 0...100_000), .standard("[]"),
        about: "Requests at times of their own.",
        example: "[{ at: \"1s\", agent: 2, write: 0, amount: 7 }]"),
    ]
  }

  private static var requestKeys: [Key] {
    [
      Key("at", .anyDuration, .required, about: "When the client asks."),
      Key("client", .integer(1...100_000), .standard("1"), about: "Which client, from 1."),
      Key("agent", .integer(1...200_000), .standard("1"), about: "Which agent it asks, from 1."),
      Key("write", .integer(0...9_999), about: "The variable to write, from 0."),
      Key("read", .integer(0...9_999), about: "The variable to read, from 0."),
      Key(
        "amount", .integer(-1_000_000_000...1_000_000_000), .standard("1"),
        about: "What is written: a value, a step of a counter, a set as bits."),
    ]
  }

  static func loadSettings(_ bound: Bound) -> UpdateLoad.Settings {
    let values = bound.load
    let (least, most) = (values.integer("least"), values.integer("most"))
    return UpdateLoad.Settings(
      clients: bound.hasLoad ? Int(values.integer("clients")) : 0,
      agents: bound.conditions.agents.count, every: interval(values),
      start: values.duration("start"), stop: values["stop"]?.duration ?? bound.duration,
      variables: Int32(truncatingIfNeeded: bound.settings.integer("variables")),
      skew: values.chance("skew"), reads: values.chance("reads"),
      amounts: min(least, most)...max(least, most), isSticky: values.boolean("sticky"),
      patience: values.duration("patience"), script: bound.hasLoad ? script(values) : [])
  }

  /// Time between two requests of one client.
  private static func interval(_ values: Values) -> Delay? {
    if values.text("mode") == "scripted" { return nil }
    let interval = values.rate("rate").meanInterval(eachOf: values.integer("clients"))
    return values.text("arrival") == "fixed" ? .constant(interval) : .exponential(mean: interval)
  }

  /// The listed requests; review has refused those that say nothing or too much.
  private static func script(_ values: Values) -> [UpdateLoad.ScriptedUpdate] {
    values.list("requests").compactMap { item in
      guard let request = item.value.object, let asked = self.request(request) else { return nil }
      return UpdateLoad.ScriptedUpdate(
        at: request.duration("at"),
        client: Int32(truncatingIfNeeded: request.integer("client") - 1),
        to: AgentID(Int(request.integer("agent") - 1)), asked)
    }
  }

  private static func request(_ values: Values) -> Synchroniser.Request? {
    if let variable = values["write"]?.integer {
      return .write(
        variable: Int32(truncatingIfNeeded: variable), amount: values.integer("amount"))
    }
    return values["read"]?.integer.map { .read(variable: Int32(truncatingIfNeeded: $0)) }
  }
}
