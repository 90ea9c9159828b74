import Simulator
import Testing

@testable import Protocols

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct EconomyInvariantsTests {
  private var invariants: EconomyInvariants
  private var index: Int64 = 0
  private var settings = Economy.Settings(agents: 5, replicas: 3)

  init() {
    settings.rules.owners = 2
    settings.rules.budget = 1_000
    invariants = EconomyInvariants(settings)
  }

  private var violated: String? { invariants.violation?.check }

  /// The first replica applies a deed that leads to this.
  private mutating func apply(_ deed: Deed, _ verdict: Verdict = .done, _ events: Books.Event...) {
    index += 1
    let agent = AgentID(0)
    invariants.noted(
      .applied(index: index, term: 1, deed, verdict, digest: UInt64(index)), by: agent, at: 1)
    for event in events { invariants.noted(.led(event, isSeated: true), by: agent, at: 1) }
  }

  private static func session(_ sequence: Int32) -> Raft.Session {
    Raft.Session(client: 0, sequence: sequence)
  }

  private mutating func open(_ mechanism: Mechanism, _ sequence: Int32 = 1) {
    apply(
      Deed(.open, actor: 5, detail: mechanism.code, session: Self.session(sequence)), .done,
      .opened(auction: 0))
  }

  private mutating func bid(_ bidder: Int32, _ price: Int64, set: UInt16 = 1) {
    apply(Deed(.bid, actor: bidder, subject: 0, quantity: set, amount: price))
  }

  /// The sequencer ends a stage in time.
  private mutating func tick(_ events: Books.Event...) {
    index += 1
    let time = invariants.auctions[0].deadline
    invariants.noted(
      .applied(
        index: index, term: 1, Deed(.tick, subject: 0, amount: time), .done,
        digest: UInt64(index)), by: AgentID(0), at: 1)
    for event in events {
      invariants.noted(.led(event, isSeated: true), by: AgentID(0), at: 1)
    }
  }

  private static func award(_ step: UInt16, _ bidder: Int32, _ payment: Int64) -> Books.Event {
    .awarded(auction: 0, step: step, to: bidder, payment: payment)
  }

  private static func sold(_ bidder: Int32, _ payment: Int64, set: UInt16 = 1) -> Books.Event {
    .sold(auction: 0, to: bidder, bundle: set, payment: payment, moved: payment)
  }

  private mutating func accept(_ step: UInt16, _ bidder: Int32, _ payment: Int64) {
    apply(
      Deed(.accept, actor: bidder, subject: 0, quantity: step), .done,
      .accepted(auction: 0, step: step, by: bidder), Self.sold(bidder, payment),
      .settled(auction: 0))
  }

  @Test mutating func `a Vickrey auction whose award passes on is legal`() {
    open(.vickrey)
    bid(0, 500)
    bid(1, 700)
    bid(2, 500)
    tick(Self.award(1, 1, 500))
    // The lease is over: of equal bids the earlier comes next, and pays the other.
    tick(.passed(auction: 0, step: 1, by: 1), Self.award(2, 0, 500))
    accept(2, 0, 500)
    #expect(violated == nil)
  }

  @Test mutating func `a deed that is refused, or applied again elsewhere, changes nothing`() {
    open(.vickrey)
    apply(Deed(.bid, actor: 0, subject: 0, quantity: 1, amount: 1), .tooLow)
    bid(1, 300)
    for again in 1...3 as ClosedRange<Int64> {
      invariants.noted(
        .applied(index: again, term: 1, Deed(.bid), .done, digest: UInt64(again)),
        by: AgentID(1), at: 2)
    }
    tick(Self.award(1, 1, 100))
    #expect(violated == nil)
  }

  @Test mutating func `replicas that differ are seen`() {
    open(.vickrey)
    #expect(violated == nil)
    invariants.noted(
      .applied(index: 1, term: 1, Deed(.open), .done, digest: 99), by: AgentID(1), at: 2)
    #expect(violated == "replicas agree")
  }

  @Test mutating func `a request that opens two auctions, or is paid twice, is seen`() {
    open(.vickrey)
    open(.vickrey, 2)
    #expect(violated == nil)
    var other = self
    open(.vickrey, 1)
    #expect(violated == "once only")
    let deed = Deed(.reserve, actor: 5, subject: 1, amount: 5, session: Self.session(3))
    other.apply(deed)
    #expect(other.violated == nil)
    other.apply(deed)
    #expect(other.violated == "once only")
  }

  @Test mutating func `a second award that takes effect is seen`() {
    open(.firstPrice)
    bid(0, 500)
    bid(1, 400)
    tick(Self.award(1, 0, 500))
    accept(1, 0, 500)
    #expect(violated == nil)
    apply(Deed(.result, actor: 1, subject: 0), .done, Self.sold(1, 400))
    #expect(violated == "one award")
  }

  @Test mutating func `an award that is taken up after it has passed on is seen`() {
    open(.firstPrice)
    bid(0, 500)
    bid(1, 400)
    tick(Self.award(1, 0, 500))
    tick(.passed(auction: 0, step: 1, by: 0), Self.award(2, 1, 400))
    #expect(violated == nil)
    accept(1, 0, 500)
    #expect(violated == "award fenced")
  }

  @Test mutating func `a bid that is taken late, and an award without a bid, are seen`() {
    open(.firstPrice)
    bid(0, 500)
    var other = self
    tick(Self.award(1, 0, 500))
    #expect(violated == nil)
    bid(1, 600)
    #expect(violated == "bid in time")
    other.tick(Self.award(1, 3, 500))
    #expect(other.violated == "bid in time")
  }

  @Test mutating func `an award that goes past the best bid is seen`() {
    open(.contractNet)
    bid(0, 500)
    bid(1, 400)
    tick(Self.award(1, 0, 500))
    #expect(violated == "best bid wins")
  }

  @Test mutating func `sets of items that are not worth most together are seen`() {
    open(.combinatorial)
    bid(0, 500, set: 3)
    bid(1, 300, set: 1)
    bid(2, 300, set: 2)
    var other = self
    tick(Self.sold(1, 300, set: 1), Self.sold(2, 300, set: 2), .settled(auction: 0))
    #expect(violated == nil)
    other.tick(Self.sold(0, 500, set: 3), .settled(auction: 0))
    #expect(other.violated == "best bid wins")
  }

  @Test mutating func `a payment that is not the rule's is seen`() {
    open(.vickrey)
    bid(0, 500)
    bid(1, 400)
    tick(Self.award(1, 0, 401))
    #expect(violated == "payment exact")
  }

  @Test mutating func `a payment by the rule of externalities is recomputed`() {
    open(.vcg)
    bid(0, 500, set: 3)
    bid(1, 300, set: 1)
    bid(2, 300, set: 2)
    var other = self
    tick(Self.sold(1, 200, set: 1), Self.sold(2, 200, set: 2), .settled(auction: 0))
    #expect(violated == nil)
    other.tick(Self.sold(1, 300, set: 1), Self.sold(2, 200, set: 2), .settled(auction: 0))
    #expect(other.violated == "payment exact")
  }

  @Test mutating func `money that does not move is seen`() {
    open(.firstPrice)
    bid(0, 500)
    tick(Self.award(1, 0, 500))
    apply(
      Deed(.accept, actor: 0, subject: 0, quantity: 1), .done,
      .accepted(auction: 0, step: 1, by: 0),
      .sold(auction: 0, to: 0, bundle: 1, payment: 500, moved: 0))
    #expect(violated == "payment exact")
  }

  @Test mutating func `an English price that does not rise by the step is seen`() {
    open(.english)
    bid(0, 100)
    bid(1, 200)
    #expect(violated == nil)
    bid(0, 299)
    #expect(violated == "monotone price")
  }

  @Test mutating func `a Dutch price falls by the step`() {
    open(.dutch)
    tick()
    tick()
    apply(
      Deed(.bid, actor: 2, subject: 0, quantity: 3, amount: 1_800), .done,
      Self.award(3, 2, 1_800))
    #expect(violated == nil)
  }

  @Test mutating func `an item that is sold twice is seen`() {
    open(.combinatorial)
    bid(0, 500, set: 3)
    bid(1, 300, set: 1)
    tick(Self.sold(0, 500, set: 3))
    #expect(violated == nil)
    apply(Deed(.tick, subject: 0, amount: invariants.time), .stale)
    invariants.noted(
      .applied(index: 9, term: 1, Deed(.result), .done, digest: 9), by: AgentID(0), at: 2)
    invariants.noted(.led(Self.sold(1, 300, set: 1), isSeated: true), by: AgentID(0), at: 2)
    #expect(violated == "no item sold twice")
  }

  @Test mutating func `a winner that pays more than it bid is seen`() {
    open(.firstPrice)
    bid(0, 500)
    tick(Self.award(1, 0, 501))
    #expect(violated == "individual rationality")
  }

  @Test mutating func `a worker that gets less than it asked for is seen`() {
    open(.contractNet)
    bid(0, 500)
    tick(Self.award(1, 0, 499))
    #expect(violated == "individual rationality")
  }

  @Test mutating func `a bidder that spends more than its budget is seen`() {
    open(.firstPrice)
    bid(0, 1_000)
    var other = self
    tick(Self.award(1, 0, 1_000))
    accept(1, 0, 1_000)
    #expect(violated == nil)
    other.bid(1, 1_001)
    other.tick(Self.award(1, 1, 1_001))
    other.accept(1, 1, 1_001)
    #expect(other.violated == "budget kept")
  }

  @Test mutating func `a stage that ends before its time is seen`() {
    open(.firstPrice)
    apply(Deed(.tick, subject: 0, amount: 499 * .millisecond), .tooEarly)
    #expect(violated == nil)
    apply(Deed(.tick, subject: 0, amount: 499 * .millisecond))
    #expect(violated == "closed in time")
  }

  @Test mutating func `money that is made, and an account that is overdrawn, are seen`() {
    var ledger = Books(settings.rules).ledger
    invariants.check(ledger, AgentID(0))
    #expect(violated == nil)
    var other = self
    ledger.force(1, from: nil, to: 2)
    invariants.check(ledger, AgentID(0))
    #expect(violated == "money constant")
    var overdrawn = Books(settings.rules).ledger
    overdrawn.force(1_000_001, from: 0, to: 1)
    other.invariants.check(overdrawn, AgentID(0))
    #expect(other.violated == "no negative balance")
  }

  @Test mutating func `a client that is told what is not so is seen`() {
    let id = RequestID(client: 0, attempt: 1)
    let session = Self.session(1)
    invariants.submitted(
      .pay(from: 5, to: 1, coins: 5, session), id, to: AgentID(0), .lost(.network), at: 0)
    var other = self
    apply(Deed(.reserve, actor: 5, subject: 1, amount: 5, session: session))
    apply(Deed(.commit, session: session))
    invariants.responded(.paid(true), id, by: AgentID(0), at: 3)
    #expect(violated == nil)
    other.invariants.responded(.paid(true), id, by: AgentID(0), at: 3)
    #expect(other.violated == "answers hold")
    var third = EconomyInvariantsTests()
    third.open(.vickrey)
    third.invariants.responded(.ended(auction: 0, isSettled: true), id, by: AgentID(0), at: 3)
    #expect(third.violated == "answers hold")
  }
}
