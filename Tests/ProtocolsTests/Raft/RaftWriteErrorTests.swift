import Simulator
import Testing

@testable import Protocols

@Suite("Raft, agents whose disk says that a write failed")
struct RaftWriteErrorTests {
  private static func settings(_ reaction: Raft.WriteErrorReaction) -> Raft.Settings {
    var settings = Raft.Settings.fixed()
    settings.writeErrorReaction = reaction
    return settings
  }

  private func fail(_ agent: inout TestAgent) -> (goesOn: Bool, effects: [Effect<Raft>]) {
    var goesOn = false
    let effects = agent.step { goesOn = $0.writeFailed(&$1) }
    return (goesOn, effects)
  }

  @Test func `it dies and asks for nothing unless said otherwise`() {
    #expect(Raft.Settings().writeErrorReaction == .die)
    var agent = TestAgent.leader(Self.settings(.die))
    agent.accept(write(1, 5), attempt(1))
    let before = agent.machine
    let failed = fail(&agent)
    #expect(!failed.goesOn && failed.effects.isEmpty && agent.machine == before)
  }

  @Test func `a leader steps down, and says of its commands that their outcome is not known`() {
    var agent = TestAgent.leader(Self.settings(.stepDown))
    agent.accept(write(1, 5), attempt(1))
    let failed = fail(&agent)
    #expect(failed.goesOn && agent.machine.role == .follower && agent.machine.term == 1)
    #expect(failed.effects.prefix(2) == [.note(.writeFailed(1)), .note(.steppedDown(1))])
    #expect(failed.effects.contains(.respond(.unknown, to: attempt(1))))
  }

  @Test func `a leader that refuses leads on, and takes commands again once its disk has all`() {
    var agent = TestAgent.leader(Self.settings(.refuse))
    agent.accept(write(1, 5), attempt(1))
    #expect(fail(&agent).effects == [.note(.writeFailed(1))])
    #expect(agent.machine.role == .leader)
    #expect(
      agent.accept(write(2, 6), attempt(2)) == [.respondAhead(.notLeader(nil), to: attempt(2))])
    agent.receive(.stored(term: 1, index: 1), from: n1)
    #expect(agent.accept(write(2, 6), attempt(3)).count == 1)
    agent.receive(.stored(term: 1, index: 2), from: n1)
    agent.accept(write(2, 6), attempt(4))
    agent.expire(.flush)
    #expect(agent.machine.log.lastIndex == 3)
  }

  @Test func `a follower goes on, and its acknowledgement waits for the write`() {
    for reaction in [Raft.WriteErrorReaction.stepDown, .refuse] {
      var agent = TestAgent(n1, of: 3, Self.settings(reaction))
      agent.receive(TestAgent.append(1, after: 0, 0, noops(1)), from: n2)
      let failed = fail(&agent)
      #expect(failed.goesOn && failed.effects == [.note(.writeFailed(1))])
    }
  }
}
