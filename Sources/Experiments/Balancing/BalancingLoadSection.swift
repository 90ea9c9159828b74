import Protocols
import Scenarios
import Simulator

/// The section `load` of balancing.
struct BalancingLoadSection: Configurable {
  private var pacing = ClientPacing(
    rate: Rate(events: 100, span: .second), of: "requests", until: "an answer")
  private var settings = BalancingLoad.Settings()
  /// Only requests from then on are measured.
  private(set) var measureFrom: Nanoseconds = 0
  private var requests: [ListedRequest<BalancingLoad.Wish>] = []

  mutating func declare(_ section: inout Section) {
    pacing.declare(&section)
    section.delay("work", &settings.work, about: "Time that a task takes a worker of speed 1.")
    section.integer(
      "keys", &settings.keys, 1...1_000_000, when: asksItself,
      about: "Number of keys, each as likely as the others, for consistent hashing.")
    section.integer(
      "capabilities", &settings.capabilities, 0...Int64(Balancing.mostCapabilities),
      when: asksItself,
      about: "Tasks need a capability from 1 up to this, each alike; none if it is 0.")
    section.duration(
      "deadline", &settings.deadline, 1...Shape.longestDuration,
      about: "Time after which a task is no longer wanted; workers drop it then.",
      example: "\"200ms\"")
    declareRetries(&section)
    section.duration(
      "measureFrom", &measureFrom, 0...Shape.longestDuration,
      about: "Only requests that are asked from then on are measured.")
    section.list(
      "requests", &requests, about: "Requests at times of their own.",
      example: "[{ at: \"1s\", client: 1, capability: 0 }]")
  }

  private var asksItself: Section.Condition {
    .when("mode", pacing.mode, is: .open, .closed)
  }

  private mutating func declareRetries(_ section: inout Section) {
    section.word("retry", &settings.retries.policy, about: "When a client asks again.")
    section.duration(
      "timeout", &settings.retries.timeout,
      about: "How long a client waits for the answer to an attempt.")
    let policy = settings.retries.policy
    section.integer(
      "attempts", &settings.retries.attempts, 2...1000,
      when: .when("retry", policy, is: .immediate, .backoff, .budget),
      about: "Most attempts of a request, the first included.")
    let backsOff = Section.Condition.when("retry", policy, is: .backoff)
    section.duration(
      "base", &settings.retries.base, when: backsOff,
      about: "Longest wait before the second attempt; twice as long before each further one.")
    section.duration(
      "most", &settings.retries.most, when: backsOff, about: "Longest wait before any attempt.")
    section.chance(
      "budget", &settings.retries.budget, when: .when("retry", policy, is: .budget),
      about: "Retries for each request, in the mean.")
    section.flag(
      "idempotent", &settings.retries.isIdempotent,
      when: .when("retry", policy, is: .immediate, .backoff, .budget),
      about: "Whether an attempt names the same task as the one before, or a new one.")
    section.word(
      "lateAnswers", &settings.retries.lateAnswers,
      about: "What becomes of an answer to an attempt that has timed out.")
    section.word(
      "abandoned", &settings.retries.abandoned,
      about: "What becomes of a task that is not waited for any longer.")
  }

  func review(_ section: inout Section) {
    pacing.review(&section)
    pacing.review(requests, "list tasks and drains as requests", &section)
    if let duration = section.scenario?.duration, measureFrom >= duration {
      section.complain(
        "measureFrom", "the run is over by then", "it ends at \(DurationText.exact(duration))")
    }
  }

  /// The clients of a run; without the section there are none.
  func load(_ bound: Bound, balancers: Int) -> BalancingLoad.Settings {
    var load = settings
    load.balancers = balancers
    load.clients = bound.hasLoad ? pacing.clients : 0
    load.every = pacing.mode == .open ? pacing.interval : nil
    load.think = pacing.mode == .closed ? pacing.think : nil
    load.start = pacing.start
    load.stop = pacing.stop ?? bound.duration
    load.script =
      bound.hasLoad
      ? requests.map { BalancingLoad.ScriptedRequest(at: $0.time, client: $0.client, $0.wish) } : []
    return load
  }
}
