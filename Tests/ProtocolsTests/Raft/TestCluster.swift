import Protocols
import Simulator

/// A few machines, their disks and the messages between them, moved by hand.
struct TestCluster {
  struct Packet: Hashable {
    let source: AgentID
    let target: AgentID
    let message: Raft.Message
  }

  let settings: Raft.Settings
  var now: Nanoseconds = 1000 * .millisecond
  /// Nil while crashed.
  var machines: [Raft?]
  var disks: [Raft.Storage]
  /// In the order sent.
  var wire: [Packet] = []
  /// The armed timers of each agent.
  var armed: [[Bool]]
  /// Agents whose disks do not finish writes.
  var stalled: Set<AgentID> = []
  /// For each agent, writes that are not durable and what waits for them.
  var held: [[Effect<Raft>]]
  var notes: [(agent: AgentID, note: Raft.Note)] = []
  var replies: [(id: RequestID, reply: Raft.Reply)] = []
  private var steps: UInt64 = 0

  init(_ size: Int, _ settings: Raft.Settings = .fixed(), disks: [Raft.Storage]? = nil) {
    self.settings = settings
    machines = Array(repeating: nil, count: size)
    self.disks = disks ?? Array(repeating: Raft.Storage(), count: size)
    armed = Array(repeating: Array(repeating: false, count: 4), count: size)
    held = Array(repeating: [], count: size)
    for index in 0..<size { start(AgentID(index)) }
  }

  subscript(agent: AgentID) -> Raft { machines[agent.index]! }

  mutating func start(_ agent: AgentID) {
    machines[agent.index] = Raft(Profile(id: agent, clusterSize: machines.count), settings)
    let disk = disks[agent.index]
    step(agent) { $0.start(from: disk, .intact, &$1) }
  }

  /// Loses what is not durable, and what is on its way to the agent.
  mutating func crash(_ agent: AgentID) {
    machines[agent.index] = nil
    held[agent.index] = []
    armed[agent.index] = Array(repeating: false, count: 4)
    wire.removeAll { $0.target == agent }
  }

  mutating func expire(_ timer: Raft.Timer, of agent: AgentID) {
    armed[agent.index][timer.rawValue] = false
    step(agent) { $0.expire(timer, &$1) }
  }

  mutating func accept(_ request: Raft.Request, _ id: RequestID, at agent: AgentID) {
    step(agent) { $0.accept(request, id, &$1) }
  }

  mutating func step(_ agent: AgentID, _ input: (inout Raft, inout Turn<Raft>) -> Void) {
    guard var machine = machines[agent.index] else { return }
    steps += 1
    var turn = Turn<Raft>(
      agent: agent, now: now, random: RandomStream(seed: steps, .agent, UInt64(agent.index)))
    input(&machine, &turn)
    machines[agent.index] = machine
    for effect in turn.takeEffects() { carryOut(effect, of: agent) }
  }

  private mutating func carryOut(_ effect: Effect<Raft>, of agent: AgentID) {
    switch effect {
    case .persist where stalled.contains(agent), .send where !held[agent.index].isEmpty,
      .respond where !held[agent.index].isEmpty:
      held[agent.index].append(effect)
    case .persist(let write): disks[agent.index].apply(write)
    case .send(let message, let target), .sendAhead(let message, let target):
      wire.append(Packet(source: agent, target: target, message: message))
    case .setTimer(let timer, _): armed[agent.index][timer.rawValue] = true
    case .cancelTimer(let timer): armed[agent.index][timer.rawValue] = false
    case .respond(let reply, let id), .respondAhead(let reply, let id): replies.append((id, reply))
    case .note(let note): notes.append((agent, note))
    }
  }

  /// Lets a stalled disk finish all its writes.
  mutating func finishWrites(of agent: AgentID) {
    stalled.remove(agent)
    let waiting = held[agent.index]
    held[agent.index] = []
    for effect in waiting { carryOut(effect, of: agent) }
  }

  mutating func deliver(_ packet: Packet) {
    step(packet.target) { $0.receive(packet.message, from: packet.source, &$1) }
  }

  /// Takes a message off the wire.
  mutating func take(at index: Int = 0) -> Packet { wire.remove(at: index) }

  /// Delivers in the order sent until nothing is under way; drops what is not among these agents.
  mutating func settle(among agents: [AgentID]? = nil) {
    while !wire.isEmpty {
      let packet = take()
      let passes = agents.map { $0.contains(packet.source) && $0.contains(packet.target) } ?? true
      if passes { deliver(packet) }
    }
  }

  /// Makes an agent stand for election among some and lets them talk until nothing is under way.
  mutating func elect(_ agent: AgentID, among agents: [AgentID]? = nil) {
    expire(.election, of: agent)
    settle(among: agents)
  }

  /// Sends a heartbeat round, an interval later, and lets everybody talk.
  mutating func heartbeat(of agent: AgentID, among agents: [AgentID]? = nil) {
    now += settings.heartbeat
    expire(.heartbeat, of: agent)
    settle(among: agents)
  }
}
