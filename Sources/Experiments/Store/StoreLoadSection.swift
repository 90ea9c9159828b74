import Protocols
import Scenarios
import Simulator

/// The section `load` of stores.
struct StoreLoadSection: Configurable {
  private var pacing = ClientPacing(rate: Rate(events: 50, span: .second), of: "requests")
  private var reads = Ratio(1, outOf: 2)
  private var keys: Int32 = 10
  private var context = StoreLoad.Habit.read
  private var patience = 5 * Nanoseconds.second
  private var requests: [ListedRequest<StoreLoad.Wish>] = []

  mutating func declare(_ section: inout Section) {
    pacing.declare(&section)
    let isOpen = Section.Condition.when("mode", pacing.mode, is: .open)
    section.chance("reads", &reads, when: isOpen, about: "Share of the requests that are reads.")
    section.integer(
      "keys", &keys, 1...10_000, when: isOpen, about: "Number of keys, each asked for alike.")
    section.word(
      "context", &context,
      about:
        "What a write overwrites: what its client reads first, was told last, was told first, or nothing."
    )
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
  func load(_ bound: Bound, _ store: VersionedStore.Settings) -> StoreLoad.Settings {
    StoreLoad.Settings(
      clients: bound.hasLoad ? pacing.clients : 0, agents: bound.conditions.agents.count,
      replicas: store.replicas, every: pacing.mode == .open ? pacing.interval : nil,
      start: pacing.start, stop: pacing.stop ?? bound.duration, reads: reads, keys: keys,
      context: context, patience: patience,
      script: bound.hasLoad
        ? requests.map { StoreLoad.ScriptedRequest(at: $0.time, client: $0.client, $0.wish) } : [])
  }
}
