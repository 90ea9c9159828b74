import Simulator

/// The sum of all numbers and weights as the disks hold them, with what is under way between two disks.
///
/// A part that push-sum moves counts from when it is on its sender's disk until it is on its receiver's. A
/// number that a member has promised to a leader counts as the leader decided, from when that is on the
/// leader's disk.
struct MassLedger: Sendable {
  /// What counts for each agent.
  private var counted: [Int64]
  /// What each agent's disk holds.
  private var held: [Int64]
  private var weights: [Int64]
  private var hasBegun: [Bool]
  /// To whom, and for which round, each agent has promised its number.
  private var promises: [Promise?]
  /// By sender, the parts under way.
  private var parts: [[Part]]
  private var total = Mass()
  private var first = Mass()

  private struct Promise: Sendable {
    let leader: AgentID
    let round: Int32
  }

  private struct Part: Sendable {
    let share: Averaging.Share
    var isTaken = false
  }

  private struct Mass: Hashable, Sendable {
    var value: Int64 = 0
    var weight: Int64 = 0

    mutating func add(_ value: Int64, _ weight: Int64) {
      self.value &+= value
      self.weight &+= weight
    }
  }

  init(agentCount: Int) {
    counted = Array(repeating: 0, count: agentCount)
    held = counted
    weights = counted
    hasBegun = Array(repeating: false, count: agentCount)
    promises = Array(repeating: nil, count: agentCount)
    parts = Array(repeating: [], count: agentCount)
  }

  /// By how much value and weight are more than at the start; nil if they are what they were.
  var surplus: (value: Int64, weight: Int64)? {
    total == first ? nil : (total.value &- first.value, total.weight &- first.weight)
  }

  /// Whether an agent's first number is on its disk.
  func knows(_ agent: AgentID) -> Bool { hasBegun[agent.index] }

  private mutating func begin(_ agent: AgentID, _ value: Int64, _ weight: Int64) {
    if !hasBegun[agent.index] { first.add(value, weight) }
    hasBegun[agent.index] = true
    setWeight(agent, weight)
    hold(agent, value)
  }

  private mutating func count(_ agent: AgentID, _ value: Int64) {
    total.add(value &- counted[agent.index], 0)
    counted[agent.index] = value
  }

  private mutating func hold(_ agent: AgentID, _ value: Int64) {
    held[agent.index] = value
    count(agent, value)
  }

  private mutating func setWeight(_ agent: AgentID, _ weight: Int64) {
    total.add(0, weight &- weights[agent.index])
    weights[agent.index] = weight
  }
}

// Groups with a leader.
extension MassLedger {
  mutating func applyDecision(_ write: Averaging.Storage.Write, _ agent: AgentID) {
    switch write {
    case .began(let value, let weight): begin(agent, value, weight)
    case .offered(let round, let leader):
      promises[agent.index] = Promise(leader: leader, round: round)
    case .resolved(let value):
      promises[agent.index] = nil
      hold(agent, value)
    case .released:
      promises[agent.index] = nil
      hold(agent, held[agent.index])
    case .decided(_, let value, let results):
      // A number that is promised to another does not change by one's own decision.
      if promises[agent.index] == nil { hold(agent, value) }
      for result in results {
        guard let promise = promises[result.agent.index], promise.leader == agent,
          promise.round == result.round
        else { continue }
        count(result.agent, result.value)
      }
    case .averaged(let value): hold(agent, value)
    case .closed, .settled, .shared, .took, .delivered: break
    }
  }

  /// Takes a disk as a crash left it, with writes that were never said to be durable.
  mutating func readDecisions(_ storage: borrowing Averaging.Storage, of agent: AgentID) {
    if !knows(agent) { begin(agent, storage.value, storage.weight) }
    let round = storage.round
    promises[agent.index] = storage.leader.map { Promise(leader: $0, round: round) }
    applyDecision(.decided(round: 0, storage.value, storage.results), agent)
  }
}

// Push-sum.
extension MassLedger {
  mutating func applyTransfer(_ write: Averaging.Storage.Write, _ agent: AgentID) {
    switch write {
    case .began(let value, let weight): begin(agent, value, weight)
    case .shared(let value, let weight, let share):
      hold(agent, value)
      setWeight(agent, weight)
      parts[agent.index].append(Part(share: share))
      total.add(share.value, share.weight)
    case .took(let value, let weight, let hop, let sequence):
      hold(agent, value)
      setWeight(agent, weight)
      arrive(hop, sequence, from: sender(of: hop, to: agent))
    case .delivered(let hop): drop(hop, of: agent)
    case .averaged, .offered, .resolved, .released, .decided, .closed, .settled: break
    }
  }

  /// Takes a disk as a crash left it, with writes that were never said to be durable.
  mutating func readTransfers(_ storage: borrowing Averaging.Storage, of agent: AgentID) {
    if !knows(agent) { begin(agent, storage.value, storage.weight) }
    hold(agent, storage.value)
    setWeight(agent, storage.weight)
    let outgoing = storage.outgoing
    for part in parts[agent.index] where !outgoing.contains(part.share) {
      drop(part.share.hop, of: agent)
    }
    for share in outgoing where !parts[agent.index].contains(where: { $0.share == share }) {
      parts[agent.index].append(Part(share: share))
      total.add(share.value, share.weight)
    }
    for (hop, sequence) in storage.taken.enumerated() {
      arrive(Int32(hop), sequence, from: sender(of: Int32(hop), to: agent))
    }
  }

  private func sender(of hop: Int32, to agent: AgentID) -> Int {
    let count = counted.count
    return (agent.index + count - (1 << Int(hop)) % count) % count
  }

  /// A part counts for its receiver now; one that has arrived before does not count again.
  private mutating func arrive(_ hop: Int32, _ sequence: Int32, from sender: Int) {
    for place in parts[sender].indices {
      let part = parts[sender][place]
      guard part.share.hop == hop, part.share.sequence == sequence, !part.isTaken else { continue }
      parts[sender][place].isTaken = true
      total.add(0 &- part.share.value, 0 &- part.share.weight)
    }
  }

  /// The sender does not know of the part any more; if it has not arrived, it is lost.
  private mutating func drop(_ hop: Int32, of sender: AgentID) {
    for part in parts[sender.index] where part.share.hop == hop && !part.isTaken {
      total.add(0 &- part.share.value, 0 &- part.share.weight)
    }
    parts[sender.index].removeAll { $0.share.hop == hop }
  }
}
