import Simulator
import Testing

@testable import Protocols

/// Probes: one member a period, by a ping and then through others.
struct SwimProbingTests {
  @Test func `a period pings one member, and waits for its answer`() {
    var agent = SwimAgent()
    #expect(agent.startEffects == [.setTimer(.period, after: .second)])
    agent.now = 1000
    let effects = agent.expire(.period)
    guard case .note(.probed(let member, let number, health: 0)) = effects.dropFirst().first else {
      Issue.record("\(effects)")
      return
    }
    #expect(
      effects == [
        .setTimer(.period, after: .second), .note(.probed(member, number: number, health: 0)),
        .send(.ping(number, []), to: member), .setTimer(.timeout, after: 300 * .millisecond),
      ])
    agent.now = 1010
    #expect(agent.receive(.ack(number, []), from: member.index) == [.cancelTimer(.timeout)])
    agent.now = 2000
    #expect(!agent.expire(.period).contains(.note(.failed(member, 0))))
  }

  @Test func `who does not answer in time is pinged through others, and what they say counts`() {
    var agent = SwimAgent()
    guard let (target, number, _) = agent.nextPeriod() else { return }
    agent.now = 1300
    let effects = agent.expire(.timeout)
    let asked = effects.compactMap { effect -> AgentID? in
      guard case .send(.pingRequest(number, of: target, []), let other) = effect else { return nil }
      return other
    }
    // Of four, two are left to ask.
    #expect(Set(asked).count == 2 && !asked.contains(target) && effects.count == 2)
    agent.now = 1500
    agent.receive(.ack(number, []), from: asked[0].index)
    agent.now = 2000
    #expect(!agent.expire(.period).contains(.note(.failed(target, 0))))
  }

  @Test func `a ping for another hands its answer on, once and in time`() {
    var agent = SwimAgent()
    let effects = agent.receive(.pingRequest(77, of: AgentID(2), []), from: 1)
    guard case .send(.ping(let number, []), AgentID(2)) = effects.last else {
      Issue.record("\(effects)")
      return
    }
    // As long as the period goes on after the timeout.
    #expect(effects.first == .setTimer(.relay, after: 700 * .millisecond))
    #expect(agent.receive(.ack(number, []), from: 2) == [.send(.ack(77, []), to: AgentID(1))])
    #expect(agent.receive(.ack(number, []), from: 2) == [])
    agent.now = 700
    #expect(agent.expire(.relay) == [])
    #expect(agent.receive(.ack(number, []), from: 2) == [])
  }

  @Test func `where health is heeded a relay says at 80 % of the timeout that there was no answer`()
  {
    var agent = SwimAgent(SwimAgent.settings { $0.localHealthProbe = true })
    #expect(
      agent.receive(.pingRequest(77, of: AgentID(2), []), from: 1).first
        == .setTimer(.relay, after: 240 * .millisecond))
    agent.now = 100
    agent.receive(.pingRequest(9, of: AgentID(3), []), from: 2)
    agent.now = 240
    #expect(
      agent.expire(.relay) == [
        .send(.nack(77, []), to: AgentID(1)), .setTimer(.relay, after: 100 * .millisecond),
      ])
  }

  @Test func `a probe that fails makes a suspect, or without suspicion a dead member`() {
    for suspicion in [true, false] {
      var agent = SwimAgent(SwimAgent.settings { $0.suspicion = suspicion })
      guard let (target, _, _) = agent.nextPeriod() else { return }
      agent.now = 2000
      let effects = agent.expire(.period)
      #expect(effects.contains(.note(.failed(target, 0))))
      #expect(agent.row(target.index) == Swim.Row(suspicion ? .suspect : .dead, 0))
      #expect(
        effects.contains(.note(.declared(target, 0, clock: 2 * .second))) == !suspicion)
    }
  }

  @Test func `an answer that is taken up after the period is too late, whenever it arrived`() {
    var agent = SwimAgent()
    guard let (target, number, _) = agent.nextPeriod() else { return }
    // The timer waits behind it.
    agent.now = 2500
    #expect(
      agent.receive(.ack(number, []), from: target.index).contains(.note(.failed(target, 0))))
  }

  @Test func `each member has its turn once in a pass`() {
    var agent = SwimAgent(of: 10)
    for _ in 0..<5 {
      var targets: Set<Int> = []
      for _ in 0..<9 {
        guard let (target, number, _) = agent.nextPeriod() else { break }
        targets.insert(target.index)
        agent.receive(.ack(number, []), from: target.index)
      }
      #expect(targets.count == 9)
    }
  }

  @Test func `the dead are not probed, and a member that comes back is`() {
    var agent = SwimAgent(of: 3)
    agent.receive(.news([update(2, .dead)]))
    for _ in 0..<6 {
      guard let (target, number, _) = agent.nextPeriod() else { return }
      #expect(target == AgentID(1))
      agent.receive(.ack(number, []))
    }
    agent.receive(.news([update(2, .alive, 1)]))
    // Two passes at the most.
    let targets = (0..<3).compactMap { _ -> AgentID? in
      guard let (target, number, _) = agent.nextPeriod() else { return nil }
      agent.receive(.ack(number, []), from: target.index)
      return target
    }
    #expect(Set(targets).count == 2)
    // With nobody left there is nobody to probe.
    agent.receive(.news([update(2, .dead, 1), update(1, .left)]))
    #expect(agent.nextPeriod() == nil)
  }

  @Test
  func `an agent that is not well probes less often and waits longer, until it is well again`() {
    var agent = SwimAgent(SwimAgent.settings { $0.localHealthProbe = true })
    agent.nextPeriod()
    agent.now = 1300
    agent.expire(.timeout)
    agent.receive(.nack(agent.machine.sequence, []), from: 2)
    agent.now = 2000
    // Once for the probe, and once for the relay that said nothing.
    let effects = agent.expire(.period)
    #expect(agent.machine.health == 2)
    #expect(effects.contains(.setTimer(.period, after: 3 * .second)))
    #expect(effects.contains(.setTimer(.timeout, after: 900 * .millisecond)))
    agent.receive(.ack(agent.machine.sequence, []), from: 3)
    #expect(agent.machine.health == 1)
    agent.receive(.news([update(0, .suspect, by: 1)]))
    #expect(agent.machine.health == 2)
    for _ in 0..<20 { agent.nextPeriod() }
    #expect(agent.machine.health == 8)
  }
}
