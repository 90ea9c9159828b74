import Protocols
import Scenarios
import Simulator

/// The section `load`.
extension ElectionExperiment {
  static var loadKeys: [Key] {
    [
      Key("clients", .integer(0...100_000), .standard("3"), about: "Clients that give orders."),
      Key("rate", .rate, .standard("\"30/s\""), about: "Orders of all clients together."),
      Key(
        "timeout", .positiveDuration, .standard("\"100ms\""),
        about: "How long a client waits for an answer before it asks the next agent."),
      Key(
        "patience", .positiveDuration, .standard("\"5s\""),
        about: "How long after it wanted an order done a client gives it up."),
      Key(
        "requests", .list(of: .object(requestKeys), count: 0...10_000), .standard("[]"),
        about: "Requests to single agents.", example: "[{ at: \"1s\", agent: 2, ask: \"elect\" }]"),
    ]
  }

  private static var requestKeys: [Key] {
    [
      Key("at", .anyDuration, .required, about: "When."),
      Key("agent", .integer(1...200_000), .required, about: "Whom, from 1."),
      Key(
        "ask", .word(["elect", "resign", "order"]), .required,
        about: "To hold an election, to give up leadership, or to give an order."),
      Key(
        "group", .integer(1...65_535), about: "The group it is about, from 1; without it, all."),
    ]
  }

  static func loadSettings(_ bound: Bound) -> ElectionLoad.Settings {
    let directory = Election.Directory(bound)
    if !bound.hasLoad { return ElectionLoad.Settings(directory: directory) }
    let values = bound.load
    let clients = values.integer("clients")
    return ElectionLoad.Settings(
      clients: Int(clients), interval: values.rate("rate").meanInterval(eachOf: max(1, clients)),
      scopes: electingScopes(bound), timeout: values.duration("timeout"),
      patience: values.duration("patience"), directory: directory,
      script: script(values))
  }

  /// Every scope that elects a leader.
  static func electingScopes(_ bound: Bound) -> [Election.Scope] {
    let rule = mode(bound.settings) == .fenced ? scopes(bound.settings) : .global
    var scopes: [Election.Scope] = rule == .groups ? [] : [.global]
    if rule == .global { return scopes }
    let groups = (bound.conditions.agents.map { $0.group }.max() ?? 0) + 1
    for group in 0..<groups
    where bound.conditions.agents.contains(where: { $0.group == group }) {
      scopes.append(.group(group))
    }
    return scopes
  }

  private static func script(_ values: Values) -> [ElectionLoad.ScriptedRequest] {
    values.list("requests").compactMap { item in
      guard let request = item.value.object else { return nil }
      let operation: Election.Operation =
        switch request.text("ask") {
        case "resign": .resign
        case "order": .order
        default: .elect
        }
      let group = request["group"]?.integer
      return ElectionLoad.ScriptedRequest(
        at: request.duration("at"), AgentID(Int(request.integer("agent") - 1)),
        Election.Request(operation, group.map { .group(Int($0 - 1)) } ?? .global))
    }
  }
}
