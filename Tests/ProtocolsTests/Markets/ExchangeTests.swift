import Simulator
import Testing

@testable import Protocols

/// The exchange that the log makes: escrow, settlement and sessions.
struct ExchangeTests {
  private static func settings(_ mode: Market.Mode = .continuous) -> Market.Settings {
    var settings = Market.Settings()
    settings.mode = mode
    settings.coins = 100
    settings.units = 10
    return settings
  }

  private var exchange = Exchange(settings(), traders: 4)
  private var index: Int64 = 0

  private mutating func apply(
    _ kind: Deed.Kind, _ actor: Int32 = 0, _ quantity: UInt16 = 0, _ amount: Int64 = 0,
    number: Int32
  ) -> Exchange.Result {
    index += 1
    return exchange.apply(
      Deed(
        kind, actor: actor, quantity: quantity, amount: amount,
        session: Raft.Session(client: actor, sequence: number)), at: index)
  }

  private func account(_ number: Int32) -> [Int64] {
    guard let account = exchange.ledger[number] else { return [] }
    return [account.free.coins, account.held.coins, account.free.units, account.held.units]
  }

  @Test mutating func `an order sets aside what it may cost, and a trade settles at once`() {
    #expect(apply(.buy, 0, 5, 12, number: 1).status == .entered)
    #expect(account(0) == [40, 60, 10, 0])
    let result = apply(.sell, 1, 3, 10, number: 1)
    #expect(terms(result.trades) == [[1, 2, 3, 12]] && result.touched == [0, 1])
    #expect(account(0) == [40, 24, 13, 0])
    #expect(account(1) == [136, 0, 7, 0])
    #expect(exchange.answer(to: 0).open == 2 && exchange.answer(to: 0).traded == 3)
  }

  @Test mutating func `a bid that trades below its limit gets the rest back`() {
    _ = apply(.sell, 1, 3, 5, number: 1)
    _ = apply(.buy, 0, 4, 12, number: 1)
    // Three at 5, and one rests at 12.
    #expect(account(0) == [73, 12, 13, 0])
    #expect(apply(.withdraw, 0, number: 2).status == .withdrawn)
    #expect(account(0) == [85, 0, 13, 0])
  }

  @Test mutating func `who cannot pay is refused`() {
    #expect(apply(.buy, 0, 9, 12, number: 1).status == .unaffordable)
    #expect(apply(.sell, 1, 11, 1, number: 1).status == .unaffordable)
    #expect(account(0) == [100, 0, 10, 0])
  }

  @Test mutating func `a market bid spends what there is and leaves nothing set aside`() {
    _ = apply(.sell, 1, 9, 30, number: 1)
    let result = apply(.buyAtMarket, 0, 9, number: 1)
    #expect(terms(result.trades) == [[2, 1, 3, 30]])
    #expect(account(0) == [10, 0, 13, 0])
    #expect(exchange.answer(to: 0).open == 0)
  }

  @Test mutating func `a request is applied once, and a repetition is told how things stand`() {
    _ = apply(.buy, 0, 2, 10, number: 1)
    #expect(apply(.buy, 0, 2, 10, number: 1).status == .repeated)
    #expect(account(0) == [80, 20, 10, 0])
    _ = apply(.sell, 1, 2, 10, number: 1)
    #expect(apply(.buy, 0, 2, 10, number: 1).status == .repeated)
    let answer = exchange.answer(to: 0)
    #expect(answer.sequence == 1 && answer.status == .entered && answer.traded == 2)
  }

  @Test mutating func `a withdrawal after the fill comes too late`() {
    _ = apply(.buy, 0, 2, 10, number: 1)
    _ = apply(.sell, 1, 2, 10, number: 1)
    #expect(apply(.withdraw, 0, number: 2).status == .tooLate)
  }

  @Test mutating func `a trader has one order at a time`() {
    _ = apply(.buy, 0, 2, 10, number: 1)
    #expect(apply(.buy, 0, 2, 10, number: 2).status == .occupied)
  }

  @Test mutating func `what makes no sense is refused`() {
    #expect(apply(.buy, 0, 0, 10, number: 1).status == .invalid)
    #expect(apply(.buy, 0, 1, 0, number: 2).status == .invalid)
    #expect(apply(.open, 0, 1, 1, number: 3).status == .invalid)
    #expect(apply(.buy, 9, 1, 1, number: 4).status == .invalid)
    #expect(apply(.clear, number: 0).status == .invalid)
  }

  @Test mutating func `a call trades at one price, and frees the rest`() {
    exchange = Exchange(Self.settings(.call), traders: 4)
    _ = apply(.buy, 0, 2, 20, number: 1)
    #expect(apply(.sell, 1, 3, 10, number: 1).trades == [])
    let result = apply(.clear, number: 0)
    #expect(result.status == .cleared && terms(result.trades) == [[1, 2, 2, 15]])
    #expect(account(0) == [70, 0, 12, 0])
    #expect(account(1) == [130, 0, 7, 1])
    #expect(apply(.buyAtMarket, 2, 1, number: 1).status == .invalid)
  }

  @Test mutating func `trade reduction leaves its money with the exchange`() {
    var settings = Self.settings(.call)
    settings.pricing = .mcAfee
    exchange = Exchange(settings, traders: 4)
    _ = apply(.buy, 0, 2, 20, number: 1)
    _ = apply(.sell, 1, 2, 10, number: 1)
    _ = apply(.clear, number: 0)
    #expect(account(0) == [60, 20, 11, 0])
    #expect(account(exchange.ledger.feeAccount) == [10, 0, 0, 0])
  }
}
