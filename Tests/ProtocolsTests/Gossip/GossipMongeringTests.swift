import Protocols
import Simulator
import Testing

/// Rumour mongering, by the rules that hit the published tables.
struct GossipMongeringTests {
  private static func settings(
    _ exchange: Gossip.Exchange, _ response: Gossip.Response = .feedback,
    _ loss: Gossip.InterestLoss = .counter, k: Int32 = 2
  ) -> Gossip.Settings {
    Gossip.Settings(exchange: exchange, response: response, loss: loss, k: k)
  }

  @Test func `a rumour is durable before it is told, and is told from the next cycle on`() {
    var agent = GossipAgent()
    agent.now = 300
    #expect(
      agent.receive(.push(batch(r1))) == [
        .persist(Gossip.Storage.Write(r1)), .note(.learned(r1, .rumour, isHot: true)),
        .setTimer(.cycle, after: 700 * .millisecond),
        .send(feedback(needed: [r1]), to: AgentID(1)),
      ])
    #expect(
      agent.nextCycle() == [
        .send(.push(batch(r1)), to: AgentID(1)), .setTimer(.cycle, after: .second),
      ])
  }

  @Test func `a client is answered when its rumour is durable, and again when it asks again`() {
    var agent = GossipAgent()
    let id = RequestID(client: 0, attempt: 3)
    #expect(
      agent.accept(.start(r1)) == [
        .persist(Gossip.Storage.Write(r1)), .note(.learned(r1, .client, isHot: true)),
        .setTimer(.cycle, after: .second), .respond(.started(r1), to: id),
      ])
    #expect(agent.accept(.start(r1)) == [.respond(.started(r1), to: id)])
  }

  @Test func `a rumour told twice in a cycle was needed both times, and in the next cycle not`() {
    var agent = GossipAgent()
    agent.receive(.push(batch(r1)))
    #expect(
      agent.receive(.push(batch(r1)), from: 1) == [
        .send(feedback(needed: [r1]), to: AgentID(1))
      ])
    agent.now = 1000
    #expect(
      agent.receive(.push(batch(r1, r2))).last
        == .send(feedback(needed: [r2], known: [r1]), to: AgentID(1)))
  }

  @Test func `judged by receipt, the second telling in a cycle is in vain`() {
    var agent = GossipAgent(Gossip.Settings(judgement: .receipt))
    agent.receive(.push(batch(r1)))
    #expect(
      agent.receive(.push(batch(r1))) == [.send(feedback(known: [r1]), to: AgentID(1))])
  }

  @Test func `interest is lost after k tellings in vain, and one that was needed starts afresh`() {
    var agent = GossipAgent()
    agent.accept(.start(r1))
    for (answer, counters) in [
      (feedback(known: [r1]), [1]), (feedback(needed: [r1]), [0]), (feedback(known: [r1]), [1]),
    ] {
      agent.nextCycle()
      agent.receive(answer)
      let effects = agent.nextCycle()
      #expect(agent.counters == counters.map { Int32($0) })
      #expect(effects.contains(.send(.push(batch(r1)), to: AgentID(1))))
    }
    agent.receive(feedback(known: [r1]))
    #expect(agent.nextCycle() == [.note(.lostInterest(r1))])
    #expect(agent.machine.state == .removed && agent.machine.known.contains(r1))
  }

  @Test func `without a reset a telling that was needed leaves the counter`() {
    var agent = GossipAgent(Gossip.Settings(k: 3, resets: false))
    agent.accept(.start(r1))
    for answer in [feedback(known: [r1]), feedback(needed: [r1]), feedback(known: [r1])] {
      agent.nextCycle()
      agent.receive(answer)
    }
    agent.nextCycle()
    #expect(agent.counters == [2])
  }

  @Test func `no answer says nothing`() {
    var agent = GossipAgent(Self.settings(.push, k: 1))
    agent.accept(.start(r1))
    for _ in 0..<20 { agent.nextCycle() }
    #expect(agent.counters == [0])
  }

  @Test func `asked by several in a cycle, one that needed the rumour is enough`() {
    var agent = GossipAgent(Self.settings(.pull, k: 1), of: 4)
    agent.accept(.start(r1))
    agent.nextCycle()
    for asker in 1...3 {
      #expect(
        agent.receive(.pull, from: asker) == [.send(.reply(batch(r1)), to: AgentID(asker))])
    }
    agent.receive(feedback(known: [r1]), from: 1)
    agent.receive(feedback(needed: [r1]), from: 2)
    agent.receive(feedback(known: [r1]), from: 3)
    agent.nextCycle()
    #expect(agent.counters == [0])
    agent.receive(feedback(known: [r1]), from: 1)
    agent.receive(feedback(known: [r1]), from: 2)
    #expect(agent.nextCycle().first == .note(.lostInterest(r1)))
  }

  @Test func `several contacts in vain in one cycle count once`() {
    var agent = GossipAgent(Self.settings(.pull, k: 2), of: 4)
    agent.accept(.start(r1))
    agent.nextCycle()
    for asker in 1...3 { agent.receive(feedback(known: [r1]), from: asker) }
    agent.nextCycle()
    #expect(agent.counters == [1])
  }

  @Test func `who pulls asks once a cycle, knowing or not, and is not answered without a rumour`() {
    var agent = GossipAgent(Self.settings(.pull))
    #expect(agent.startEffects == [.setTimer(.cycle, after: .second)])
    #expect(
      agent.nextCycle() == [.send(.pull, to: AgentID(1)), .setTimer(.cycle, after: .second)])
    #expect(agent.receive(.pull) == [])
  }

  @Test func `what was learned in a cycle is not told before the next`() {
    var agent = GossipAgent(Self.settings(.pull))
    agent.now = 1500
    agent.receive(.reply(batch(r1)))
    #expect(agent.receive(.pull) == [])
    agent.now = 2001
    #expect(agent.receive(.pull) == [.send(.reply(batch(r1)), to: AgentID(1))])
  }

  @Test func `blindly a rumour is told k times and no partner says anything`() {
    var agent = GossipAgent(Self.settings(.push, .blind))
    agent.accept(.start(r1))
    let pushes = (0..<5).map { _ in
      agent.nextCycle().filter { $0 == .send(.push(batch(r1)), to: AgentID(1)) }.count
    }
    #expect(pushes == [1, 1, 0, 0, 0])
    #expect(agent.receive(.push(batch(r1))) == [])
  }

  @Test func `a coin of one in one loses interest at the first telling in vain`() {
    var agent = GossipAgent(Self.settings(.push, .feedback, .coin, k: 1))
    agent.accept(.start(r1))
    agent.nextCycle()
    agent.receive(feedback(needed: [r1]))
    agent.nextCycle()
    #expect(agent.counters == [0])
    agent.receive(feedback(known: [r1]))
    #expect(agent.nextCycle() == [.note(.lostInterest(r1))])
  }

  @Test func `a coin of one in four loses interest once in four times`() {
    // A thousand rumours at once, each told in vain in one cycle.
    var agent = GossipAgent(Self.settings(.push, .feedback, .coin, k: 4))
    let rumours = (0..<1000).map { Rumour($0) }
    for rumour in rumours { agent.accept(.start(rumour)) }
    agent.nextCycle()
    agent.receive(feedback(known: rumours))
    agent.nextCycle()
    #expect((700...800).contains(agent.machine.hot.count))
  }

  @Test func `both tell in a push-pull, and what was told is not told back`() {
    var agent = GossipAgent(Self.settings(.pushPull))
    agent.accept(.start(r2))
    agent.now = 1000
    let effects = agent.receive(.pushPull(batch(r1)))
    #expect(effects.contains(.send(feedback(needed: [r1]), to: AgentID(1))))
    #expect(effects.last == .send(.reply(batch(r2)), to: AgentID(1)))
    agent.now = 2000
    #expect(
      agent.receive(.pushPull(batch(r1, r2))) == [
        .send(feedback(known: [r1, r2]), to: AgentID(1))
      ])
  }

  @Test func `when two that spread a rumour meet, both count it, or the smaller counter alone`() {
    for minimises in [false, true] {
      var agent = GossipAgent(
        Gossip.Settings(exchange: .pushPull, k: 9, minimises: minimises))
      agent.accept(.start(r1))
      agent.nextCycle()
      // The partner has told it in vain less often: its counter is raised, and not ours.
      let other = minimises ? batch(r1, counters: [0]) : batch(r1)
      agent.receive(feedback(known: [r1]))
      agent.nextCycle()
      #expect(agent.counters == [1])
      let answers = agent.receive(.pushPull(other))
      let told = minimises ? batch(r1, counters: [1]) : batch(r1)
      #expect(answers == [.send(.feedback(needed: RumourSet(), known: told), to: AgentID(1))])
      agent.nextCycle()
      #expect(agent.counters == [minimises ? 1 : 2])
      agent.receive(.pushPull(minimises ? batch(r1, counters: [5]) : batch(r1)))
      agent.nextCycle()
      #expect(agent.counters == [minimises ? 2 : 3])
    }
  }

  @Test func `one connection a cycle is accepted, and who is rejected hunts for others`() {
    let settings = Gossip.Settings(connectionLimit: 1, hunts: 1)
    var agent = GossipAgent(settings, of: 3)
    #expect(agent.receive(.call, from: 1) == [.send(.accepted, to: AgentID(1))])
    #expect(agent.receive(.call, from: 2) == [.send(.rejected, to: AgentID(2))])
    agent.accept(.start(r1))
    guard case .send(.call, let first)? = agent.nextCycle().first else {
      Issue.record("no call")
      return
    }
    #expect(agent.receive(.call, from: 2) == [.send(.accepted, to: AgentID(2))])
    // An answer of one that was not called means nothing.
    #expect(agent.receive(.accepted, from: 3 - first.index) == [])
    guard case .send(.call, let second)? = agent.receive(.rejected, from: first.index).first
    else {
      Issue.record("no second call")
      return
    }
    #expect(
      agent.receive(.accepted, from: second.index) == [.send(.push(batch(r1)), to: second)])
    #expect(agent.receive(.accepted, from: second.index) == [])
    agent.nextCycle()
    for _ in 0..<2 {
      for caller in [1, 2] { agent.receive(.rejected, from: caller) }
    }
    #expect(agent.receive(.rejected, from: 1) == [] && agent.receive(.rejected, from: 2) == [])
  }

  @Test func `an agent that is alone makes no contacts`() {
    let settings = Gossip.Settings(exchange: .pushPull, antiEntropy: .second)
    var agent = GossipAgent(settings, of: 1)
    #expect(agent.startEffects == [])
    #expect(agent.accept(.start(r1)).contains(.note(.learned(r1, .client, isHot: false))))
  }

  @Test func `after a restart an agent knows its rumours and spreads none`() {
    var storage = Gossip.Storage()
    storage.apply(Gossip.Storage.Write(r1))
    var agent = GossipAgent(storage: storage)
    #expect(agent.startEffects == [] && agent.machine.state == .removed)
    #expect(
      agent.receive(.push(batch(r1))) == [.send(feedback(known: [r1]), to: AgentID(1))])
  }

  @Test func `cycles run before the clock shows 0 too, and are drawn where they are not aligned`() {
    var agent = GossipAgent(Self.settings(.pull))
    agent.now = -1300
    #expect(agent.expire().last == .setTimer(.cycle, after: 300 * .millisecond))
    var phases: Set<[Effect<Gossip>]> = []
    for id in 0..<5 {
      phases.insert(
        GossipAgent(Gossip.Settings(exchange: .pull, cycles: .random), id: id, of: 9)
          .startEffects)
    }
    // Each of the same stream here, and so the same.
    #expect(phases.count == 1 && phases.first != [.setTimer(.cycle, after: .second)])
  }
}
