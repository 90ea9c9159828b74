public import Simulator

/// The safety of an economy, checked in every step of a run; `EconomyCheck` lists what is checked.
///
/// The checks keep an account of their own of each auction, by the deeds as the first replica applies them,
/// and recount the money of every replica's ledger. They trust no sum and no winner of the books.
public struct EconomyInvariants: Observer {
  public typealias Subject = Economy
  public typealias LoadNote = EconomyClientNote

  /// The first violated invariant, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  let rules: AuctionRules
  private let total: Ledger.Money
  var auctions: [AuctionAudit] = []
  /// By metric; empty without breakers.
  var breakers: [BreakerAudit]
  /// Whether the deed that is applied now took effect.
  private(set) var isTakenIn = false
  /// The sequencer's time.
  var time: Nanoseconds = 0
  /// What each bidder has paid in auctions.
  var spent: [Int32: Int64] = [:]
  /// Requests that have had an effect.
  var sessions: Set<Raft.Session> = []
  /// Whether the payment of a request was made, once that is known.
  var payments: [Raft.Session: Bool] = [:]
  /// What clients wait for, by the identity of their attempt.
  private var asked: [RequestID: Economy.Request] = [:]

  /// The digests of the books after each deed, by index of the log.
  private var digests: [Int64: UInt64] = [:]
  /// The highest index that any replica has applied.
  private var highest: Int64 = 0
  /// By replica, whether the deed that it has applied last was new.
  private var isNew: [Bool]
  /// By replica, how many deeds it had applied when its ledger was counted last.
  private var counted: [Int]
  /// The deed that is applied now, and its place.
  var deed = Deed(.tick)
  var now: Nanoseconds = 0

  /// Watches a run from its start.
  public init(_ settings: Economy.Settings) {
    rules = settings.rules
    total = Books(settings.rules).ledger.total
    breakers = settings.rules.breakers.map { BreakerAudit($0) }
    isNew = Array(repeating: false, count: settings.replicas)
    counted = Array(repeating: 0, count: settings.replicas)
  }

  public mutating func noted(_ note: Economy.Note, by agent: AgentID, at time: Nanoseconds) {
    now = time
    switch note {
    case .applied(let index, let term, let deed, let verdict, let digest):
      applied(index, term, deed, verdict, digest, agent)
    case .led(let event, _):
      if !isNew[agent.index] { return }
      take(event)
      watch(event)
    case .raft, .seated, .worked, .declined: break
    }
  }

  private mutating func applied(
    _ index: Int64, _ term: Raft.Term, _ deed: Deed, _ verdict: Verdict, _ digest: UInt64,
    _ agent: AgentID
  ) {
    isNew[agent.index] = index > highest
    if index > highest {
      highest = index
      digests[index] = digest
      self.deed = deed
      settleBreakers()
      isTakenIn = verdict == .done
      if isTakenIn { take(deed) }
      // What is refused for now has named the time of the refusal.
      if verdict == .halted { self.time = Swift.max(self.time, deed.amount) }
    } else if digests[index] != digest {
      report(
        .replicasAgree,
        "\(agent.description) has other books than another replica after entry \(index)")
    }
  }

  public mutating func stepped(
    _ machine: borrowing Economy, _ agent: AgentID, at time: Nanoseconds
  ) {
    guard agent.index < counted.count else { return }
    now = time
    machine.withBooks { books in
      if books.appliedCount != counted[agent.index] { count(books, agent) }
    }
  }

  /// Counts a replica's money. Of many accounts not after every deed.
  private mutating func count(_ books: borrowing Books, _ agent: AgentID) {
    let earlier = counted[agent.index]
    counted[agent.index] = books.appliedCount
    let stride = Swift.max(1, books.ledger.accounts.count / 64)
    if books.appliedCount / stride == earlier / stride { return }
    check(books.ledger, agent)
  }

  /// Checks the sums of a ledger.
  mutating func check(_ ledger: Ledger, _ agent: AgentID) {
    var sum = Ledger.Money()
    var held = Ledger.Money()
    for (number, account) in ledger.accounts.enumerated() {
      sum += account.all
      held += account.held
      if !account.free.isSound || !account.held.isSound {
        report(
          .noNegativeBalance,
          "account \(number + 1) of \(agent.description) has \(account.free.coins) coins free")
      }
    }
    let rests = ledger.openHolds.reduce(into: Ledger.Money()) { $0 += $1.rest }
    if sum != total || held != rests || ledger.held != rests {
      report(
        .moneyConstant,
        "the accounts of \(agent.description) have \(sum.coins) coins and \(sum.units) units, "
          + "not \(total.coins) and \(total.units), of which \(held.coins) coins are held in "
          + "holds of \(rests.coins)")
    }
  }

  public mutating func submitted(
    _ request: Economy.Request, _ id: RequestID, to agent: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    asked[id] = request
  }

  public mutating func responded(
    _ reply: Economy.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    now = time
    switch reply {
    case .ended(let auction, let isSettled):
      let end = isKnown(auction) ? auctions[Int(auction)].end : nil
      if end != isSettled {
        report(.answersHold, "a client is told of an end of auction \(auction) that it has not")
      }
    case .paid(let isMade):
      guard case .pay(_, _, _, let session)? = asked[id] else { return }
      if payments[session] ?? false != isMade {
        report(.answersHold, "a client is told of a payment that is not in the log")
      }
    case .opened, .closed, .refused, .notLeader: break
    }
  }

  func isKnown(_ auction: Int32) -> Bool { auction >= 0 && auction < auctions.count }

  mutating func report(_ check: EconomyCheck, _ message: String) {
    if violation == nil {
      violation = Violation(check: check.word, message: message, time: now)
    }
  }
}
