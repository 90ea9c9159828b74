import Simulator
import Testing

@testable import Protocols

/// What bidders and workers answer, effect by effect.
struct EconomyAgentTests {
  private var settings = Economy.Settings(agents: 6, replicas: 3)
  private let auctioneer = AgentID(0)

  init() { settings.key = 7 }

  private func agent(_ number: Int = 4) -> Economy {
    Economy(Profile(id: AgentID(number), clusterSize: 6), settings)
  }

  /// What an agent does when it receives a message.
  private func receive(
    _ message: Economy.Message, _ machine: inout Economy, at time: Nanoseconds = 0
  ) -> [Effect<Economy>] {
    var turn = Turn<Economy>(agent: machine.profile.id, now: time)
    machine.receive(message, from: auctioneer, &turn)
    return turn.takeEffects()
  }

  private func announcement(
    _ mechanism: Mechanism, price: Int64, standing: Int32 = -1, remaining: Nanoseconds = .second,
    isReveal: Bool = false
  ) -> Economy.Message {
    .announcement(
      Economy.Announcement(
        auction: 3, mechanism: mechanism, step: 2, isReveal: isReveal, price: price,
        standing: standing, remaining: remaining))
  }

  private var value: Int64 { Valuation(settings).value(3, 4) }

  private func bid(_ price: Int64, set: UInt16 = 1) -> Effect<Economy> {
    .sendAhead(
      .deed(Deed(.bid, actor: 4, subject: 3, quantity: set, amount: price)), to: auctioneer)
  }

  private var pass: Effect<Economy> { .sendAhead(.pass(auction: 3, step: 2), to: auctioneer) }

  @Test func `a truthful bidder bids its value, and again the same`() {
    var machine = agent()
    for _ in 0..<2 {
      #expect(receive(announcement(.vickrey, price: 1), &machine) == [bid(value)])
    }
    #expect(receive(announcement(.vickrey, price: value + 1), &machine) == [pass])
  }

  @Test mutating func `who shades bids less, and a deviant by its share`() {
    settings.strategies = [.shading]
    var machine = agent()
    #expect(
      receive(announcement(.firstPrice, price: 1), &machine) == [bid(value * 80 / 100)])
    settings.deviant = AgentID(4)
    settings.deviation = 50
    machine = agent()
    #expect(
      receive(announcement(.firstPrice, price: 1), &machine) == [bid(value * 150 / 100)])
  }

  @Test mutating func `a sniper answers the last announcement alone`() {
    settings.strategies = [.sniping]
    var machine = agent()
    #expect(receive(announcement(.firstPrice, price: 1), &machine).isEmpty)
    let last = announcement(.firstPrice, price: 1, remaining: settings.repeatEvery)
    #expect(receive(last, &machine) == [bid(value)])
  }

  @Test func `an English bidder goes a step above the highest bid, up to its value`() {
    var machine = agent()
    let first = announcement(.english, price: 1)
    #expect(receive(first, &machine) == [bid(1)])
    let next = announcement(.english, price: value - 100, standing: 2)
    #expect(receive(next, &machine) == [bid(value)])
    let dear = announcement(.english, price: value - 99, standing: 2)
    #expect(receive(dear, &machine) == [pass])
  }

  @Test func `a Dutch bidder takes a price that is not above its value, and names the step`() {
    var machine = agent()
    #expect(receive(announcement(.dutch, price: value + 1), &machine) == [pass])
    #expect(receive(announcement(.dutch, price: value), &machine) == [bid(value, set: 3)])
  }

  @Test func `what a bidder reveals is what it has committed itself to`() {
    var machine = agent()
    let sealed = receive(announcement(.commitReveal, price: 1), &machine)
    let revealed = receive(announcement(.commitReveal, price: 1, isReveal: true), &machine)
    guard case .sendAhead(.deed(let seal), _)? = sealed.first,
      case .sendAhead(.deed(let bid), _)? = revealed.first
    else {
      Issue.record("neither a seal nor a bid")
      return
    }
    #expect(seal.kind == .seal && bid.kind == .bid && bid.amount == value)
    #expect(seal.amount == Books.digest(of: bid.amount, key: bid.session))
  }

  private func award(_ auction: Int32) -> Economy.Message {
    .award(auction: auction, step: 5, payment: 9, term: 1, isTask: true)
  }

  private func answer(_ kind: Deed.Kind, _ auction: Int32, _ step: UInt16 = 5) -> Effect<Economy> {
    .sendAhead(
      .deed(Deed(kind, actor: 4, subject: auction, quantity: step)), to: auctioneer)
  }

  @Test mutating func `a worker with too much to do declines, and one award counts once`() {
    settings.capacity = 1
    var machine = agent()
    #expect(receive(award(1), &machine).contains(answer(.accept, 1)))
    #expect(receive(award(1), &machine).contains(answer(.accept, 1)))
    #expect(receive(award(2), &machine).contains(answer(.decline, 2)))
  }

  @Test func `a task is done once, and its result told as often as it is asked for`() {
    var machine = agent()
    _ = receive(award(1), &machine)
    let start = Economy.Message.start(auction: 1, step: 5)
    #expect(
      receive(start, &machine, at: 10) == [.setTimer(.task, after: 200 * .millisecond)])
    #expect(receive(start, &machine, at: 20).isEmpty)
    var turn = Turn<Economy>(agent: AgentID(4), now: 10 + 200 * .millisecond)
    machine.expire(.task, &turn)
    let effects = turn.takeEffects()
    #expect(effects.first == .note(.worked(auction: 1)))
    #expect(effects.contains(answer(.result, 1)))
    #expect(receive(start, &machine, at: .second) == [answer(.result, 1)])
    _ = receive(.settled(auction: 1), &machine, at: .second)
    #expect(machine.tasks.isEmpty)
  }

  @Test func `a client is sent on to the auctioneer that the agent has heard from`() {
    var machine = agent()
    _ = receive(announcement(.vickrey, price: 1), &machine)
    var turn = Turn<Economy>(agent: AgentID(4))
    let id = RequestID(client: 0, attempt: 1)
    machine.accept(
      .pay(from: 6, to: 1, coins: 5, Raft.Session(client: 0, sequence: 1)), id, &turn)
    #expect(turn.takeEffects() == [.respondAhead(.notLeader(auctioneer), to: id)])
  }

  /// The only replica, which leads as soon as it stands for election.
  private func seated() -> Economy {
    let settings = Economy.Settings(agents: 2, replicas: 1)
    var machine = Economy(Profile(id: AgentID(0), clusterSize: 2), settings)
    var turn = Turn<Economy>()
    machine.start(from: Raft.Storage(), .fresh, &turn)
    machine.expire(.raft(.election), &turn)
    store(&machine, turn.takeEffects())
    return machine
  }

  /// Tells a replica that what it has written is durable, until it writes nothing more.
  private func store(_ machine: inout Economy, _ effects: [Effect<Economy>]) {
    var effects = effects
    while !effects.isEmpty {
      var turn = Turn<Economy>()
      for case .send(.raft(let message), AgentID(0)) in effects {
        machine.receive(.raft(message), from: AgentID(0), &turn)
      }
      effects = turn.takeEffects()
    }
  }

  @Test func `nobody bids for another`() {
    var machine = seated()
    #expect(machine.isAuctioneer)
    var turn = Turn<Economy>()
    machine.accept(
      .open(.vickrey, owner: 2, Raft.Session(client: 0, sequence: 1)),
      RequestID(client: 0, attempt: 1), &turn)
    store(&machine, turn.takeEffects())
    #expect(machine.books?.auctions.count == 1)
    let bid = Deed(.bid, actor: 1, subject: 0, quantity: 1, amount: 500)
    for (sender, count) in [(0, 0), (1, 1), (1, 1)] {
      var turn = Turn<Economy>()
      machine.receive(.deed(bid), from: AgentID(sender), &turn)
      store(&machine, turn.takeEffects())
      #expect(machine.books?.auctions[0].offers.count == count)
    }
  }
}
