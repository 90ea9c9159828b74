import Simulator
import Testing

@testable import Protocols

/// A trader, stepped by hand.
struct MarketTraderTests {
  private var machine: Market
  private var now: Nanoseconds = 0

  init() {
    var settings = Market.Settings()
    settings.replicas = 3
    settings.strategy = .truthful
    settings.units = 4
    machine = Market(Profile(id: AgentID(3), clusterSize: 7), settings)
  }

  private mutating func step(
    _ body: (inout Market, inout Turn<Market>) -> Void
  ) -> [Effect<Market>] {
    var turn = Turn<Market>(agent: AgentID(3), now: now)
    body(&machine, &turn)
    return turn.takeEffects()
  }

  private mutating func start(_ storage: Market.Storage = Market.Storage()) -> [Effect<Market>] {
    step { $0.start(from: storage, .fresh, &$1) }
  }

  private mutating func expire() -> [Effect<Market>] { step { $0.expire(.trade, &$1) } }

  private mutating func receive(_ message: Market.Message) -> [Effect<Market>] {
    step { $0.receive(message, from: AgentID(0), &$1) }
  }

  private mutating func answer(
    _ sequence: Int32, _ status: Market.Status, open: Int64, traded: Int64
  ) -> [Effect<Market>] {
    receive(
      .answer(Market.Answer(sequence: sequence, status: status, open: open, traded: traded)))
  }

  private static func asked(_ effects: [Effect<Market>]) -> [Deed] {
    effects.compactMap {
      if case .send(.ask(let deed), _) = $0 { deed } else { nil }
    }
  }

  private static func targets(_ effects: [Effect<Market>]) -> [AgentID] {
    effects.compactMap { if case .send(.ask, let target) = $0 { target } else { nil } }
  }

  private static func wait(_ effects: [Effect<Market>]) -> Nanoseconds? {
    effects.compactMap { if case .setTimer(.trade, let delay) = $0 { delay } else { nil } }.last
  }

  @Test mutating func `a request is asked for on the disk before it is sent`() {
    _ = start()
    let effects = expire()
    let deed = Self.asked(effects)[0]
    #expect(deed.kind == .buy && deed.quantity == 2 && deed.session.sequence == 1)
    #expect(deed.amount == machine.settings.limit(of: 0))
    let write = effects.firstIndex(of: .persist(.asked(deed)))
    let send = effects.firstIndex(of: .send(.ask(deed), to: AgentID(0)))
    #expect(write != nil && send != nil && write ?? 0 < send ?? 0)
  }

  @Test mutating func `what is not answered is repeated to the next, later each time`() {
    _ = start()
    let first = expire()
    let (second, third) = (expire(), expire())
    #expect(Self.asked(first) == Self.asked(second) && Self.asked(first) == Self.asked(third))
    #expect(Self.targets(second) == [AgentID(1)] && Self.targets(third) == [AgentID(2)])
    let retry = machine.settings.retry
    #expect([first, second, third].map { Self.wait($0) } == [retry, 2 * retry, 4 * retry])
  }

  @Test mutating func `an order that rests is withdrawn after the patience`() {
    _ = start()
    _ = expire()
    let answered = answer(1, .entered, open: 2, traded: 0)
    #expect(Self.wait(answered) == machine.settings.patience)
    let deed = Self.asked(expire())[0]
    #expect(deed.kind == .withdraw && deed.session.sequence == 2)
    // It came too late: the units are the trader's, and it goes on for the rest.
    _ = answer(2, .tooLate, open: 0, traded: 2)
    #expect(Self.asked(expire())[0].quantity == 2)
  }

  @Test mutating func `a notice of a fill ends the wait, and an old one says nothing`() {
    _ = start()
    _ = expire()
    _ = answer(1, .entered, open: 2, traded: 0)
    let fill = Market.Answer(sequence: 1, status: .entered, open: 0, traded: 2)
    #expect(receive(.filled(fill)).contains(.note(.learned(units: 2, after: 0))))
    #expect(receive(.filled(fill)) == [])
    #expect(Self.asked(expire())[0].kind == .buy)
  }

  @Test mutating func `an answer that comes twice counts once`() {
    _ = start()
    _ = expire()
    _ = answer(1, .entered, open: 0, traded: 2)
    #expect(answer(1, .entered, open: 0, traded: 2) == [])
    #expect(answer(0, .entered, open: 2, traded: 0) == [])
  }

  @Test mutating func `who has what it wants retires`() {
    _ = start()
    _ = expire()
    #expect(answer(1, .entered, open: 0, traded: 4).contains(.note(.retired(traded: 4))))
    #expect(expire() == [])
  }

  @Test mutating func `a restart repeats the last request`() {
    let deed = Deed(
      .sell, actor: 0, quantity: 2, amount: 60, session: Raft.Session(client: 0, sequence: 7))
    var storage = Market.Storage()
    storage.apply(.asked(deed))
    #expect(Self.asked(start(storage)) == [deed])
    _ = answer(7, .entered, open: 0, traded: 1)
    #expect(Self.asked(expire())[0].session.sequence == 8)
  }

  @Test mutating func `a trader without a memory goes on behind the numbers that are known`() {
    _ = start()
    _ = expire()
    _ = answer(9, .withdrawn, open: 0, traded: 1)
    #expect(Self.asked(expire())[0].session.sequence == 10)
  }

  @Test mutating func `a trader that is sent elsewhere goes there, a few times`() {
    _ = start()
    _ = expire()
    let redirections = (0..<5).map { _ in
      Self.targets(receive(.elsewhere(AgentID(2), sequence: 1)))
    }
    #expect(redirections == [[AgentID(2)], [AgentID(2)], [AgentID(2)], [], []])
    #expect(receive(.elsewhere(nil, sequence: 1)) == [])
    #expect(receive(.elsewhere(AgentID(5), sequence: 1)) == [])
  }
}
