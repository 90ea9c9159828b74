import Protocols
import Scenarios
import Simulator

/// The section `load` of a key-value store.
struct KeyValueSection: Configurable {
  var pacing = ClientPacing()
  var sessions = 16
  var outstanding = 1
  var reads = Ratio(1, outOf: 2)
  var compareAndSets = Ratio.never
  var keys: Int32 = 10
  var requests: [ListedRequest<KeyValueLoad.Wish>] = []
  var timeout = Nanoseconds.second
  var patience = 10 * Nanoseconds.second
  var searchSteps: Int64?
  var backoff = 10 * Nanoseconds.millisecond...20 * Nanoseconds.millisecond

  mutating func declare(_ section: inout Section) {
    pacing.declare(&section)
    let isClosed = Section.Condition.when("mode", pacing.mode, is: .closed)
    section.integer(
      "sessions", &sessions, 1...4096, when: .when("mode", pacing.mode, is: .open, .scripted),
      about: "Operations that a client may have under way; further ones wait in line.")
    section.integer(
      "outstanding", &outstanding, 1...4096, when: isClosed,
      about: "Operations that each client keeps under way, in closed mode.")
    section.chance("reads", &reads, about: "Share of the operations that are reads.")
    section.chance(
      "compareAndSet", &compareAndSets,
      about: "Share of the other operations that are compare-and-sets, not writes.")
    section.integer("keys", &keys, 1...1_000_000, about: "Number of keys.")
    section.list(
      "requests", &requests, about: "Operations at times of their own.",
      example: "[{ at: \"1s\", client: 1, write: 5, value: 7 }]")
    section.duration(
      "timeout", &timeout, about: "How long a client waits for an answer before it asks again.")
    section.duration(
      "patience", &patience,
      about: "How long after it wanted an operation a client gives it up.")
    section.durationRange(
      "backoff", &backoff, 0...Shape.longestDuration,
      about: "Wait before asking again, doubled up to four times.")
    section.integer(
      "searchSteps", &searchSteps, 1_000...10_000_000_000,
      about: "Moves that the check of linearizability may make for a key before it gives up.",
      example: "1000000000")
  }

  func review(_ section: inout Section) {
    pacing.review(&section)
    reviewSessions(&section)
    if patience < timeout {
      section.complain(
        firstOf: "patience", "timeout", message: "a client would give up before it asks again",
        suggestion: "patience is at least as long as the timeout")
    }
    pacing.review(requests, "list the operations as requests", &section)
    reviewRequests(&section)
  }

  /// Every session has a place in the store of every agent.
  private func reviewSessions(_ section: inout Section) {
    let each = pacing.mode == .closed ? outstanding : sessions
    let total = pacing.clients * each
    if total > KeyValueSection.mostSessions {
      section.complain(
        firstOf: pacing.mode == .closed ? "outstanding" : "sessions", "clients",
        message: "\(pacing.clients) clients with \(each) operations each make \(total) sessions",
        suggestion: "at most \(KeyValueSection.mostSessions)")
    }
  }

  private static var mostSessions: Int { 1_000_000 }

  private func reviewRequests(_ section: inout Section) {
    var values: Set<Int64> = []
    for (index, request) in requests.enumerated() {
      if let value = request.wish.value, !values.insert(value).inserted {
        section.complain(
          "value", ofItem: index, in: "requests", "the value \(value) is written twice",
          "a value that is written once tells who wrote it")
      }
    }
  }

  /// The clients that the section stands for.
  func settings(_ bound: Bound) -> KeyValueLoad.Settings {
    KeyValueLoad.Settings(
      clients: bound.hasLoad ? pacing.clients : 0, agents: bound.conditions.agents.count,
      pace: pace, start: pacing.start, stop: pacing.stop ?? bound.duration, reads: reads,
      compareAndSets: compareAndSets, keys: keys, timeout: timeout, patience: patience,
      backoff: backoff, refusalsAreFinal: !bound.conditions.duplicatesRequests,
      script: bound.hasLoad ? requests.compactMap { $0.scripted } : [])
  }

  private var pace: KeyValueLoad.Pace {
    switch pacing.mode {
    case .open: .open(every: pacing.interval, slots: sessions)
    case .closed: .closed(outstanding: outstanding, think: pacing.think)
    case .scripted: .scripted(slots: sessions)
    }
  }
}

extension ListedRequest<KeyValueLoad.Wish> {
  /// As the load takes it; nil if it says nothing or too much, which review has refused.
  fileprivate var scripted: KeyValueLoad.ScriptedRequest? {
    wish.operation.map { KeyValueLoad.ScriptedRequest(at: time, client: client, $0) }
  }
}

extension Conditions {
  /// Whether a request may be delivered twice, so that a refusal of it proves nothing.
  var duplicatesRequests: Bool {
    if network.clientLinks.contains(where: { !$0.duplication.isZero }) { return true }
    return faults.contains {
      if case .links(_, _, let change, _) = $0.action { change.duplication != nil } else { false }
    }
  }
}
