public import Simulator

/// The safety of membership, checked in every step of a run; `SwimCheck` lists what is checked.
///
/// The checks go by what agents state and by the messages that they take up. Time is that of the agent's
/// clock where a rule speaks of it: a clock that jumps carries the agent's deadlines along.
public struct SwimInvariants<LoadNote: Traceable>: Observer {
  public typealias Subject = Swim

  /// The first violated invariant, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  private let settings: Swim.Settings
  private let agents: Int
  private var views: [SwimView]
  /// What each disk keeps of its agent.
  private var durable: [Swim.Row]
  /// Which agents run.
  private var isUp: [Bool]
  /// By agent, the greatest incarnation that it gave itself, in whatever life.
  private var given: [Int32]
  /// Members and incarnations of which probes failed, that were declared dead, and that have left.
  private var failures: Set<UInt64> = []
  private var verdicts: Set<UInt64> = []
  private var departures: Set<UInt64> = []
  /// The last time that something happened for which tables may differ.
  private var lastDisturbance: Nanoseconds = 0
  /// Whether agreement could be judged when the run was over: it was quiet for long enough, or agreement
  /// is not promised.
  public private(set) var isJudged = false

  /// Watches a run from its start.
  public init(agentCount: Int, _ settings: Swim.Settings) {
    self.settings = settings
    agents = agentCount
    views = Array(repeating: SwimView(), count: agentCount)
    durable = Array(repeating: Swim.Row(.alive, 0), count: agentCount)
    isUp = Array(repeating: false, count: agentCount)
    given = Array(repeating: 0, count: agentCount)
  }

  private static func key(_ member: AgentID, _ incarnation: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: member.rawValue)) << 32 | UInt64(UInt32(bitPattern: incarnation))
  }

  private mutating func report(_ check: SwimCheck, _ message: String, at time: Nanoseconds) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}

// What agents state.
extension SwimInvariants {
  public mutating func noted(_ note: Swim.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .probed(let member, let number, _):
      views[agent.index].probed = member
      views[agent.index].number = number
      views[agent.index].isAnswered = false
    case .failed(let member, let incarnation): fail(member, incarnation, agent, at: time)
    case .declared(let member, let incarnation, let clock):
      if settings.suspicion {
        checkSuspicion(member, incarnation, clock, agent, at: time)
      } else if views[agent.index].failed ?? (agent, -1) != (member, incarnation) {
        report(
          .suspectedFirst,
          "\(agent.description) declares \(member.description) dead, which it did not miss",
          at: time)
      }
      verdicts.insert(Self.key(member, incarnation))
    case .held(let member, let row, let clock): hold(member, row, clock, agent, at: time)
    case .refuted, .joined, .left: break
    }
  }

  private mutating func fail(
    _ member: AgentID, _ incarnation: Int32, _ agent: AgentID, at time: Nanoseconds
  ) {
    let view = views[agent.index]
    if view.isAnswered, view.probed == member {
      report(
        .answerCounts,
        "\(agent.description) took up the answer of \(member.description) and takes its probe for failed",
        at: time)
    }
    failures.insert(Self.key(member, incarnation))
    views[agent.index].failed = (member, incarnation)
    views[agent.index].accuse(member, incarnation, by: agent)
    if isUp[member.index], durable[member.index].isPresent { lastDisturbance = time }
  }

  private mutating func checkSuspicion(
    _ member: AgentID, _ incarnation: Int32, _ clock: Nanoseconds, _ agent: AgentID,
    at time: Nanoseconds
  ) {
    let held = views[agent.index][member]
    if held.aliveIn > incarnation {
      report(
        .refutationCounts,
        "\(agent.description) declares \(member.description) dead in incarnation \(incarnation), "
          + "and knows it alive in \(held.aliveIn)", at: time)
    }
    let rule = settings.suspicionTime(
      confirmations: max(0, held.accusers.count - 1), members: agents)
    if held.row == Swim.Row(.suspect, incarnation), clock - held.clock >= rule { return }
    report(
      .suspectedFirst,
      "\(agent.description) declares \(member.description) dead, which it did not suspect for \(rule) ns",
      at: time)
  }

  private mutating func hold(
    _ member: AgentID, _ row: Swim.Row, _ clock: Nanoseconds, _ agent: AgentID,
    at time: Nanoseconds
  ) {
    let before = views[agent.index][member].row
    if row <= before {
      report(
        .neverFalls,
        "\(agent.description) holds \(member.description) to be \(row.text) after \(before.text)",
        at: time)
    }
    let key = Self.key(member, row.incarnation)
    let isKnown =
      switch row.status {
      case .alive: row.incarnation <= given[member.index]
      case .suspect: failures.contains(key)
      case .dead: verdicts.contains(key)
      case .left: departures.contains(key)
      }
    if !isKnown {
      report(
        .neverInvented,
        "\(agent.description) holds \(member.description) to be \(row.text), which is of nobody's making",
        at: time)
    }
    views[agent.index].hold(member, row, at: clock)
    if row.status == .suspect, views[agent.index].failed ?? (agent, -1) == (member, row.incarnation)
    {
      views[agent.index].accuse(member, row.incarnation, by: agent)
    }
  }
}

// What agents take up, and what they are.
extension SwimInvariants {
  public mutating func delivered(
    _ message: Swim.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    views[target.index].pending = (message, source)
  }

  public mutating func stepped(
    _ machine: borrowing Swim, _ agent: AgentID, at time: Nanoseconds
  ) {
    let own = machine.own
    if let before = views[agent.index].own, own.incarnation < before.incarnation {
      report(
        .neverFalls,
        "\(agent.description) is in incarnation \(own.incarnation) after \(before.incarnation)",
        at: time)
    }
    views[agent.index].own = own
    if let (message, source) = views[agent.index].pending { takeUp(message, from: source, agent) }
  }

  /// What an agent was told counts from the next step on: in the same step it was too late.
  private mutating func takeUp(
    _ message: Swim.Message, from source: AgentID, _ agent: AgentID
  ) {
    views[agent.index].pending = nil
    if case .ack(let number, _) = message, number == views[agent.index].number {
      views[agent.index].isAnswered = true
    }
    let isTable = if case .table = message { true } else { false }
    for update in message.updates where update.member != agent {
      if update.row.status == .alive {
        views[agent.index].hearAlive(update.member, update.row.incarnation)
      } else if update.row.status == .suspect {
        views[agent.index].accuse(update.member, update.row.incarnation, by: update.accuser)
      } else if isTable, update.row.status == .dead {
        // Taken for a suspicion of the sender's.
        views[agent.index].accuse(update.member, update.row.incarnation, by: source)
      }
    }
  }

  public mutating func wrote(
    _ write: Swim.Storage.Write, of agent: AgentID, at time: Nanoseconds
  ) {
    given[agent.index] = max(given[agent.index], write.own.incarnation)
    if write.own.status == .left {
      departures.insert(Self.key(agent, write.own.incarnation))
    }
  }

  public mutating func becameDurable(
    _ write: Swim.Storage.Write, _ storage: borrowing Swim.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    let own = storage.own
    if own.incarnation < durable[agent.index].incarnation {
      report(
        .neverFalls, "the disk of \(agent.description) falls back to \(own.text)", at: time)
    }
    durable[agent.index] = own
  }

  /// A disk may lose what it kept, or keep what a crash caught under way: that is a fault of the disk.
  public mutating func storageChanged(
    _ storage: borrowing Swim.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    durable[agent.index] = storage.own
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    lastDisturbance = time
    switch change {
    case .started:
      isUp[agent.index] = true
      views[agent.index] = SwimView()
      // The next life is not behind what the disk keeps.
      views[agent.index].own = durable[agent.index]
    case .crashed: isUp[agent.index] = false
    case .paused, .resumed: break
    }
  }

  public mutating func sent(
    _ message: Swim.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if case .arrives = fate {} else { lastDisturbance = time }
    for update in message.updates
    where update.member == source && update.row.incarnation > durable[source.index].incarnation {
      report(
        .durableBeforeSent,
        "\(source.description) tells of its incarnation \(update.row.incarnation), not durable yet",
        at: time)
    }
  }

  public mutating func responded(
    _ reply: Swim.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    let isDurable =
      switch reply {
      case .left(let incarnation): durable[agent.index] >= Swim.Row(.left, incarnation)
      case .joined(let incarnation): durable[agent.index] >= Swim.Row(.alive, incarnation)
      }
    if isDurable { return }
    report(
      .durableBeforeSent, "\(agent.description) answers a client before its disk is done", at: time)
  }

  public mutating func lost(
    _ message: Swim.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    // What is sent to one that is down is lost as a matter of course.
    if isUp[target.index] { lastDisturbance = time }
  }

  public mutating func requested(
    _ request: Swim.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds
  ) {
    lastDisturbance = time
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    lastDisturbance = time
  }
}

// Agreement after quiet.
extension SwimInvariants {
  /// The run is over: checks that tables agree, if it was quiet for long enough.
  public mutating func judge(at end: Nanoseconds) {
    guard violation == nil else { return }
    guard let time = settings.settlingTime(members: agents) else {
      // Nothing is promised, so that it holds as other checks do of what never happens.
      isJudged = true
      return
    }
    if end - lastDisturbance < time { return }
    isJudged = true
    var gone: UInt64 = 0
    for index in 0..<agents where !isMember(index) { gone ^= SwimView.mark(AgentID(index)) }
    for index in 0..<agents where isMember(index) && views[index].goneDigest != gone {
      let others = (0..<agents).lazy.filter { $0 != index }
      let odd = others.first { views[index][AgentID($0)].row.isPresent != isMember($0) } ?? index
      return report(
        .agreement,
        "\(AgentID(index).description) holds \(AgentID(odd).description) to be "
          + "\(views[index][AgentID(odd)].row.text) after \(time) ns of quiet", at: end)
    }
  }

  private func isMember(_ index: Int) -> Bool { isUp[index] && durable[index].status != .left }

  /// Whether all members hold the same agents to be members now, and those that are.
  public var isAgreed: Bool {
    var gone: UInt64 = 0
    for index in 0..<agents where !isMember(index) { gone ^= SwimView.mark(AgentID(index)) }
    return (0..<agents).allSatisfy { !isMember($0) || views[$0].goneDigest == gone }
  }
}

extension Swim.Row {
  /// The row in words: `suspect in incarnation 3`.
  var text: String { "\(status.word) in incarnation \(incarnation)" }
}

extension Swim.Settings {
  /// After how much quiet all tables agree; nil if they need not, without comparing and reconnecting.
  ///
  /// Generous: every member has its turn twice, an agent that found itself slow has come back to health, the
  /// longest suspicion is over twice, and tables were compared and the dead pinged ten times.
  func settlingTime(members: Int) -> Nanoseconds? {
    if sync == 0 || reconnect == 0 { return nil }
    let periods = 2 * Int64(members) + 50
    let suspicion = suspicionTime(confirmations: 0, members: members)
    let parts = [
      period.multipliedReportingOverflow(by: periods),
      suspicion.multipliedReportingOverflow(by: 2),
      sync.multipliedReportingOverflow(by: 10), reconnect.multipliedReportingOverflow(by: 10),
    ]
    var sum: Nanoseconds = 0
    for part in parts {
      if part.overflow || part.partialValue > .max / 8 { return nil }
      sum += part.partialValue
    }
    return sum
  }
}
