import Protocols
import Simulator
import Testing

@Suite struct `Raft's first candidate` {
  private func effects(of agent: Int, _ recovery: Recovery) -> [Effect<Raft>] {
    let settings = Raft.Settings(preVote: false, firstCandidate: AgentID(1))
    var raft = Raft(Profile(id: AgentID(agent), clusterSize: 3), settings)
    var turn = Turn<Raft>(agent: AgentID(agent))
    raft.start(from: Raft.Storage(), recovery, &turn)
    return turn.takeEffects()
  }

  @Test func `the agent named stands at once when it first starts`() {
    #expect(effects(of: 1, .fresh).contains(.note(.becameCandidate(1))))
  }

  @Test func `others wait for their timeout`() {
    #expect(!effects(of: 0, .fresh).contains(.note(.becameCandidate(1))))
  }

  @Test func `an agent that starts again waits for its timeout`() {
    #expect(!effects(of: 1, .intact).contains(.note(.becameCandidate(1))))
  }
}
