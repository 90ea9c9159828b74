import Simulator
import Testing

@testable import Protocols

/// What the books make of deeds in the order of the log.
struct BooksTests {
  private var books: Books
  private let owner: Int32 = 4

  init() { books = Self.books() }

  private static func books(_ change: (inout AuctionRules) -> Void = { _ in }) -> Books {
    var rules = AuctionRules(bidders: 4)
    rules.funds = 5_000
    change(&rules)
    return Books(rules)
  }

  @discardableResult
  private mutating func apply(_ deed: Deed) -> Verdict { books.apply(deed, term: 1).0 }

  private mutating func open(_ mechanism: Mechanism, _ sequence: Int32 = 1) {
    let session = Raft.Session(client: 0, sequence: sequence)
    let verdict = apply(
      Deed(.open, actor: owner, amount: books.time, detail: mechanism.code, session: session))
    #expect(verdict == .done)
  }

  @discardableResult
  private mutating func bid(_ bidder: Int32, _ price: Int64, set: UInt16 = 1) -> Verdict {
    apply(Deed(.bid, actor: bidder, subject: 0, quantity: set, amount: price))
  }

  private var auction: Auction { books.auctions[0] }

  /// The sequencer ends the stage in time.
  @discardableResult
  private mutating func tick() -> Verdict {
    apply(Deed(.tick, subject: 0, quantity: auction.step, amount: auction.deadline))
  }

  private mutating func answer(_ kind: Deed.Kind, _ bidder: Int32, _ step: UInt16? = nil) -> Verdict
  {
    apply(
      Deed(
        kind, actor: bidder, subject: 0, quantity: step ?? auction.step, amount: books.time))
  }

  private func coins(_ account: Int32) -> Int64 { books.ledger[account]?.all.coins ?? -1 }

  @Test mutating func `a Vickrey winner pays the second price, less the fee, and gets the item`() {
    let before = coins(owner)
    open(.vickrey)
    bid(0, 700)
    bid(1, 500)
    tick()
    #expect(auction.winner == 0 && auction.payment == 500)
    let verdict = answer(.accept, 0)
    #expect(verdict == .done && auction.stage == .settled)
    #expect(coins(0) == 4_500 && coins(owner) == before + 490)
    #expect(books.ledger[books.ledger.feeAccount]?.free.coins == 10)
    #expect(books.ledger[0]?.free.units == 1 && books.ledger.openHolds.isEmpty)
    let again = answer(.accept, 0)
    #expect(again == .repeated && coins(0) == 4_500)
  }

  @Test mutating func `the only bidder pays the reserve`() {
    open(.vickrey)
    bid(2, 900)
    tick()
    #expect(auction.payment == 100)
  }

  @Test mutating func `an award passes on with the end of its lease, and its first holder is late`()
  {
    open(.firstPrice)
    bid(0, 700)
    bid(1, 500)
    tick()
    let step = auction.step
    tick()
    #expect(auction.winner == 1)
    let late = answer(.accept, 0, step)
    #expect(late == .notWinner)
    let verdict = answer(.accept, 1)
    #expect(verdict == .done && coins(0) == 5_000 && coins(1) == 4_500)
  }

  @Test mutating func `a worker that does not do its task loses a share of its stake`() {
    open(.contractNet)
    bid(0, 300)
    bid(1, 400)
    tick()
    let verdict = answer(.accept, 0)
    #expect(verdict == .done && auction.stage == .working)
    tick()
    #expect(coins(0) == 4_975 && coins(books.ledger.treasury) == 25)
    #expect(auction.winner == 1 && auction.payment == 400)
    let accepted = answer(.accept, 1)
    let done = answer(.result, 1)
    let again = answer(.result, 1)
    #expect(accepted == .done && done == .done && again == .repeated)
    #expect(coins(1) == 5_392 && books.record(of: 0)?.failed == 1)
  }

  @Test mutating func `a stage does not end early, and a tick of an earlier step is stale`() {
    open(.firstPrice)
    bid(0, 700)
    let early = apply(
      Deed(.tick, subject: 0, quantity: 0, amount: auction.deadline - 1))
    #expect(early == .tooEarly)
    tick()
    let stale = apply(Deed(.tick, subject: 0, quantity: 0, amount: 1 << 40))
    #expect(stale == .stale)
    let closed = apply(Deed(.close, subject: 0))
    #expect(closed == .stale)
  }

  @Test mutating func `who takes an award up in time is not overtaken by the end of the lease`() {
    open(.contractNet)
    bid(0, 300)
    tick()
    let end = Deed(.tick, subject: 0, quantity: auction.step, amount: auction.deadline)
    let accept = Deed(
      .accept, actor: 0, subject: 0, quantity: auction.step, amount: auction.deadline - 1)
    let verdicts = [apply(accept), apply(end)]
    #expect(verdicts == [.done, .tooEarly] && auction.stage == .working)
  }

  @Test mutating func `bids are refused that are late, low, repeated or more than a bidder has`() {
    open(.firstPrice)
    let verdicts = [bid(0, 99), bid(0, 5_001), bid(0, 700), bid(0, 800), bid(9, 700)]
    #expect(verdicts == [.tooLow, .insufficientFunds, .done, .repeated, .unknownAccount])
    tick()
    let late = bid(1, 900)
    #expect(late == .notOpen)
  }

  @Test mutating func `a budget bounds what is spent and set aside together`() {
    books = Self.books { $0.budget = 1_000 }
    open(.firstPrice)
    bid(0, 700)
    open(.firstPrice, 2)
    let second = apply(Deed(.bid, actor: 0, subject: 1, quantity: 1, amount: 301))
    #expect(second == .overBudget)
    tick()
    _ = answer(.accept, 0)
    let third = apply(Deed(.bid, actor: 0, subject: 1, quantity: 1, amount: 300))
    #expect(third == .done)
  }

  @Test mutating func `an English price rises by the step, and who is outbid has its money back`() {
    open(.english)
    let verdicts = [bid(0, 100), bid(1, 150), bid(1, 200), bid(1, 300), bid(0, 300)]
    #expect(verdicts == [.done, .tooLow, .done, .repeated, .done])
    #expect(books.ledger[1]?.held.coins == 0 && books.ledger[0]?.held.coins == 300)
    // Somebody raised: another round.
    tick()
    #expect(auction.stage == .bidding)
    tick()
    #expect(auction.winner == 0 && auction.payment == 300)
  }

  @Test mutating func `a Dutch clock falls until the first takes its price`() {
    open(.dutch)
    tick()
    tick()
    #expect(auction.price == 1_800)
    let verdicts = [bid(1, 1_900, set: 2), bid(2, 1_800, set: 3), bid(3, 1_800, set: 3)]
    #expect(verdicts == [.stale, .done, .notOpen])
    #expect(auction.winner == 2 && auction.payment == 1_800)
  }

  @Test mutating func `a Dutch auction that nobody wants fails at the reserve`() {
    open(.dutch)
    for _ in 0..<19 { tick() }
    #expect(auction.stage == .bidding && auction.price == 100)
    tick()
    #expect(auction.stage == .failed && books.ledger.openHolds.isEmpty)
  }

  @Test mutating func `a bid that is revealed must be the one that was committed to`() {
    let key = Raft.Session(client: 5, sequence: 6)
    open(.commitReveal)
    for bidder in 0..<2 as Range<Int32> {
      let digest = Books.digest(of: 700, key: key)
      let verdict = apply(Deed(.seal, actor: bidder, subject: 0, amount: digest))
      #expect(verdict == .done)
    }
    tick()
    #expect(auction.stage == .revealing)
    let wrong = bid(0, 700)
    let right = apply(
      Deed(.bid, actor: 0, subject: 0, quantity: 1, amount: 700, session: key))
    #expect(wrong == .wrongDigest && right == .done)
    tick()
    // The other did not reveal.
    #expect(auction.winner == 0 && coins(1) == 4_975)
  }

  @Test mutating func `sets are sold at once, each winner for what it costs the others`() {
    open(.vcg)
    bid(0, 500, set: 3)
    bid(1, 300, set: 1)
    bid(2, 300, set: 2)
    tick()
    #expect(auction.stage == .settled)
    #expect([coins(0), coins(1), coins(2)] == [5_000, 4_800, 4_800])
    #expect(books.ledger[1]?.free.units == 1 && books.ledger[2]?.free.units == 1)
  }

  @Test mutating func `a request that is repeated opens nothing, and a payment is made once`() {
    open(.vickrey)
    let session = Raft.Session(client: 0, sequence: 1)
    let again = apply(Deed(.open, actor: owner, detail: 2, session: session))
    #expect(again == .repeated && books.auctions.count == 1)
    let payment = Raft.Session(client: 0, sequence: 2)
    let reserve = Deed(.reserve, actor: owner, subject: 1, amount: 50, session: payment)
    let commit = Deed(.commit, session: payment)
    let verdicts = [apply(reserve), apply(reserve), apply(commit), apply(commit), apply(reserve)]
    #expect(verdicts == [.done, .repeated, .done, .repeated, .repeated])
    #expect(coins(1) == 5_050 && books.transferEnd(of: payment) == true)
  }

  @Test mutating func `what the original does wrong is done where it is asked for`() {
    books = Self.books { $0.defects = DefectSet([.paysOwnAlone, .noMoneyMoves]) }
    open(.vickrey)
    bid(2, 900)
    tick()
    #expect(auction.payment == 900)
    _ = answer(.accept, 2)
    #expect(auction.stage == .settled && coins(2) == 5_000)
  }

  @Test mutating func `books that applied the same deeds are equal, and digests tell others apart`()
  {
    var other = self
    open(.vickrey)
    other.open(.vickrey)
    #expect(books == other.books && books.digest == other.books.digest)
    bid(0, 500)
    other.bid(0, 501)
    #expect(books.digest != other.books.digest)
  }
}
