/// An observer that writes a run down as a `Trace`.
///
/// Events before the first one wanted, and all once the trace is full, cost next to nothing.
public struct TraceRecorder<Subject: Machine, LoadNote: Traceable>: Observer {
  public private(set) var trace = Trace()
  /// Number of the first event to record.
  public let firstEvent: Int64
  public let maximumEvents: Int
  /// Only what concerns these agents, and faults; nil for everything.
  public let agents: AgentSet?

  private var lines: [String] = []
  private var durable: (agent: AgentID, writes: Int)?
  private var isRecording: Bool

  /// - Parameter agents: when not nil, events that concern none of these agents and no fault are left out.
  public init(firstEvent: Int64 = 0, maximumEvents: Int = .max, agents: AgentSet? = nil) {
    self.firstEvent = firstEvent
    self.maximumEvents = maximumEvents
    self.agents = agents
    isRecording = firstEvent <= 0 && maximumEvents > 0
  }

  private func wants(_ agent: AgentID) -> Bool {
    isRecording && (agents?.contains(agent) ?? true)
  }

  private func wants(_ one: AgentID, _ other: AgentID) -> Bool { wants(one) || wants(other) }

  private mutating func add(_ line: String) {
    closeWrites()
    lines.append(line)
  }

  /// Writes that became durable one after another make one line.
  private mutating func closeWrites() {
    guard let durable else { return }
    self.durable = nil
    lines.append("\(durable.agent.description) \(durable.writes) durable")
  }

  public mutating func noted(_ note: Subject.Note, by agent: AgentID, at time: Nanoseconds) {
    if wants(agent) { add("\(agent.description) notes \(note.description)") }
  }

  public mutating func sent(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    guard wants(source, target) else { return }
    let link = "\(source.description) to \(target.description)"
    add("\(link) sends \(message.description): \(fate.description)")
  }

  public mutating func delivered(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    guard wants(source, target) else { return }
    add("\(target.description) receives \(message.description) from \(source.description)")
  }

  public mutating func lost(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    guard wants(source, target) else { return }
    let link = "\(source.description) to \(target.description)"
    add("\(link) loses \(message.description): \(reason.description)")
  }

  public mutating func expired(_ timer: Subject.Timer, of agent: AgentID, at time: Nanoseconds) {
    if wants(agent) { add("\(agent.description) timer \(timer.description)") }
  }

  public mutating func requested(
    _ request: Subject.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds
  ) {
    if wants(agent) {
      add("\(agent.description) is asked \(request.description) by \(id.description)")
    }
  }

  public mutating func responded(
    _ reply: Subject.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    if wants(agent) {
      add("\(agent.description) answers \(reply.description) to \(id.description)")
    }
  }

  public mutating func becameDurable(
    _ write: Subject.Storage.Write, _ storage: borrowing Subject.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    guard wants(agent) else { return }
    if durable?.agent != agent { closeWrites() }
    durable = (agent, (durable?.writes ?? 0) + 1)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    if wants(agent) { add("\(agent.description) \(change.description)") }
  }

  public mutating func storageChanged(
    _ storage: borrowing Subject.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    if wants(agent) { add("\(agent.description) disk harmed") }
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    if isRecording { add("fault \(event.name) \(event.phase.description): \(event.targets)") }
  }

  public mutating func clientNoted(_ note: LoadNote, at time: Nanoseconds) {
    if isRecording, agents == nil { add("client notes \(note.description)") }
  }

  public mutating func ended(eventNumber: Int64, _ digest: Digest, at time: Nanoseconds) {
    if isRecording {
      closeWrites()
      if agents == nil || !lines.isEmpty {
        trace.events.append(
          TraceEvent(number: eventNumber, time: time, digest: digest, lines: lines))
      }
      lines.removeAll(keepingCapacity: true)
    }
    isRecording = eventNumber + 1 >= firstEvent && trace.events.count < maximumEvents
  }
}
