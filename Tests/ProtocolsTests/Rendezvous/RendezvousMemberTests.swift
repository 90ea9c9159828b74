import Simulator
import Testing

@testable import Protocols

/// Single steps of an agent that a host puts into groups.
struct RendezvousMemberTests {
  private let pair = group(3, round: 5, 1, 2)

  /// An agent at work in a group of two.
  private func working(
    _ method: Rendezvous.Method = .store,
    _ change: (inout Rendezvous.Settings) -> Void = { _ in }
  ) -> RendezvousAgent {
    var agent = RendezvousAgent(1, method, change)
    agent.start()
    #expect(agent.receive(.group(pair), from: 0).entered == [pair])
    return agent
  }

  private func part(_ round: Int32, isAsking: Bool = false) -> Rendezvous.Message {
    .part(pair.id, round: round, isAsking: isAsking)
  }

  @Test func `an agent writes its incarnation down before it speaks`() {
    var agent = RendezvousAgent(1)
    let host = AgentID(0)
    #expect(
      agent.start(.fresh) == [
        .persist(.began(life: 1)), .setTimer(.tick, after: 200 * .millisecond), .note(.sought),
        .setTimer(.limit, after: 60 * .second),
        .send(.join(life: 1, round: 0, after: 0), to: host),
      ])
    #expect(agent.start().messages(to: 0) == [.join(life: 2, round: 0, after: 0)])
  }

  @Test func `a round counts once all parts are here and it is durable`() {
    var agent = working()
    #expect(
      agent.expire(.work, after: .second) == [
        .note(.contributed(pair.id, round: 5)), .setTimer(.limit, after: 30 * .second),
        .send(part(5), to: AgentID(2)),
      ])
    #expect(
      agent.receive(part(5), from: 2) == [
        .cancelTimer(.limit), .persist(.did(round: 5)), .note(.did(pair.id, round: 5)),
        .setTimer(.work, after: .second),
      ])
    #expect(agent.machine.round == 6 && agent.machine.phase == .working)
  }

  @Test func `a part that comes early or again is no other part`() {
    var agent = working()
    agent.receive(part(5), from: 2)
    agent.receive(part(6), from: 2)
    agent.receive(part(5), from: 2)
    #expect(agent.expire(.work, after: .second).notes.last == .did(pair.id, round: 5))
    #expect(agent.expire(.work, after: .second).notes.last == .did(pair.id, round: 6))
    #expect(agent.expire(.work, after: .second).notes == [.contributed(pair.id, round: 7)])
  }

  @Test func `who lacks a part asks, and is answered also from the group before`() {
    var agent = working(.lighthouse)
    agent.expire(.work, after: .second)
    #expect(agent.expire(.tick).messages(to: 2) == [part(5, isAsking: true)])
    #expect(agent.receive(part(5, isAsking: true), from: 2).messages(to: 2) == [part(5)])
    #expect(agent.machine.phase == .waiting)
    #expect(agent.receive(part(5, isAsking: true), from: 2).messages(to: 2) == [part(5)])
    #expect(agent.receive(part(6, isAsking: true), from: 2).messages(to: 2) == [])
  }

  @Test func `a group that ended is left, and the others are told`() {
    var agent = working()
    let effects = agent.receive(.pulse(number: 3, .newcomer, isLast: false), from: 0)
    #expect(
      effects.notes
        == [.abandoned(pair.id, round: 5, .newcomer, wasWorking: true), .sought])
    #expect(effects.messages(to: 2) == [.leaving(pair.id, lastRound: 4)])
    #expect(effects.messages(to: 0) == [.join(life: 1, round: 0, after: 3)])
    // A pulse from before says nothing of the next group.
    agent.receive(.group(group(4, round: 5, 1, 3)), from: 0)
    #expect(agent.receive(.pulse(number: 3, .lost, isLast: false), from: 0) == [])
  }

  @Test func `a group that is to take another in is left after the round`() {
    var agent = working()
    #expect(agent.receive(.pulse(number: 3, nil, isLast: true), from: 0) == [])
    agent.receive(part(5), from: 2)
    let effects = agent.expire(.work, after: .second)
    #expect(effects.notes.contains(.parted(pair.id)))
    #expect(effects.messages(to: 2) == [part(5), .leaving(pair.id, lastRound: 5)])
    #expect(effects.messages(to: 0) == [.join(life: 1, round: 5, after: 3)])
  }

  @Test func `a member that left before the round ends it, one that did its part does not`() {
    var agent = working()
    #expect(
      agent.receive(.leaving(pair.id, lastRound: 4), from: 2).notes
        == [.abandoned(pair.id, round: 5, .left, wasWorking: true), .sought])
    agent = working()
    agent.receive(part(5), from: 2)
    #expect(agent.receive(.leaving(pair.id, lastRound: 5), from: 2) == [])
    #expect(agent.expire(.work, after: .second).notes.contains(.did(pair.id, round: 5)))
    #expect(agent.machine.phase == .waiting)
  }

  @Test func `a collective takes no longer than it may, also if the clock jumps`() {
    var agent = working()
    agent.expire(.work, after: .second)
    #expect(
      agent.expire(.limit, after: 30 * .second).notes
        == [.abandoned(pair.id, round: 5, .timeout, wasWorking: false), .sought])
    agent = working()
    agent.expire(.work, after: .second)
    #expect(
      agent.expire(.tick, after: 31 * .second).notes
        == [.abandoned(pair.id, round: 5, .timeout, wasWorking: false), .sought])
  }

  @Test func `an agent that found no group asks anew`() {
    var agent = RendezvousAgent(1)
    agent.start()
    let effects = agent.expire(.limit, after: 60 * .second)
    #expect(effects.notes == [.foundNone, .sought])
    #expect(effects.messages(to: 0) == [.join(life: 1, round: 0, after: 0)])
  }

  @Test func `a group for another incarnation is not one's own, and a group in between is refused`()
  {
    var agent = RendezvousAgent(1)
    agent.start()
    agent.start()
    #expect(agent.receive(.group(pair), from: 0) == [])
    agent = working()
    let other = group(4, round: 9, 1, 3)
    #expect(agent.receive(.group(pair), from: 0) == [])
    #expect(
      agent.receive(.group(other), from: 0)
        == [.send(.leaving(other.id, lastRound: 8), to: AgentID(3))])
  }

  @Test(arguments: [Rendezvous.SilenceRule.stop, .carryOn])
  func `a member that does not hear of the host stops or carries on`(
    rule: Rendezvous.SilenceRule
  ) {
    var agent = working { $0.onSilence = rule }
    let notes = agent.expire(.tick, after: 3 * .second).notes
    let stopped: [Rendezvous.Note] = [
      .abandoned(pair.id, round: 5, .silentHost, wasWorking: true), .sought,
    ]
    #expect(notes == (rule == .stop ? stopped : []))
  }

  @Test func `whoever is done waits in the exit barrier, for so long`() {
    func exiting() -> RendezvousAgent {
      var agent = working { $0.rounds = 5 }
      agent.receive(part(5), from: 2)
      #expect(agent.expire(.work, after: .second).messages(to: 0) == [.done(life: 1)])
      return agent
    }
    var agent = exiting()
    #expect(
      agent.receive(.mayLeave, from: 0)
        == [
          .cancelTimer(.limit), .cancelTimer(.tick), .note(.left(.onTime)),
          .send(.bye, to: AgentID(0)),
        ])
    #expect(agent.receive(part(5, isAsking: true), from: 2) == [])
    agent = exiting()
    #expect(agent.receive(part(5, isAsking: true), from: 2).messages(to: 2) == [part(5)])
    #expect(agent.expire(.tick, after: 3 * .second).notes == [.left(.failed)])
    agent = exiting()
    #expect(agent.expire(.limit, after: 300 * .second).notes == [.left(.late)])
  }

  @Test func `an agent that lost its disk takes no part any more`() {
    var agent = RendezvousAgent(1)
    #expect(agent.start(.amnesia) == [.persist(.emptied), .note(.emptied)])
    #expect(agent.receive(.group(pair), from: 0) == [])
    #expect(agent.start() == [.note(.emptied)])
  }
}
