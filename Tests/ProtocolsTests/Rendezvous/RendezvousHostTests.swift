import Simulator
import Testing

@testable import Protocols

/// Single steps of a host: of a store, and of a lighthouse.
struct RendezvousHostTests {
  private func join(
    _ agent: inout RendezvousAgent, _ number: Int, life: Int32 = 1, round: Int32 = 0,
    after: Int32 = 0
  ) -> RendezvousEffects {
    agent.receive(.join(life: life, round: round, after: after), from: number)
  }

  private func host(
    _ method: Rendezvous.Method = .store, of count: Int = 4,
    _ change: (inout Rendezvous.Settings) -> Void = { _ in }
  ) -> RendezvousAgent {
    var host = RendezvousAgent(0, of: count, method) {
      $0.hostWorks = false
      change(&$0)
    }
    host.start()
    return host
  }

  @Test func `a group is durable before its members are told`() {
    var host = host { $0.largest = 2 }
    #expect(join(&host, 1) == [])
    let pair = group(1, 1, 2)
    #expect(
      join(&host, 2) == [
        .persist(.formed(pair)), .note(.formed(pair)), .send(.group(pair), to: AgentID(1)),
        .send(.group(pair), to: AgentID(2)), .cancelTimer(.call),
      ])
  }

  @Test func `a last call follows once there are enough`() {
    var host = host(of: 5)
    #expect(join(&host, 1) == [])
    #expect(join(&host, 2) == [.setTimer(.call, after: .second)])
    #expect(join(&host, 3) == [])
    #expect(host.expire(.call, after: .second).formed == [group(1, 1, 2, 3)])
  }

  @Test func `a member that missed its group is told again, and one that left it ends it`() {
    var host = host { $0.largest = 2 }
    _ = join(&host, 1)
    _ = join(&host, 2)
    #expect(join(&host, 1) == [.send(.group(group(1, 1, 2)), to: AgentID(1))])
    #expect(join(&host, 1, round: 3, after: 1) == [])
    #expect(
      host.receive(.heartbeat(life: 1, number: 1), from: 2)
        == [.send(.pulse(number: 1, .left, isLast: false), to: AgentID(2))])
    #expect(join(&host, 2, round: 4, after: 1).formed == [group(2, round: 5, 1, 2)])
  }

  @Test func `a dead incarnation is not heard any more`() {
    var host = host { $0.largest = 2 }
    _ = join(&host, 1, life: 2)
    _ = join(&host, 1, life: 1)
    let formed = join(&host, 2).formed
    #expect(formed.first?.members == [member(1, life: 2), member(2)])
    // Nor does one that waits count when a later one is heard of.
    var other = self.host { $0.largest = 2 }
    _ = join(&other, 1, life: 1)
    other.receive(.heartbeat(life: 2, number: 0), from: 1)
    #expect(join(&other, 2).formed == [])
  }

  @Test(arguments: [
    (Rendezvous.LossRule.tell, Rendezvous.Breach.lost as Rendezvous.Breach?), (.wait, nil),
  ])
  func `members are told of a loss if the rule says so`(
    rule: Rendezvous.LossRule, breach: Rendezvous.Breach?
  ) {
    var host = host {
      $0.largest = 2
      $0.onLoss = rule
    }
    _ = join(&host, 1)
    _ = join(&host, 2)
    host.now = 1_500 * .millisecond
    host.receive(.heartbeat(life: 1, number: 1), from: 1)
    #expect(host.expire(.tick, after: .second).notes == [.dropped(AgentID(2))])
    #expect(
      host.receive(.heartbeat(life: 1, number: 1), from: 1)
        == [.send(.pulse(number: 1, breach, isLast: false), to: AgentID(1))])
  }

  @Test func `a group of which none is left does not stand in the way`() {
    var host = host {
      $0.largest = 2
      $0.onLoss = .wait
    }
    _ = join(&host, 1)
    _ = join(&host, 2)
    host.expire(.tick, after: 3 * .second)
    _ = join(&host, 1, life: 2)
    #expect(join(&host, 3).formed.first?.members == [member(1, life: 2), member(3)])
  }

  @Test(arguments: [Rendezvous.AdmissionRule.atOnce, .betweenRounds])
  func `an agent that comes later ends the group at once or after the round`(
    rule: Rendezvous.AdmissionRule
  ) {
    var host = host { $0.admission = rule }
    _ = join(&host, 1)
    _ = join(&host, 2)
    host.expire(.call, after: .second)
    _ = join(&host, 3)
    let pulse = host.receive(.heartbeat(life: 1, number: 1), from: 1).messages(to: 1)
    let isAtOnce = rule == .atOnce
    #expect(pulse == [.pulse(number: 1, isAtOnce ? .newcomer : nil, isLast: !isAtOnce)])
  }

  @Test func `an agent for which there is no room ends no group`() {
    var host = host { $0.largest = 2 }
    _ = join(&host, 1)
    _ = join(&host, 2)
    _ = join(&host, 3)
    let pulse = host.receive(.heartbeat(life: 1, number: 1), from: 1).messages(to: 1)
    #expect(pulse == [.pulse(number: 1, nil, isLast: false)])
  }

  @Test func `a majority is one of those that send heartbeats`() {
    var host = host(.lighthouse, of: 6)
    for other in 1...5 { host.receive(.heartbeat(life: 1, number: 0), from: other) }
    _ = join(&host, 1)
    _ = join(&host, 2)
    #expect(host.expire(.call, after: .second).formed == [])
    #expect(join(&host, 3).formed == [group(1, 1, 2, 3)])
    var fastest = self.host(.lighthouse, of: 6) { $0.quorum = .fastest }
    for other in 1...5 { fastest.receive(.heartbeat(life: 1, number: 0), from: other) }
    _ = join(&fastest, 1)
    _ = join(&fastest, 2)
    #expect(fastest.expire(.call, after: .second).formed == [group(1, 1, 2)])
  }

  @Test func `who is silent counts in a majority only if the dead are not dropped`() {
    for drops in [false, true] {
      var host = host(.lighthouse, of: 5) { $0.dropsDead = drops }
      for other in 1...4 { host.receive(.heartbeat(life: 1, number: 0), from: other) }
      host.now = 3 * .second
      _ = join(&host, 1)
      _ = join(&host, 2)
      _ = host.expire(.call)
      #expect(host.expire(.tick).formed == (drops ? [group(1, 1, 2)] : []))
    }
  }

  @Test func `a majority gives a round out once, also over a restart`() {
    for rule in [Rendezvous.QuorumRule.majority, .fastest] {
      var host = host(.lighthouse, of: 5) { $0.quorum = rule }
      _ = join(&host, 1, round: 6)
      #expect(join(&host, 2, round: 5).formed == [group(1, round: 7, 1, 2)])
      host.now = 10 * .second
      host.machine = Rendezvous(
        Profile(id: AgentID(0), clusterSize: 5), host.machine.settings)
      host.start()
      _ = join(&host, 3, round: 6)
      // Those that live may not have been heard yet.
      #expect(join(&host, 4, round: 6).formed == [])
      host.now += 2 * .second
      for other in [1, 2] { host.receive(.heartbeat(life: 1, number: 1), from: other) }
      _ = join(&host, 3, round: 6)
      _ = join(&host, 4, round: 6)
      let formed = host.expire(.call).formed + join(&host, 1, round: 6, after: 1).formed
      #expect(formed.first?.round == (rule == .majority ? 8 : 7))
      #expect(formed.first?.members.count == (rule == .majority ? 3 : 2))
    }
  }

  @Test func `the host of the store leaves last, or first`() {
    for rule in [Rendezvous.HostExit.last, .first] {
      var host = RendezvousAgent(0, of: 2) {
        $0.rounds = 1
        $0.hostExit = rule
      }
      host.start()
      _ = join(&host, 1)
      host.expire(.work)
      host.receive(.part(group(1, 0, 1).id, round: 1, isAsking: false), from: 1)
      #expect(host.machine.phase == .exiting)
      #expect(host.receive(.done(life: 1), from: 1).messages(to: 1) == [.mayLeave])
      let notes = host.expire(.tick, after: .second).notes
      if rule == .first {
        #expect(notes == [.left(.onTime)])
      } else {
        #expect(notes == [])
        #expect(host.receive(.bye, from: 1).notes == [.left(.onTime)])
      }
    }
  }
}
