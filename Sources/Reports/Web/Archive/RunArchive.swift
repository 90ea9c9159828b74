public import Experiments
public import Simulator

/// A run, or a part of it, kept for a page: its records, and what its agents were after each event.
///
/// What it keeps is bounded; a run that is longer than that is kept from its start, and `recordsEnd` and
/// `statesEnd` say how far.
public struct RunArchive {
  /// The part that is kept, in virtual time.
  public let part: ClosedRange<Nanoseconds>
  private(set) var records = RecordArchive()
  private(set) var states: StateArchive
  private(set) var writer = ValueWriter()
  /// From when on records, and states, are not kept any more; nil if all are.
  public private(set) var recordsEnd: Nanoseconds?
  /// The same for what agents were.
  public private(set) var statesEnd: Nanoseconds?
  private var hasBegun = false

  /// Bytes of records, some 50 of an event of Raft: a million of them open in about two seconds.
  private static var mostBytes: Int { 52 << 20 }
  /// Values that may be looked at, and bytes that may be kept, for what agents were.
  private static var mostStateWork: Int { 60_000_000 }
  private static var mostStateBytes: Int { 24 << 20 }

  /// An archive of a part of a run with so many agents.
  public init(agentCount: Int, part: ClosedRange<Nanoseconds>) {
    self.part = part
    states = StateArchive(agentCount: agentCount)
  }

  /// Takes the event that is over last, with what it has done to its agents.
  ///
  /// - Precondition: the session makes records.
  public mutating func add(_ session: Session) {
    guard part.contains(session.now) else { return }
    if recordsEnd == nil {
      records.add(
        session.records, event: session.eventCount, time: session.now, &writer)
      if records.byteCount >= RunArchive.mostBytes { recordsEnd = session.now }
    }
    if statesEnd != nil { return }
    for agent in agentsToLookAt(session) {
      states.add(session.inspect(agent), event: session.eventCount, &writer)
    }
    hasBegun = true
    if states.work >= RunArchive.mostStateWork
      || states.bytes.bytes.count >= RunArchive.mostStateBytes
    {
      statesEnd = session.now
    }
  }

  /// All at the first event of the part, then those that an event stepped, stopped or started.
  private func agentsToLookAt(_ session: Session) -> [AgentID] {
    if !hasBegun { return (0..<session.agentCount).map { AgentID($0) } }
    var agents: [AgentID] = []
    for record in session.records {
      guard let agent = record.agent, RunArchive.changes(record.kind), !agents.contains(agent)
      else { continue }
      agents.append(agent)
    }
    return agents
  }

  private static func changes(_ kind: Record.Kind) -> Bool {
    switch kind {
    case .delivered, .requestDelivered, .expired, .durable, .waits, .takesUp, .life, .diskHarmed,
      .write, .note:
      true
    default: false
    }
  }
}
