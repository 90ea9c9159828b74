import Protocols
import Simulator

/// A closed loop at the leader: each slot submits its next write the moment the last one is committed.
struct RaftFeeder: Load {
  typealias Subject = Raft
  typealias Note = Nothing

  /// Number of writes outstanding; each slot is a client with a session of its own.
  let slots: Int32
  let agentCount: Int
  /// Writes that the leader said are committed.
  private(set) var committed: Int64 = 0
  private var leader = AgentID(0)
  /// Of each slot.
  private var sequences: [Int32]

  init(slots: Int32, agentCount: Int) {
    self.slots = slots
    self.agentCount = agentCount
    sequences = Array(repeating: 0, count: Int(slots))
  }

  var clientCount: Int { Int(slots) }

  mutating func start(_ slot: Int32, _ turn: inout LoadTurn<Self>) {
    turn.wake(slot, alarm: 0, after: .millisecond)
  }

  mutating func wake(_ slot: Int32, _ alarm: Int32, _ turn: inout LoadTurn<Self>) {
    submit(slot, &turn)
  }

  mutating func receive(
    _ reply: Raft.Reply, to id: RequestID, from agent: AgentID, _ turn: inout LoadTurn<Self>
  ) {
    switch reply {
    case .written:
      committed += 1
      sequences[Int(id.client)] += 1
      submit(id.client, &turn)
    case .notLeader(let known):
      leader = known ?? AgentID((agent.index + 1) % agentCount)
      // Not at once: nobody leads yet, and two agents may name one another at one instant.
      turn.wake(id.client, alarm: 0, after: .millisecond)
    case .unknown: turn.wake(id.client, alarm: 0, after: .millisecond)
    case .value, .mismatch, .opened, .sessionExpired, .changed, .refused:
      preconditionFailure("only writes are submitted, in sessions that nobody opens")
    }
  }

  private func submit(_ slot: Int32, _ turn: inout LoadTurn<Self>) {
    let sequence = sequences[Int(slot)]
    let write = Raft.Operation.write(key: slot, value: Int64(sequence))
    turn.submit(
      Raft.Request(Raft.Session(client: slot, sequence: sequence), write),
      RequestID(client: slot, attempt: sequence), to: leader)
  }
}
