import Simulator

/// The synchronisation of variables as the pseudo-code of the design brief's pattern 3 has it, step by
/// step, its defects included.
///
/// It is the machine of a `Synchroniser` whose mode is `brief`, and keeps everything in memory.
public struct BriefSynchroniser: Hashable, Sendable {
  let me: AgentID
  let agentCount: Int
  let settings: Synchroniser.Settings

  /// One clock for all variables.
  var clock = VectorClock()
  /// Whether the agent's process has died; nothing in the pseudo-code starts it again.
  var isStopped = false
  /// By variable; 0 beyond the end.
  var values: [Int64] = []
  /// The version generated last.
  var version: Int64 = 0
  /// By version.
  var trackers = KeyedList<Int64, Tracker>()
  /// Updates that were broadcast and are not tracked yet.
  var untracked = Queue<Untracked>()

  init(_ me: AgentID, of agentCount: Int, _ settings: Synchroniser.Settings) {
    self.me = me
    self.agentCount = agentCount
    self.settings = settings
  }

  private var reading: Reading { settings.reading }

  /// What a variable holds; 0 before anything was written.
  public func value(of variable: Int32) -> Int64 {
    let index = Int(variable)
    return values.indices.contains(index) ? values[index] : 0
  }

  private mutating func set(_ variable: Int32, to value: Int64) {
    let index = Int(variable)
    while values.count <= index { values.append(0) }
    values[index] = value
  }

  /// A client's request.
  mutating func accept(
    _ request: Synchroniser.Request, _ id: RequestID, _ turn: inout Turn<Synchroniser>
  ) {
    if isStopped { return }
    switch request {
    case .write(let variable, let amount): broadcast(variable, amount, id, &turn)
    case .read(let variable):
      if !settings.hasVariable(variable) { return turn.respond(.unknownVariable, to: id) }
      turn.respond(.value(value(of: variable), versions: 1, delivered: VectorClock()), to: id)
    }
  }

  /// `broadcast_variable_update`.
  private mutating func broadcast(
    _ variable: Int32, _ amount: Int64, _ id: RequestID, _ turn: inout Turn<Synchroniser>
  ) {
    if !settings.hasVariable(variable) { return turn.respond(.unknownVariable, to: id) }
    // `generate_version`: as unique as a time stamp is.
    version = max(turn.now, version + 1)
    var clock = clock
    if reading.clocksTick { clock.tick(me) }
    let update = Update(
      version: version, variable: variable, value: content(variable, amount), coordinator: me,
      clock: clock)
    turn.note(.wrote(number: version, variable: variable, amount: amount))
    for index in 0..<agentCount { turn.send(.variableUpdate(update), to: AgentID(index)) }
    let time = turn.now + reading.trackingDelay
    let wasEmpty = untracked.isEmpty
    untracked.append(Untracked(time: time, version: version, client: id))
    if reading.trackingDelay == 0 {
      track(&turn)
    } else if wasEmpty {
      turn.setTimer(.tracking, after: reading.trackingDelay)
    }
  }

  /// The pseudo-code knows plain values only: a caller who wants to count adds to what it sees.
  private func content(_ variable: Int32, _ amount: Int64) -> Int64 {
    let value = value(of: variable)
    switch settings.policy(of: variable) {
    case .counter: return value &+ amount
    case .union: return value | amount
    case .maximum: return max(value, amount)
    default: return amount
    }
  }

  /// `track_update_acknowledgments`, of every update whose turn has come.
  mutating func track(_ turn: inout Turn<Synchroniser>) {
    while let first = untracked.first, first.time <= turn.now {
      untracked.removeFirst()
      let agents = (0..<agentCount).map { AgentID($0) }
      let expected = agents.map {
        reading.acknowledgedBy == .agent ? Name.agent($0) : .process($0)
      }
      trackers.append(
        Tracker(version: first.version, client: first.client, expected: expected), first.version)
    }
    if let next = untracked.first { turn.setTimer(.tracking, after: next.time - turn.now) }
  }

  /// `handle_cast({:variable_update, ...})`.
  mutating func receive(_ update: Update, _ turn: inout Turn<Synchroniser>) {
    if isStopped || !settings.hasVariable(update.variable) { return }
    switch update.clock.compared(to: clock) {
    case .after: apply(update, &turn)
    case .before: turn.note(.ignored(update.coordinator, version: update.version))
    case .concurrent: resolve(update, &turn)
    case .equal:
      turn.note(.equalClocks(update.coordinator, version: update.version))
      switch reading.equalClocks {
      case .crash: stop(&turn)
      case .newer: apply(update, &turn)
      case .older: turn.note(.ignored(update.coordinator, version: update.version))
      }
    }
  }

  private mutating func apply(_ update: Update, _ turn: inout Turn<Synchroniser>) {
    set(update.variable, to: update.value)
    switch reading.newerClocks {
    case .adopt: clock = update.clock
    case .merge: clock.merge(update.clock)
    }
    turn.note(
      .applied(update.coordinator, first: update.version, last: update.version, .applied))
    turn.send(
      .variableUpdateAck(version: update.version, agent: me, clock: clock),
      to: update.coordinator)
  }

  /// `resolve_variable_conflict` is nowhere defined; nothing shows an acknowledgement.
  private mutating func resolve(_ update: Update, _ turn: inout Turn<Synchroniser>) {
    turn.note(.concurrent(update.coordinator, version: update.version))
    guard reading.resolver == .overwrite else { return }
    set(update.variable, to: update.value)
    turn.note(
      .applied(update.coordinator, first: update.version, last: update.version, .resolved))
  }

  /// No clause matches: the process dies with all that it held.
  private mutating func stop(_ turn: inout Turn<Synchroniser>) {
    turn.note(.stopped)
    turn.cancelTimer(.tracking)
    self = BriefSynchroniser(me, of: agentCount, settings)
    isStopped = true
  }

  /// `handle_cast({:variable_update_ack, ...})`.
  mutating func acknowledged(
    _ version: Int64, by agent: AgentID, _ clock: VectorClock, _ turn: inout Turn<Synchroniser>
  ) {
    if isStopped { return }
    self.clock.merge(clock)
    guard let place = trackers.place(of: version) else {
      return turn.note(.untracked(version: version))
    }
    trackers[place].mark(agent)
    guard trackers[place].isComplete else { return }
    let tracker = trackers.remove(at: place)
    turn.note(.completed(last: version, missing: AgentSet()))
    turn.respond(.complete(number: version, missing: AgentSet()), to: tracker.client)
  }
}
