import Protocols
import Scenarios
import Simulator

/// The section `load` of elections: clients that give orders, and requests to single agents.
struct OrderSection: Configurable {
  private var clients = 3
  private var rate = Rate(events: 30, span: .second)
  private var timeout = 100 * Nanoseconds.millisecond
  private var patience = 5 * Nanoseconds.second
  private var requests: [RequestSection] = []

  mutating func declare(_ section: inout Section) {
    section.integer("clients", &clients, 0...100_000, about: "Clients that give orders.")
    section.rate("rate", &rate, about: "Orders of all clients together.")
    section.duration(
      "timeout", &timeout,
      about: "How long a client waits for an answer before it asks the next agent.")
    section.duration(
      "patience", &patience,
      about: "How long after it wanted an order done a client gives it up.")
    section.list(
      "requests", &requests, upTo: 10_000, about: "Requests to single agents.",
      example: "[{ at: \"1s\", agent: 2, ask: \"elect\" }]")
  }

  func review(_ section: inout Section) { rate.review(&section, clients: clients) }

  /// A request to one agent.
  private struct RequestSection: Configurable {
    var time: Nanoseconds = 0
    var wish = ElectionLoad.Wish()

    mutating func declare(_ section: inout Section) {
      section.moment("at", &time, about: "When.")
      section.request(&wish)
    }

    func review(_ section: inout Section) {
      guard let group = wish.group, let agents = section.scenario?.agents else { return }
      let groups = agents.map { $0.profile.group + 1 }
      if !groups.contains(group) {
        section.complain(
          "group", "there is no group \(group)",
          "the agents' groups go up to \(groups.max() ?? 1)")
      }
    }

    var scripted: ElectionLoad.ScriptedRequest {
      ElectionLoad.ScriptedRequest(at: time, wish.agent, wish.request)
    }
  }
}

extension OrderSection {
  /// What a scenario's clients do; without a load there are none.
  ///
  /// - Parameter scopes: those that orders are for.
  static func settings(
    _ bound: Bound, _ directory: Election.Directory, _ scopes: [Election.Scope]
  ) -> ElectionLoad.Settings {
    if !bound.hasLoad { return ElectionLoad.Settings(directory: directory) }
    let section = OrderSection(bound.load)
    return ElectionLoad.Settings(
      clients: section.clients,
      interval: section.rate.meanInterval(eachOf: max(1, Int64(section.clients))),
      scopes: scopes, timeout: section.timeout, patience: section.patience,
      directory: directory, script: section.requests.map { $0.scripted })
  }
}
