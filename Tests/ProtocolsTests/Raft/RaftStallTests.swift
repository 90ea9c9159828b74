import Simulator
import Testing

@testable import Protocols

@Suite("Raft, leaders whose disk stands still")
struct RaftStallTests {
  private static func settings(
    _ limit: Nanoseconds?, _ reaction: Raft.StallReaction = .stepDown
  ) -> Raft.Settings {
    var settings = Raft.Settings.fixed()
    settings.stallLimit = limit
    settings.stallReaction = reaction
    return settings
  }

  @Test func `entries wait for the leader's own disk where it does not write in parallel`() {
    for isParallel in [true, false] {
      var settings = Raft.Settings.fixed()
      settings.writesInParallel = isParallel
      var agent = TestAgent.leader(settings)
      let message = TestAgent.append(1, after: 1, 1, [entry(1, 1, 5)], commit: 1, stamp: 2)
      let kept = Effect<Raft>.persist(.append(after: 1, [entry(1, 1, 5)]))
      let stored = Effect<Raft>.send(.stored(term: 1, index: 2), to: n1)
      let effects = agent.accept(write(1, 5), attempt(1)).dropFirst()
      #expect(
        Array(effects)
          == (isParallel
            ? [.sendAhead(message, to: n2), .sendAhead(message, to: n3), kept, stored]
            : [kept, .send(message, to: n2), .send(message, to: n3), stored]))
    }
  }

  @Test func `a leader steps down when a write takes longer than the limit`() {
    var agent = TestAgent.leader(Self.settings(.ms(100)))
    agent.accept(write(1, 5), attempt(1))
    agent.now += .ms(100)
    #expect(agent.expire(.heartbeat).contains { if case .sendAhead = $0 { true } else { false } })
    agent.now += 1
    let effects = agent.expire(.heartbeat)
    #expect(effects.prefix(2) == [.note(.diskStalled(1)), .note(.steppedDown(1))])
    #expect(agent.machine.role == .follower)
  }

  @Test func `a silent leader speaks again once its disk has all`() {
    var agent = TestAgent.leader(Self.settings(.ms(100), .silence))
    agent.accept(write(1, 5), attempt(1))
    agent.now += .ms(101)
    #expect(
      agent.expire(.heartbeat) == [
        .note(.diskStalled(1)), .setTimer(.heartbeat, after: .ms(50)),
      ])
    agent.receive(.stored(term: 1, index: 2), from: n1)
    #expect(agent.expire(.heartbeat).contains { if case .sendAhead = $0 { true } else { false } })
  }

  @Test func `a disk that goes on writing is not stalled, however much waits`() {
    var agent = TestAgent.leader(Self.settings(.ms(100)))
    for number in 1...5 {
      agent.accept(write(Int32(number), 5), attempt(Int32(number)))
      agent.expire(.flush)
    }
    for index in 2...5 {
      agent.now += .ms(90)
      agent.receive(.stored(term: 1, index: index), from: n1)
      agent.expire(.heartbeat)
      #expect(agent.machine.role == .leader)
    }
  }
}
