import Simulator
import Testing

@testable import Protocols

/// Single steps of peers that look for one another.
struct RendezvousMatchmakingTests {
  private func peer(
    _ number: Int, of count: Int = 4, since: Nanoseconds = .second,
    _ change: (inout Rendezvous.Settings) -> Void = { _ in }
  ) -> RendezvousAgent {
    var peer = RendezvousAgent(number, of: count, .matchmaking, change)
    peer.now = since
    peer.start()
    return peer
  }

  private func looking(
    _ since: Nanoseconds, life: Int32 = 1, isLeading: Bool = false
  ) -> Rendezvous.Message {
    .looking(life: life, since: since, isLeading: isLeading)
  }

  private func ask(_ attempt: Int32 = 1, life: Int32 = 1, round: Int32 = 0) -> Rendezvous.Message {
    .ask(attempt: attempt, life: life, round: round)
  }

  @Test func `the later of two asks the earlier one`() {
    var second = peer(1)
    #expect(second.receive(looking(.second + 1), from: 2) == [])
    #expect(second.receive(looking(.second - 1), from: 3) == [.send(ask(), to: AgentID(3))])
    // It asks one at a time.
    #expect(second.receive(looking(0), from: 0) == [])
  }

  @Test(arguments: [Rendezvous.JoinOrder.none, .identity])
  func `of two that entered at the same time both ask, or the one of the greater identity`(
    order: Rendezvous.JoinOrder
  ) {
    var first = peer(0) { $0.order = order }
    var second = peer(1) { $0.order = order }
    #expect(second.receive(looking(.second), from: 0).messages(to: 0) == [ask()])
    #expect(
      first.receive(looking(.second), from: 1).messages(to: 1) == (order == .none ? [ask()] : []))
    // One that asks itself does not answer.
    let answer = first.receive(ask(), from: 1).messages(to: 1)
    #expect(answer == (order == .none ? [] : [.accepted(attempt: 1)]))
  }

  @Test func `those that asked a follower are sent to its leader`() {
    var second = peer(1)
    second.receive(looking(0), from: 0)
    #expect(second.receive(ask(7), from: 2) == [])
    #expect(
      second.receive(.accepted(attempt: 1), from: 0)
        == [.send(.refused(attempt: 7, other: AgentID(0)), to: AgentID(2))])
    #expect(
      second.receive(ask(9), from: 3)
        == [.send(.refused(attempt: 9, other: AgentID(0)), to: AgentID(3))])
    var third = peer(2)
    third.receive(looking(1), from: 1)
    #expect(
      third.receive(.refused(attempt: 1, other: AgentID(0)), from: 1)
        == [.send(ask(2), to: AgentID(0))])
  }

  @Test func `a leader gathers for a time and begins with those that it has`() {
    var first = peer(0)
    #expect(
      first.receive(ask(3, round: 6), from: 2)
        == [
          .setTimer(.call, after: .second), .send(.accepted(attempt: 3), to: AgentID(2)),
        ])
    let effects = first.expire(.call, after: .second)
    let pair = group(1, round: 7, 0, 2)
    #expect(effects.formed == [pair] && effects.entered == [pair])
    #expect(effects.messages(to: 2) == [.group(pair)])
  }

  @Test func `a full group begins at once`() {
    var first = peer(0, of: 2)
    #expect(first.receive(ask(), from: 1).formed == [group(1, 0, 1)])
  }

  @Test func `a follower takes the group of its leader, and of no other`() {
    var second = peer(1)
    second.receive(looking(0), from: 0)
    second.receive(.accepted(attempt: 1), from: 0)
    let other = group(1, by: 3, 1, 3)
    #expect(
      second.receive(.group(other), from: 3)
        == [.send(.leaving(other.id, lastRound: 0), to: AgentID(3))])
    #expect(second.receive(.group(group(1, 0, 1)), from: 0).entered == [group(1, 0, 1)])
  }

  @Test(arguments: [false, true])
  func `a leader goes to an earlier one with its followers, if it may`(merges: Bool) {
    var third = peer(2) { $0.merges = merges }
    third.receive(ask(4), from: 3)
    let effects = third.receive(looking(0, isLeading: true), from: 0)
    #expect(effects.messages(to: 0) == (merges ? [ask()] : []))
    #expect(
      effects.messages(to: 3) == (merges ? [.refused(attempt: 4, other: AgentID(0))] : []))
  }

  @Test(arguments: [Rendezvous.GatheringRule.hold, .release])
  func `a leader that has too few holds them or lets them go`(rule: Rendezvous.GatheringRule) {
    var first = peer(0) {
      $0.fewest = 3
      $0.gathering = rule
    }
    first.receive(ask(4), from: 3)
    let released: [Rendezvous.Message] = [.refused(attempt: 4, other: nil)]
    let isRelease = rule == .release
    #expect(
      first.expire(.call, after: .second).messages(to: 3)
        == (isRelease ? released + [looking(.second)] : []))
    let notes = first.expire(.limit, after: 59 * .second).notes
    #expect(notes == (isRelease ? [.foundNone] : []))
  }

  @Test func `a peer that found none works by itself before it looks again`() {
    var first = peer(0)
    let effects = first.expire(.limit, after: 60 * .second)
    #expect(effects == [.note(.foundNone), .setTimer(.work, after: .second)])
    #expect(
      first.receive(ask(), from: 1)
        == [.send(.refused(attempt: 1, other: nil), to: AgentID(1))])
    #expect(first.expire(.work, after: .second).notes == [.sought])
  }

  @Test func `a peer that does not answer, and a leader that is silent, are given up`() {
    var second = peer(1)
    second.receive(looking(0), from: 0)
    second.receive(ask(5), from: 3)
    #expect(
      second.expire(.tick, after: 3 * .second).messages(to: 3).last
        == .refused(attempt: 5, other: nil))
    second.receive(looking(0), from: 0)
    second.receive(.accepted(attempt: 2), from: 0)
    second.now += .second
    second.receive(looking(0, isLeading: true), from: 0)
    #expect(second.expire(.tick, after: .second).messages(to: 0) == [])
    #expect(
      second.expire(.tick, after: 2 * .second).messages(to: 0) == [.unfollow(attempt: 2)])
  }

  @Test func `an acceptance that comes too late is declined`() {
    var second = peer(1)
    second.receive(looking(0), from: 0)
    second.receive(.refused(attempt: 1, other: nil), from: 0)
    #expect(
      second.receive(.accepted(attempt: 1), from: 0)
        == [.send(.unfollow(attempt: 1), to: AgentID(0))])
    var first = peer(0)
    first.receive(ask(4), from: 1)
    first.receive(.unfollow(attempt: 3), from: 1)
    #expect(first.machine.search.followers.count == 1)
    first.receive(.unfollow(attempt: 4), from: 1)
    #expect(first.expire(.call, after: .second).formed == [])
  }

  @Test func `an earlier incarnation neither asks nor follows`() {
    var first = peer(0)
    first.receive(ask(4), from: 1)
    first.receive(looking(5, life: 2), from: 1)
    first.receive(ask(5), from: 1)
    #expect(first.machine.search.followers.isEmpty)
  }
}
