import Protocols
import Scenarios
import Simulator

/// The section `load` of caching.
struct CachingLoadSection: Configurable {
  private var pacing = ClientPacing(rate: Rate(events: 20, span: .second), of: "requests")
  private var reads = Ratio(9, outOf: 10)
  private var keys: Int32 = 10
  private var patience = 60 * Nanoseconds.second
  private var requests: [ListedRequest] = []

  mutating func declare(_ section: inout Section) {
    pacing.declare(&section)
    let isOpen = Section.Condition.when("mode", pacing.mode, is: .open)
    section.chance(
      "reads", &reads, when: isOpen, about: "Share of the requests that are reads.")
    section.integer(
      "keys", &keys, 1...10_000, when: isOpen,
      about: "Number of variables, each asked for alike.")
    section.duration("patience", &patience, about: "How long a client waits for an answer.")
    section.list(
      "requests", &requests, about: "Requests at times of their own.",
      example: "[{ at: \"1s\", client: 1, write: 0 }]")
  }

  func review(_ section: inout Section) {
    pacing.review(&section)
    if pacing.mode == .scripted, requests.isEmpty {
      section.complain("mode", "nothing is listed", "list the reads and writes as requests")
    }
    for (index, request) in requests.enumerated() where request.client > pacing.clients {
      section.complain(
        "client", ofItem: index, in: "requests", "there is no client \(request.client)",
        "clients are numbered from 1 to \(pacing.clients)")
    }
  }

  /// The clients of a run; without the section there are none.
  func load(_ bound: Bound) -> CachingLoad.Settings {
    CachingLoad.Settings(
      clients: bound.hasLoad ? pacing.clients : 0, agents: bound.conditions.agents.count,
      every: pacing.mode == .open ? pacing.interval : nil, start: pacing.start,
      stop: pacing.stop ?? bound.duration, reads: reads, keys: keys, patience: patience,
      script: bound.hasLoad ? requests.map { $0.scripted } : [])
  }

  /// A request at a time that the scenario names.
  struct ListedRequest: Configurable {
    var time: Nanoseconds = 0
    var client = 1
    var wish = CachingLoad.Wish()

    mutating func declare(_ section: inout Section) {
      section.moment("at", &time, about: "When the client asks.")
      section.integer("client", &client, 1...100_000, about: "Which client, from 1.")
      section.request(&wish)
    }

    func review(_ section: inout Section) { section.review(wish) }

    /// As the load takes it.
    var scripted: CachingLoad.ScriptedRequest {
      CachingLoad.ScriptedRequest(
        at: time, client: Int32(truncatingIfNeeded: client - 1), wish)
    }
  }
}
