import Protocols
import Simulator
import Testing

/// Two agents compare all that they know, and exchange what is missing.
struct GossipAntiEntropyTests {
  private static func agent(
    _ exchange: Gossip.Exchange, spreadsAgain: Bool = false, knows rumours: Rumour...
  ) -> GossipAgent {
    var storage = Gossip.Storage()
    for rumour in rumours { storage.apply(Gossip.Storage.Write(rumour)) }
    return GossipAgent(
      Gossip.Settings(
        antiEntropy: 2 * .second, antiEntropyExchange: exchange, spreadsAgain: spreadsAgain),
      storage: storage)
  }

  @Test func `once a period an agent sends a digest of all that it knows`() {
    var agent = Self.agent(.pushPull, knows: r1, r70)
    #expect(agent.startEffects == [.setTimer(.antiEntropy, after: 2 * .second)])
    agent.now = 2000
    #expect(
      agent.expire(.antiEntropy) == [
        .send(.digest(RumourSet([r1, r70])), to: AgentID(1)),
        .setTimer(.antiEntropy, after: 2 * .second),
      ])
  }

  @Test(arguments: [
    (Gossip.Exchange.push, [] as [Rumour], [r2]), (.pull, [r1], []), (.pushPull, [r1], [r2]),
  ])
  func `what the digest lacks is sent, and what the agent lacks is wanted, as the exchange goes`(
    exchange: Gossip.Exchange, updates: [Rumour], wanted: [Rumour]
  ) {
    var agent = Self.agent(exchange, knows: r1, r70)
    #expect(
      agent.receive(.digest(RumourSet([r2, r70]))) == [
        .send(
          .difference(updates: RumourSet(updates), wanted: RumourSet(wanted)), to: AgentID(1))
      ])
    #expect(agent.receive(.digest(RumourSet([r1, r70]))) == [])
  }

  @Test func `what is wanted is sent as far as it is known, and what is new is learned`() {
    var agent = Self.agent(.pushPull, knows: r1)
    #expect(
      agent.receive(.difference(updates: RumourSet([r2]), wanted: RumourSet([r1, r70]))) == [
        .persist(Gossip.Storage.Write(r2)), .note(.learned(r2, .antiEntropy, isHot: false)),
        .send(.updates(RumourSet([r1])), to: AgentID(1)),
      ])
    #expect(agent.receive(.updates(RumourSet([r1, r2]))) == [])
    #expect(agent.machine.state == .removed)
  }

  @Test func `what anti-entropy brought is spread again if that is set`() {
    var agent = Self.agent(.pushPull, spreadsAgain: true)
    #expect(
      agent.receive(.updates(RumourSet([r1]))) == [
        .persist(Gossip.Storage.Write(r1)), .note(.learned(r1, .antiEntropy, isHot: true)),
        .setTimer(.cycle, after: .second),
      ])
  }
}
