import Simulator

@testable import Protocols

/// The paper's figure 8 up to (c): n1 leads term 4 and has copied its entry of term 2 to a
/// majority.
func figure8() -> WatchedRaft {
  var raft = WatchedRaft()
  raft.lead(n1, 1)
  for agent in [n1, n2, n3, n4, n5] { raft.store(agent, after: 0, [entry(1, 1, 11)]) }
  raft.lead(n1, 2)
  for agent in [n1, n2] { raft.store(agent, after: 1, [entry(2, 2, 22)]) }
  raft.crash(n1)
  raft.lead(n5, 3)
  raft.store(n5, after: 1, [entry(3, 3, 33)])
  raft.crash(n5)
  raft.start(n5)
  raft.start(n1)
  raft.lead(n1, 4)
  raft.store(n3, after: 1, [entry(2, 2, 22)])
  return raft
}
