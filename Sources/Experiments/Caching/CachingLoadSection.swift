import Protocols
import Scenarios
import Simulator

/// The section `load` of caching.
struct CachingLoadSection: Configurable {
  private var pacing = ClientPacing(rate: Rate(events: 20, span: .second), of: "requests")
  private var reads = Ratio(9, outOf: 10)
  private var keys: Int32 = 10
  private var patience = 60 * Nanoseconds.second
  private var requests: [ListedRequest<CachingLoad.Wish>] = []

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
    pacing.review(requests, "list the reads and writes as requests", &section)
  }

  /// The clients of a run; without the section there are none.
  func load(_ bound: Bound) -> CachingLoad.Settings {
    CachingLoad.Settings(
      clients: bound.hasLoad ? pacing.clients : 0, agents: bound.conditions.agents.count,
      every: pacing.mode == .open ? pacing.interval : nil, start: pacing.start,
      stop: pacing.stop ?? bound.duration, reads: reads, keys: keys, patience: patience,
      script: bound.hasLoad
        ? requests.map { CachingLoad.ScriptedRequest(at: $0.time, client: $0.client, $0.wish) } : []
    )
  }
}
