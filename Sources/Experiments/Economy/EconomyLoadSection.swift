import Protocols
import Scenarios
import Simulator

/// The section `load` of an economy.
struct EconomyLoadSection: Configurable {
  private var pacing = ClientPacing(rate: Rate(events: 5, span: .second), of: "requests")
  private var mechanisms: [Mechanism] = []
  private var payments = Ratio.never
  private var payment: Int64 = 1_000
  private var retry = Nanoseconds.second
  private var patience = 60 * Nanoseconds.second
  private var closeAfter: Nanoseconds?
  private var requests: [ListedRequest<EconomyLoad.Wish>] = []

  mutating func declare(_ section: inout Section) {
    pacing.declare(&section)
    let isOpen = Section.Condition.when("mode", pacing.mode, is: .open)
    section.words(
      "mechanisms", &mechanisms, upTo: 100, when: isOpen,
      about: "The mechanisms of auctions, dealt at random; all without it.",
      example: "[\"vickrey\", \"english\"]")
    section.chance(
      "payments", &payments, when: isOpen,
      about: "Share of the requests that are payments of an owner to an agent, not auctions.")
    section.integer(
      "payment", &payment, 1...1_000_000,
      when: Section.Condition(
        !payments.isZero, current: "without payments", home: "payments"),
      about: "What is paid at the most.")
    section.duration(
      "retry", &retry, about: "After which time a client asks another replica.")
    section.duration("patience", &patience, about: "How long a client asks at the most.")
    section.duration(
      "closeAfter", &closeAfter, 1...Shape.longestDuration,
      about: "How long after its auction is open a client asks for the end of the bidding.",
      example: "\"100ms\"")
    section.list(
      "requests", &requests, about: "Requests at times of their own.",
      example: "[{ at: \"1s\", client: 1, auction: \"vickrey\" }]")
  }

  func review(_ section: inout Section) {
    pacing.review(&section)
    pacing.review(requests, "list auctions and payments as requests", &section)
    for (index, request) in requests.enumerated() {
      if let agent = request.wish.pay, section.scenario != nil, agent > section.agentCount {
        section.complain(
          "pay", ofItem: index, in: "requests", "there is no agent \(agent)",
          "agents are numbered from 1 to \(section.agentCount)")
      }
    }
    if patience < retry {
      section.complain(
        firstOf: "patience", "retry", message: "a client would never ask again",
        suggestion: "patience is at least \(DurationText.exact(retry)), as retry")
    }
  }

  /// Accounts that auctions belong to.
  var ownerCount: Int { Swift.min(pacing.clients, 100) }

  /// The clients of a run; without the section there are none.
  func load(_ bound: Bound, _ settings: Economy.Settings) -> EconomyLoad.Settings {
    var load = EconomyLoad.Settings(
      clients: bound.hasLoad ? pacing.clients : 0, bidders: settings.rules.bidders,
      replicas: settings.replicas)
    load.owners = settings.rules.owners
    load.every = pacing.mode == .open ? pacing.interval : nil
    load.start = pacing.start
    load.stop = pacing.stop ?? bound.duration
    load.mechanisms = mechanisms.isEmpty ? Mechanism.allCases : mechanisms
    load.payments = payments
    load.payment = payment
    load.retry = retry
    load.patience = patience
    load.closeAfter = closeAfter
    load.script =
      bound.hasLoad
      ? requests.map { EconomyLoad.Scripted(at: $0.time, client: $0.client, $0.wish) } : []
    return load
  }
}
