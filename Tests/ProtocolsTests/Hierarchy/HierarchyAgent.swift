import Protocols
import Simulator

/// One agent of a hierarchy that is stepped by hand.
struct HierarchyAgent {
  private(set) var machine: Hierarchy
  let id: AgentID
  /// The agent's clock, in milliseconds.
  var now: Int64 = 0
  private var random = RandomStream(seed: 7, .test)
  private(set) var startEffects: [Effect<Hierarchy>] = []

  /// An agent of nine in groups of three unless said otherwise.
  init(
    _ index: Int, of count: Int = 9,
    _ settings: Hierarchy.Settings = HierarchyAgent.settings,
    storage: Hierarchy.Storage = Hierarchy.Storage(), _ recovery: Recovery = .intact
  ) {
    id = AgentID(index)
    machine = Hierarchy(Profile(id: AgentID(index), clusterSize: count), settings)
    startEffects = step { $0.start(from: storage, recovery, &$1) }
  }

  /// All accept.
  static var settings: Hierarchy.Settings {
    Hierarchy.Settings(branching: 3, levels: 2, opinion: .scripted([.accept]))
  }

  private mutating func step(
    _ body: (inout Hierarchy, inout Turn<Hierarchy>) -> Void
  ) -> [Effect<Hierarchy>] {
    var turn = Turn<Hierarchy>(agent: id, now: now * .millisecond, random: random)
    body(&machine, &turn)
    random = turn.random
    return turn.takeEffects()
  }

  @discardableResult
  mutating func receive(_ message: Hierarchy.Message, from sender: Int) -> [Effect<Hierarchy>] {
    step { $0.receive(message, from: AgentID(sender), &$1) }
  }

  @discardableResult
  mutating func expire(_ purpose: Hierarchy.Timer.Purpose, _ level: Int) -> [Effect<Hierarchy>] {
    step { $0.expire(Hierarchy.Timer(purpose, level), &$1) }
  }

  @discardableResult
  mutating func decide(_ proposal: Int32) -> [Effect<Hierarchy>] {
    step { $0.accept(.decide(proposal), RequestID(client: 0, attempt: 3), &$1) }
  }

  /// An agent's own report, by which it did what was asked.
  @discardableResult
  mutating func report(
    _ query: Hierarchy.Query, by agent: Int, _ counts: Hierarchy.Counts = Hierarchy.Counts(),
    record: Hierarchy.Record? = nil
  ) -> [Effect<Hierarchy>] {
    var report = Hierarchy.Report(query, of: Hierarchy.Unit(level: 0, number: agent))
    report.isQuorate = true
    report.isComplete = true
    report.counts = counts
    report.record = record
    return receive(.report(report), from: agent)
  }

  /// Gets it elected in its group of agents, by another of its group, in its next term.
  mutating func becomeCoordinator(acknowledgedBy other: Int) {
    expire(.phase, 1)
    let query = election(1)
    report(query, by: other)
    report(query, by: id.index)
  }

  /// The question that it asks in an election of its group of a level.
  func election(_ level: Int32) -> Hierarchy.Query {
    let term = machine.seats[Int(level) - 1].term
    return Hierarchy.Query(.elect, level, term: term, origin: id)
  }
}

/// What an agent asked for, by kind.
extension [Effect<Hierarchy>] {
  /// Messages, whether or not they wait for the disk, with their targets.
  var messages: [(message: Hierarchy.Message, target: Int)] {
    compactMap {
      switch $0 {
      case .send(let message, let target), .sendAhead(let message, let target):
        (message, target.index)
      default: nil
      }
    }
  }

  var reports: [Hierarchy.Report] {
    messages.compactMap { if case .report(let report) = $0.message { report } else { nil } }
  }

  /// Who is asked, and as which unit.
  func asked(_ kind: Hierarchy.Query.Kind) -> [Int] {
    messages.compactMap {
      if case .query(let query, _) = $0.message, query.kind == kind { $0.target } else { nil }
    }
  }

  var notes: [Hierarchy.Note] {
    compactMap { if case .note(let note) = $0 { note } else { nil } }
  }

  var writes: [Hierarchy.Storage.Write] {
    compactMap { if case .persist(let write) = $0 { write } else { nil } }
  }

  /// The index of the first effect that is a write, and of the first message that waits for the disk.
  var firstWrite: Int? {
    firstIndex { if case .persist = $0 { true } else { false } }
  }

  var firstSend: Int? {
    firstIndex { if case .send = $0 { true } else { false } }
  }
}
