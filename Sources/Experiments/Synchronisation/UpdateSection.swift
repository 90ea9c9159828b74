import Protocols
import Scenarios
import Simulator

/// The section `load` of synchronised variables.
struct UpdateSection: Configurable {
  var pacing = ClientPacing(rate: Rate(events: 20, span: .second), of: "requests")
  var isSticky = false
  var patience = 60 * Nanoseconds.second
  var reads = Ratio.never
  var skew = Ratio.never
  var least: Int64 = 1
  var most: Int64 = 1000
  var requests: [ListedRequest<UpdateLoad.Wish>] = []

  mutating func declare(_ section: inout Section) {
    pacing.declare(&section)
    section.flag(
      "sticky", &isSticky,
      about: "Whether a client keeps to one agent, and does not ask a random one each time.")
    section.duration("patience", &patience, about: "How long a client waits for an answer.")
    let isOpen = Section.Condition.when("mode", pacing.mode, is: .open)
    section.chance(
      "reads", &reads, when: isOpen, about: "Share of the requests that are reads.")
    section.chance(
      "skew", &skew, when: isOpen,
      about: "Share of the requests that go to the first variable; the rest to all alike.")
    section.integer("least", &least, -1_000_000...1_000_000, about: "Least amount written.")
    section.integer("most", &most, -1_000_000...1_000_000, about: "Most amount written.")
    section.list(
      "requests", &requests, about: "Requests at times of their own.",
      example: "[{ at: \"1s\", agent: 2, write: 0, amount: 7 }]")
  }

  func review(_ section: inout Section) {
    pacing.review(&section)
    pacing.review(requests, "list the updates as requests", &section)
    if pacing.mode == .scripted, pacing.stop != nil {
      section.complain(
        "stop", "with mode 'scripted' this says nothing", "it belongs to mode 'open'")
    }
    if least > most {
      section.complain(
        firstOf: "least", "most", message: "the least amount is above the most",
        suggestion: "swap them")
    }
    guard let scenario = section.scenario else { return }
    let variables = SynchronisationSection(scenario.settings).settings.variables
    for (index, request) in requests.enumerated() {
      if let variable = request.wish.write ?? request.wish.read, variable >= variables {
        section.complain(
          request.wish.write == nil ? "read" : "write", ofItem: index, in: "requests",
          "there is no variable \(variable)", "they are numbered from 0 to \(variables - 1)")
      }
    }
  }

  /// The clients that the section stands for.
  func settings(_ bound: Bound, variables: Int32) -> UpdateLoad.Settings {
    UpdateLoad.Settings(
      clients: bound.hasLoad ? pacing.clients : 0, agents: bound.conditions.agents.count,
      every: pacing.mode == .open ? pacing.interval : nil, start: pacing.start,
      stop: pacing.stop ?? bound.duration, variables: variables, skew: skew, reads: reads,
      amounts: min(least, most)...max(least, most), isSticky: isSticky, patience: patience,
      script: bound.hasLoad ? requests.compactMap { $0.scripted } : [])
  }
}

extension ListedRequest<UpdateLoad.Wish> {
  /// As the load takes it; nil if it says nothing, which review has refused.
  fileprivate var scripted: UpdateLoad.ScriptedUpdate? {
    wish.request.map {
      UpdateLoad.ScriptedUpdate(at: time, client: client, to: wish.agent, $0)
    }
  }
}
