import Protocols
import Simulator

typealias ElectionWorld = World<Election, ElectionLoad, ElectionRecorder>

/// The checks of elections, and all that was noted and sent.
struct ElectionRecorder: Observer {
  typealias Subject = Election
  typealias LoadNote = ElectionLoad.Note

  struct Entry: Hashable {
    let time: Nanoseconds
    let agent: AgentID
    let note: Election.Note
  }

  var invariants: ElectionInvariants<ElectionLoad.Note>
  var notes: [Entry] = []
  /// By the number of their kind, messages to oneself left out.
  var sent = Array(repeating: 0, count: 14)
  var answers: [ElectionLoad.Note] = []
  /// Whether a violation stops the run.
  var isStrict = true

  var hasViolation: Bool { isStrict && invariants.hasViolation }

  mutating func noted(_ note: Election.Note, by agent: AgentID, at time: Nanoseconds) {
    invariants.noted(note, by: agent, at: time)
    if case .leaseExtended = note.fact { return }
    notes.append(Entry(time: time, agent: agent, note: note))
  }

  mutating func stepped(_ machine: borrowing Election, _ agent: AgentID, at time: Nanoseconds) {
    invariants.stepped(machine, agent, at: time)
  }

  mutating func sent(
    _ message: Election.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    invariants.sent(message, from: source, to: target, fate, at: time)
    if source != target { sent[KindVisitor(of: message).index] += 1 }
  }

  mutating func becameDurable(
    _ write: Election.Storage.Write, _ storage: borrowing Election.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    invariants.becameDurable(write, storage, of: agent, at: time)
  }

  mutating func storageChanged(
    _ storage: borrowing Election.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    invariants.storageChanged(storage, of: agent, at: time)
  }

  mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    invariants.changed(agent, change, at: time)
  }

  mutating func clientNoted(_ note: ElectionLoad.Note, at time: Nanoseconds) {
    answers.append(note)
  }

  func count(_ matches: (Election.Fact) -> Bool) -> Int {
    notes.count { matches($0.note.fact) }
  }

  /// The leaders of a scope, in order, each once until another one leads.
  func leaders(of scope: Election.Scope = .global) -> [AgentID] {
    var leaders: [AgentID] = []
    for entry in notes where entry.note.scope == scope {
      guard case .becameLeader = entry.note.fact, leaders.last != entry.agent else { continue }
      leaders.append(entry.agent)
    }
    return leaders
  }
}

/// A cluster to elect in.
struct ElectionSetting {
  var profiles: [Profile]
  var traits: [Election.Directory.Traits]
  var settings = Election.Settings()
  var link = LinkClass(delay: .constant(.millisecond))
  var disk = DiskConditions()
  var clocks: [ClockConditions] = []
  var faults: [Fault] = []
  var clients = 0
  var script: [ElectionLoad.ScriptedRequest] = []

  /// Agents whose scores fall from the first to the last, by little.
  init(_ count: Int, _ settings: Election.Settings = Election.Settings()) {
    profiles = (0..<count).map { Profile(id: AgentID($0), clusterSize: count) }
    traits = (0..<count).map { .init(scores: Scores(performance: Int32(900 - $0))) }
    self.settings = settings
  }

  func world(seed: UInt64 = 1, isStrict: Bool = true) -> ElectionWorld {
    let directory = Election.Directory(profiles, traits)
    var settings = settings
    settings.directory = directory
    var recorder = ElectionRecorder(
      invariants: ElectionInvariants(
        directory: directory, driftAllowance: settings.driftAllowance))
    recorder.isStrict = isStrict
    let conditions = Conditions(
      agents: profiles, network: NetworkConditions(link: link, clientLink: LinkClass()),
      disks: Array(repeating: disk, count: profiles.count), clocks: clocks, faults: faults)
    let load = ElectionLoad(
      ElectionLoad.Settings(clients: clients, directory: directory, script: script))
    return ElectionWorld(conditions, settings, load: load, observer: recorder, seed: seed)
  }

  /// Asks agents, counted from one, to hold an election.
  mutating func elect(_ agents: Int..., at time: Nanoseconds) {
    script += agents.map { .init(at: time, AgentID($0 - 1), Election.Request(.elect)) }
  }
}

extension World where M == Election {
  /// The running agents that consider themselves the leader.
  func leaders(of scope: Election.Scope = .global) -> [AgentID] {
    (0..<agentCount).map { AgentID($0) }
      .filter { isRunning($0) && machine(of: $0).leads(scope) }
  }

  /// Whether all running agents, the leader among them, agree on one that runs.
  var isSettled: Bool {
    let leaders = leaders()
    guard leaders.count == 1, let leader = leaders.first else { return false }
    return (0..<agentCount).allSatisfy {
      !isRunning(AgentID($0)) || machine(of: AgentID($0)).leader(of: .global) == leader
    }
  }
}

extension Fault {
  static func at(
    _ milliseconds: Int64, _ name: String, _ action: FaultAction, for duration: Int64? = nil
  ) -> Fault {
    Fault(
      name: name, trigger: .at(milliseconds * .millisecond), action: action,
      duration: duration.map { $0 * .millisecond }, mayHaveNoEffect: true)
  }
}
