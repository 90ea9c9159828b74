import Simulator
import Testing

@testable import Protocols

/// Breakers open by a share of failures, close by evidence, and the check sees when they do not.
struct CircuitBreakerTests {
  private var rules: CircuitBreaker.Rules {
    var rules = CircuitBreaker.Rules(threshold: 20)
    rules.window = 10
    rules.probes = 2
    rules.pause = .second
    return rules
  }

  @Test func `it opens above the threshold, and not at it`() {
    var breaker = CircuitBreaker(rules)
    for number in 0..<8 as Range<Int32> { #expect(breaker.succeed(number) == nil) }
    #expect(breaker.fail(8, at: 0) == nil)
    // Two of ten are the threshold.
    #expect(breaker.fail(9, at: 0) == nil)
    #expect(breaker.fail(10, at: 5) == .opened(failures: 3, of: 10, until: 5 + .second))
    #expect(breaker.admits(11, at: 5) == (false, nil))
  }

  @Test func `it takes no share of too few outcomes`() {
    var breaker = CircuitBreaker(rules)
    #expect(breaker.fail(0, at: 0) == nil)
    #expect(breaker.fail(1, at: 0) == nil)
    #expect(breaker.fail(2, at: 0) == .opened(failures: 3, of: 3, until: .second))
  }

  @Test func `it closes once all probes have succeeded, and forgets what failed`() {
    var breaker = opened
    #expect(breaker.admits(3, at: .second - 1) == (false, nil))
    #expect(breaker.admits(3, at: .second) == (true, .halfOpened))
    breaker.start()
    #expect(breaker.admits(4, at: .second) == (true, nil))
    breaker.start()
    // As many as must succeed run at once.
    #expect(breaker.admits(5, at: .second) == (false, nil))
    // What started before it opened says nothing.
    #expect(breaker.fail(2, at: .second) == nil)
    #expect(breaker.succeed(3) == nil)
    breaker.end(3)
    #expect(breaker.succeed(4) == .closed)
    #expect(breaker.fail(5, at: 2 * .second) == nil)
  }

  @Test func `a probe without an outcome makes room for another`() {
    var breaker = opened
    _ = breaker.admits(3, at: .second)
    for _ in 0..<2 { breaker.start() }
    breaker.end(3)
    #expect(breaker.admits(5, at: .second) == (true, nil))
  }

  @Test func `each probe that fails doubles the pause, eight times at most`() {
    var breaker = opened
    var now = Nanoseconds.second
    for pause in [2, 4, 8, 8] as [Int64] {
      #expect(breaker.admits(3, at: now) == (true, .halfOpened))
      breaker.start()
      let end = now + pause * .second
      #expect(breaker.fail(3, at: now) == .opened(failures: 1, of: 1, until: end))
      now = end
    }
  }

  @Test func `a credulous breaker closes by being asked`() {
    var rules = rules
    rules.isCredulous = true
    var breaker = CircuitBreaker(rules)
    for number in 0..<3 as Range<Int32> { _ = breaker.fail(number, at: 0) }
    var refusals = 0
    while breaker.admits(3, at: 0) == (false, nil) { refusals += 1 }
    // 1000, 800, 640, 512, 409, 327, 261, 208, 166 per mille.
    #expect(refusals == 7)
    #expect(breaker.state == .closed)
  }

  private var opened: CircuitBreaker {
    var breaker = CircuitBreaker(rules)
    for number in 0..<3 as Range<Int32> { _ = breaker.fail(number, at: 0) }
    return breaker
  }
}

/// The audit of breakers, on histories of deeds that books make and that they do not.
struct BreakerAuditTests {
  private var invariants: EconomyInvariants
  private var index: Int64 = 0
  private var next: Int32 = 0

  init() {
    var settings = Economy.Settings(agents: 5, replicas: 3)
    var rules = CircuitBreaker.Rules(threshold: 50)
    (rules.window, rules.probes, rules.pause) = (4, 1, .second)
    settings.rules.breakers = [rules, rules]
    invariants = EconomyInvariants(settings)
  }

  private mutating func apply(_ deed: Deed, _ verdict: Verdict, _ events: [Books.Event]) {
    index += 1
    invariants.noted(
      .applied(index: index, term: 1, deed, verdict, digest: UInt64(index)), by: AgentID(0), at: 1)
    for event in events { invariants.noted(.led(event, isSeated: true), by: AgentID(0), at: 1) }
  }

  /// Puts a task out at a time, after changes of breakers.
  private mutating func open(at time: Nanoseconds, _ changes: Books.Event...) {
    let session = Raft.Session(client: 0, sequence: next + 1)
    apply(
      Deed(.open, actor: 5, amount: time, detail: Mechanism.contractNet.code, session: session),
      .done, changes + [.opened(auction: next)])
    next += 1
  }

  /// A task fails in the hands of its worker, and nobody else does it.
  private mutating func fail(_ auction: Int32, at time: Nanoseconds, _ changes: Books.Event...) {
    apply(
      Deed(.tick, subject: auction, amount: time), .done,
      [.passed(auction: auction, step: 1, by: 0)] + changes.prefix(1)
        + [.failed(auction: auction)] + changes.dropFirst())
  }

  private static func opened(_ failures: Int, of count: Int, until end: Nanoseconds) -> Books.Event
  {
    .breaker(.work, .opened(failures: failures, of: count, until: end))
  }

  private static let bothOpen: [Books.Event] = [
    opened(1, of: 1, until: 2 * .second),
    .breaker(.coordination, .opened(failures: 1, of: 1, until: 2 * .second)),
  ]

  /// A task is bid for, taken up and done.
  private mutating func succeed(_ auction: Int32, from time: Nanoseconds) {
    apply(Deed(.bid, actor: 1, subject: auction, quantity: 1, amount: 500), .done, [])
    let closed = time + .second
    apply(
      Deed(.tick, subject: auction, amount: closed), .done,
      [.awarded(auction: auction, step: 1, to: 1, payment: 500)])
    apply(
      Deed(.accept, actor: 1, subject: auction, quantity: 1, amount: closed), .done,
      [.accepted(auction: auction, step: 1, by: 1)])
    apply(
      Deed(.result, actor: 1, subject: auction, quantity: 1), .done,
      [
        .sold(auction: auction, to: 1, bundle: 1, payment: 500, moved: 500),
        .breaker(.work, .closed), .settled(auction: auction), .breaker(.coordination, .closed),
      ])
  }

  @Test mutating func `breakers that open, try a probe and close are legal`() {
    open(at: 0)
    fail(0, at: .second, Self.bothOpen[0], Self.bothOpen[1])
    open(at: 2 * .second, .breaker(.work, .halfOpened), .breaker(.coordination, .halfOpened))
    succeed(1, from: 2 * .second)
    open(at: 4 * .second)
    open(at: 4 * .second)
    #expect(invariants.violation == nil)
  }

  @Test mutating func `one that stays closed is seen`() {
    open(at: 0)
    fail(0, at: .second)
    #expect(invariants.violation == nil)
    open(at: .second)
    #expect(invariants.violation?.check == "breakers kept")
  }

  @Test mutating func `one that opens for nothing is seen`() {
    open(at: 0, Self.opened(1, of: 1, until: .second))
    #expect(invariants.violation?.check == "breakers kept")
  }

  @Test mutating func `a task that is put out while one is open is seen`() {
    open(at: 0)
    let end = 2 * Nanoseconds.second
    fail(0, at: .second, Self.bothOpen[0], Self.bothOpen[1])
    var early = self
    open(at: end, .breaker(.work, .halfOpened), .breaker(.coordination, .halfOpened))
    #expect(invariants.violation == nil)
    // Another beside the one probe.
    open(at: end)
    #expect(invariants.violation?.check == "breakers kept")
    early.open(at: .second)
    #expect(early.invariants.violation?.check == "breakers kept")
  }

  @Test mutating func `one that closes without evidence is seen`() {
    open(at: 0)
    fail(0, at: .second, Self.bothOpen[0], Self.bothOpen[1])
    #expect(invariants.violation == nil)
    open(at: 2 * .second, .breaker(.work, .closed), .breaker(.coordination, .halfOpened))
    #expect(invariants.violation?.check == "breakers kept")
  }
}
