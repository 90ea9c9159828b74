import Protocols
import Scenarios
import Simulator

/// The section `load`.
extension RaftExperiment {
  static var loadKeys: [Key] { paceKeys + operationKeys + patienceKeys }

  private static var paceKeys: [Key] {
    [
      Key("clients", .integer(1...100_000), .standard("3"), about: "Number of clients."),
      Key(
        "mode", .word(["open", "closed", "scripted"]), .standard("\"open\""),
        about: "Whether operations come at a rate, after answers, or only as listed."),
      Key(
        "rate", .rate, .standard("\"100/s\""),
        about: "Operations of all clients together, in open mode."),
      Key(
        "arrival", .word(["poisson", "fixed"]), .standard("\"poisson\""),
        about: "Whether operations of the open mode come at random or evenly."),
      Key(
        "sessions", .integer(1...4096), .standard("16"),
        about: "Operations that a client may have under way; further ones wait in line."),
      Key(
        "outstanding", .integer(1...4096), .standard("1"),
        about: "Operations that each client keeps under way, in closed mode."),
      Key(
        "think", .delay, .standard("\"0ms\""),
        about: "Time between an answer and the next operation, in closed mode."),
      Key("start", .anyDuration, .standard("\"0s\""), about: "When clients begin."),
      Key("stop", .anyDuration, about: "When clients stop; the end of the run without it."),
    ]
  }

  private static var operationKeys: [Key] {
    [
      Key("reads", .chance, .standard("\"50%\""), about: "Share of the operations that are reads."),
      Key(
        "compareAndSet", .chance, .standard("0"),
        about: "Share of the other operations that are compare-and-sets, not writes."),
      Key("keys", .integer(1...1_000_000), .standard("10"), about: "Number of keys."),
      Key(
        "requests", .list(of: .object(requestKeys), count: 0...100_000), .standard("[]"),
        about: "Operations at times of their own.",
        example: "[{ at: \"1s\", client: 1, write: 5, value: 7 }]"),
    ]
  }

  private static var requestKeys: [Key] {
    let key = Shape.integer(0...999_999)
    return [
      Key("at", .anyDuration, .required, about: "When the client wants it."),
      Key("client", .integer(1...100_000), .standard("1"), about: "Which client, from 1."),
      Key("read", key, about: "The key to read."),
      Key("write", key, about: "The key to write."),
      Key("compareAndSet", key, about: "The key to compare and set."),
      Key(
        "expected", .integer(0...999_999_999), .standard("0"),
        about: "What a compare-and-set expects; 0 is a key without a value."),
      Key(
        "value", .integer(1...999_999_999),
        about: "What is written; each value once in a scenario."),
    ]
  }

  private static var patienceKeys: [Key] {
    [
      Key(
        "timeout", .positiveDuration, .standard("\"1s\""),
        about: "How long a client waits for an answer before it asks again."),
      Key(
        "patience", .positiveDuration, .standard("\"10s\""),
        about: "How long after it wanted an operation a client gives it up."),
      Key(
        "backoff", .durationRange(0...Shape.longestDuration), .standard("\"10ms..20ms\""),
        about: "Wait before asking again, doubled up to four times."),
    ]
  }

  static func loadSettings(_ bound: Bound) -> KeyValueLoad.Settings {
    let values = bound.load
    let agents = bound.conditions.agents.count
    let clients = bound.hasLoad ? Int(values.integer("clients")) : 0
    return KeyValueLoad.Settings(
      clients: clients, agents: agents, pace: pace(values),
      start: values.duration("start"), stop: values["stop"]?.duration ?? bound.duration,
      reads: values.chance("reads"), compareAndSets: values.chance("compareAndSet"),
      keys: Int32(truncatingIfNeeded: values.integer("keys")),
      timeout: values.duration("timeout"), patience: values.duration("patience"),
      backoff: values.durationRange("backoff"), refusalsAreFinal: !duplicates(bound.conditions),
      script: bound.hasLoad ? script(values) : [])
  }

  private static func pace(_ values: Values) -> KeyValueLoad.Pace {
    let slots = Int(values.integer("sessions"))
    switch values.text("mode") {
    case "closed":
      return .closed(
        outstanding: Int(values.integer("outstanding")), think: values.delay("think"))
    case "scripted": return .scripted(slots: slots)
    default:
      let interval = values.rate("rate").meanInterval(eachOf: values.integer("clients"))
      let isFixed = values.text("arrival") == "fixed"
      return .open(
        every: isFixed ? .constant(interval) : .exponential(mean: interval), slots: slots)
    }
  }

  /// Whether a request may be delivered twice, so that a refusal of it proves nothing.
  private static func duplicates(_ conditions: Conditions) -> Bool {
    if conditions.network.clientLinks.contains(where: { !$0.duplication.isZero }) { return true }
    return conditions.faults.contains {
      if case .links(_, _, let change) = $0.action { change.duplication != nil } else { false }
    }
  }

  /// The listed requests; review has refused those that say nothing or too much.
  static func script(_ values: Values) -> [KeyValueLoad.ScriptedRequest] {
    values.list("requests").compactMap { item in
      guard let request = item.value.object, let operation = operation(request) else { return nil }
      return KeyValueLoad.ScriptedRequest(
        at: request.duration("at"),
        client: Int32(truncatingIfNeeded: request.integer("client") - 1), operation)
    }
  }

  static func operation(_ request: Values) -> Raft.Operation? {
    let value = request["value"]?.integer
    if let key = request["read"]?.integer {
      return .read(key: Int32(truncatingIfNeeded: key))
    }
    if let key = request["write"]?.integer, let value {
      return .write(key: Int32(truncatingIfNeeded: key), value: value)
    }
    if let key = request["compareAndSet"]?.integer, let value {
      return .compareAndSet(
        key: Int32(truncatingIfNeeded: key), expected: request.integer("expected"), new: value)
    }
    return nil
  }
}
