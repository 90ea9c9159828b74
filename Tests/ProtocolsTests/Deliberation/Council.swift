import Protocols
import Simulator

/// Agents that deliberate, stepped by hand under the checks: messages wait until they are delivered.
///
/// Disks are instant, and messages to oneself take no time. The log's leader is n1.
struct Council {
  struct Packet: Hashable {
    let source: AgentID
    let target: AgentID
    let message: Deliberation.Message
  }

  let settings: Deliberation.Settings
  let profiles: [Profile]
  var machines: [Deliberation]
  var disks: [Deliberation.Storage]
  var wire: [Packet] = []
  var replies: [Deliberation.Reply] = []
  var notes: [Deliberation.Note] = []
  var checks: DeliberationInvariants<Nothing>
  var now: Nanoseconds = 0

  /// Members that vote as listed, and n1, which proposes and does not vote.
  init(
    _ votes: [Vote.Choice], _ mode: Deliberation.Mode = .safe, isWeighted: Bool = false,
    opinion: Opinion? = nil
  ) {
    let size = votes.count + 1
    profiles = (0..<size).map {
      Profile(id: AgentID($0), clusterSize: size)
    }
    settings = Deliberation.Settings(
      mode: mode, electorate: profiles.dropFirst().map { $0.id },
      opinion: opinion ?? .scripted(votes), isWeighted: isWeighted,
      raft: Raft.Settings(firstCandidate: AgentID(0)))
    let settings = settings
    machines = profiles.map { Deliberation($0, settings) }
    disks = profiles.map { _ in Deliberation.Storage() }
    checks = DeliberationInvariants(settings)
    for agent in machines.indices { start(agent, .fresh) }
    settle()
  }

  mutating func start(_ agent: Int, _ recovery: Recovery = .intact) {
    machines[agent] = Deliberation(profiles[agent], settings)
    let disk = disks[agent]
    step(agent) { $0.start(from: disk, recovery, &$1) }
  }

  mutating func propose(
    _ value: Int64 = 7, variable: Int32 = 0, at agent: Int = 0, expecting version: Int32? = nil
  ) {
    step(agent) {
      $0.accept(
        .propose(variable: variable, value: value, expectedVersion: version),
        RequestID(client: 0, attempt: 1), &$1)
    }
  }

  mutating func tell(_ agent: Int, _ id: ProposalID, _ choice: Vote.Choice) {
    step(agent) { $0.accept(.vote(id, choice), RequestID(client: 0, attempt: 2), &$1) }
  }

  mutating func expire(_ timer: Deliberation.Timer, of agent: Int, after span: Nanoseconds) {
    now += span
    step(agent) { $0.expire(timer, &$1) }
  }

  mutating func deliver(_ packet: Packet) {
    checks.delivered(packet.message, from: packet.source, to: packet.target, sentAt: now, at: now)
    step(packet.target.index) { $0.receive(packet.message, from: packet.source, &$1) }
  }

  /// Delivers all messages that fit, and what they lead to, in order; the others stay.
  mutating func settle(_ fits: (Packet) -> Bool = { _ in true }) {
    while let place = wire.firstIndex(where: fits) { deliver(wire.remove(at: place)) }
  }

  /// The ballots under way, in the order of their voters.
  mutating func takeVotes() -> [Packet] {
    settle { !$0.isVote }
    let votes = wire.filter(\.isVote)
    wire.removeAll(where: \.isVote)
    return votes.sorted { $0.source < $1.source }
  }

  mutating func step(
    _ agent: Int, _ input: (inout Deliberation, inout Turn<Deliberation>) -> Void
  ) {
    let me = AgentID(agent)
    var turn = Turn<Deliberation>(
      agent: me, now: now,
      random: RandomStream(seed: UInt64(agent) &+ UInt64(bitPattern: now), .test))
    input(&machines[agent], &turn)
    var own: [Packet] = []
    for effect in turn.takeEffects() {
      switch effect {
      case .send(let message, let target), .sendAhead(let message, let target):
        let packet = Packet(source: me, target: target, message: message)
        if target == me { own.append(packet) } else { wire.append(packet) }
      case .persist(let write):
        disks[agent].apply(write)
        checks.becameDurable(write, disks[agent], of: me, at: now)
      case .respond(let reply, _), .respondAhead(let reply, _): replies.append(reply)
      case .note(let note):
        notes.append(note)
        checks.noted(note, by: me, at: now)
      case .setTimer, .cancelTimer: break
      }
    }
    for packet in own { deliver(packet) }
  }

  /// The decisions so far, in order.
  var outcomes: [Tally.Outcome] {
    notes.compactMap { if case .decided(_, let outcome, _) = $0 { outcome } else { nil } }
  }

  var endings: [Deliberation.Ending] {
    notes.compactMap { if case .closed(_, let ending) = $0 { ending } else { nil } }
  }

  var proposal: ProposalID? {
    for note in notes { if case .opened(let proposal) = note { return proposal.id } }
    return nil
  }

  var receipts: [Deliberation.Receipt] {
    replies.compactMap { if case .receipt(let receipt) = $0 { receipt } else { nil } }
  }
}

extension Council.Packet {
  var isVote: Bool {
    switch message {
    case .vote, .brief(.castVote): true
    default: false
    }
  }
}

/// Votes as the tables write them: `AARBA`.
func votes(_ text: String) -> [Vote.Choice] {
  text.map { $0 == "A" ? .accept : $0 == "R" ? .reject : .abstain }
}

/// All orders of `0..<count`.
func orders(_ count: Int) -> [[Int]] {
  if count == 0 { return [[]] }
  return orders(count - 1).flatMap { order in
    (0..<count).map { place in
      var longer = order
      longer.insert(count - 1, at: place)
      return longer
    }
  }
}
