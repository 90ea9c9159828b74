import Checks
import Experiments
import Protocols
import Scenarios
import Simulator
import Testing

/// The meters of deliberations on histories told by hand, with the exact figures.
struct DeliberationMeterTests {
  static let n = (0..<5).map { AgentID($0) }

  static func id(_ sequence: Int32) -> ProposalID {
    ProposalID(epoch: 0, proposer: n[0], sequence: sequence)
  }

  static func proposal(_ sequence: Int32) -> Proposal {
    Proposal(id(sequence), variable: 0, value: 7, expectedVersion: 0)
  }

  static func fault(_ phase: FaultEvent.Phase) -> FaultEvent {
    FaultEvent(index: 0, name: "cut", phase: phase, agents: [n[2]], targets: "{n3}")
  }

  /// A run of five agents, told by hand.
  struct History {
    var meter: DeliberationMeter
    var board = VariableBoard(agentCount: 5)

    init(_ mode: Deliberation.Mode = .safe) {
      meter = DeliberationMeter(agentCount: 5, mode)
    }

    mutating func note(_ note: Deliberation.Note, at time: Nanoseconds, by agent: Int = 0) {
      meter.noted(note, by: n[agent], at: time)
      board.noted(note, by: n[agent], at: time)
    }

    mutating func write(_ write: Deliberation.Storage.Write) {
      meter.becameDurable(write, Deliberation.Storage(), of: n[0], at: 0)
    }

    mutating func open(_ sequence: Int32, at time: Nanoseconds) {
      note(.opened(proposal(sequence)), at: time)
      write(.opened(proposal(sequence), deadline: 1_000))
    }

    mutating func decide(_ sequence: Int32, _ outcome: Tally.Outcome, at time: Nanoseconds) {
      note(.decided(id(sequence), outcome, Tally(members: 5)), at: time)
    }

    mutating func apply(_ sequence: Int32, by agent: Int, version: Int32 = 1, at time: Nanoseconds)
    {
      let change = proposal(sequence).assignment
      note(.applied(change, .applied(version: version), index: 2), at: time, by: agent)
    }

    mutating func send(_ message: Deliberation.Message, _ source: Int, _ target: Int) {
      meter.sent(message, from: n[source], to: n[target], .lost(.network), at: 0)
    }

    mutating func fault(_ phase: FaultEvent.Phase, at time: Nanoseconds) {
      meter.faulted(DeliberationMeterTests.fault(phase), at: time)
    }

    mutating func life(_ agent: Int, _ change: LifeChange) {
      board.changed(n[agent], change, at: 0)
    }

    /// What both state after the end of the run.
    mutating func report() -> WatchReport {
      meter.finish(at: 10_000)
      var report = WatchReport()
      meter.report(into: &report)
      board.report(into: &report)
      return report
    }
  }

  static func amount(_ name: String, _ report: WatchReport) -> Amount? {
    report.measures.first { $0.measure.name == name }?.amount(in: .whole, PhaseLedger())
  }

  /// The sum and number of a measure's samples.
  static func samples(_ name: String, _ report: WatchReport) -> [Int64]? {
    guard case .samples(let samples)? = amount(name, report) else { return nil }
    return [Int64(samples.count), samples.minimum ?? -1, samples.maximum ?? -1]
  }

  @Test func `times run from the opening to decision, majority, last agent and end`() {
    var history = History()
    history.open(1, at: 100)
    history.decide(1, .accepted, at: 130)
    // A proposer that starts again states its decision again.
    history.decide(1, .accepted, at: 190)
    for (agent, time) in [(0, 200), (1, 210), (1, 215), (2, 220), (3, 230)] as [(Int, Int64)] {
      history.apply(1, by: agent, at: time)
    }
    history.note(.closed(Self.id(1), .applied(version: 1)), at: 240)
    history.note(.closed(Self.id(1), .applied(version: 1)), at: 250)
    history.apply(1, by: 4, at: 300)
    history.note(.ranking(Self.id(2), candidates: 3), at: 400)
    history.note(.chosen(Self.id(2), value: 7, rankings: 5), at: 470)
    history.open(2, at: 470)
    history.decide(2, .rejected, at: 480)
    history.note(.closed(Self.id(2), .rejected), at: 490)
    let report = history.report()
    #expect(Self.samples("decision latency", report) == [2, 10, 30])
    #expect(Self.samples("choice latency", report) == [1, 70, 70])
    #expect(Self.samples("majority latency", report) == [1, 120, 120])
    #expect(Self.samples("apply latency", report) == [1, 200, 200])
    #expect(Self.samples("outcome latency", report) == [2, 20, 140])
    #expect(Self.amount("finished", report) == .flag(true))
  }

  @Test func `each proposal, decision, end and mishap counts once, under its name`() {
    var history = History()
    for sequence in 1...7 as ClosedRange<Int32> { history.open(sequence, at: 1) }
    history.open(1, at: 2)
    for (sequence, outcome) in [
      (1, .accepted), (2, .accepted), (3, .accepted), (4, .rejected), (5, .rejected), (6, .failed),
      (7, .timedOut),
    ] as [(Int32, Tally.Outcome)] { history.decide(sequence, outcome, at: 5) }
    history.note(.closed(Self.id(1), .conflict(version: 3)), at: 6)
    history.note(.closed(Self.id(4), .rejected), at: 6)
    history.note(.choiceFailed(Self.id(8)), at: 7)
    for _ in 0..<2 { history.note(.voteLost(Self.id(1)), at: 8) }
    for _ in 0..<3 { history.note(.voterDied, at: 9) }
    history.meter.clientNoted(.exited(RequestID(client: 0, attempt: 1)), at: 9)
    let report = history.report()
    let counts: [(String, Int64)] = [
      ("proposals", 7), ("decisions", 7), ("accepted", 3), ("rejected", 2), ("failed", 1),
      ("timed out", 1), ("conflicts", 1), ("undecided", 5), ("failed choices", 1),
      ("lost votes", 2), ("dead voters", 3), ("exited clients", 1),
    ]
    for (name, count) in counts { #expect(Self.amount(name, report) == .count(count), "\(name)") }
    #expect(Self.amount("finished", report) == .flag(false))
  }

  @Test func `a proposal must end once it is durable, or in the brief's mode once it is announced`()
  {
    func isFinished(_ mode: Deliberation.Mode, _ tell: (inout History) -> Void) -> Amount? {
      var history = History(mode)
      tell(&history)
      return Self.amount("finished", history.report())
    }
    #expect(isFinished(.safe) { $0.note(.opened(Self.proposal(1)), at: 1) } == .flag(true))
    #expect(isFinished(.brief) { $0.note(.opened(Self.proposal(1)), at: 1) } == .flag(false))
    #expect(isFinished(.safe) { $0.open(1, at: 1) } == .flag(false))
    // A crash let the write through although it was not seen to become durable.
    var disk = Deliberation.Storage()
    disk.apply(.opened(Self.proposal(1), deadline: 9))
    #expect(
      isFinished(.safe) { $0.meter.storageChanged(disk, of: Self.n[0], at: 1) } == .flag(false))
    #expect(
      isFinished(.safe) {
        $0.meter.storageChanged(disk, of: Self.n[0], at: 1)
        $0.note(.closed(Self.id(1), .timedOut), at: 2)
        $0.note(.closed(Self.id(1), .timedOut), at: 3)
      } == .flag(true))
  }

  @Test func `messages to others count for each decision, those of the log apart`() {
    var history = History()
    history.open(1, at: 1)
    history.decide(1, .accepted, at: 2)
    history.open(2, at: 1)
    history.decide(2, .failed, at: 2)
    let beat = Deliberation.Message.raft(
      .heartbeat(.init(term: 1, commitIndex: 0, stamp: 0)))
    for target in 1..<5 {
      history.send(beat, 0, target)
      history.send(.proposal(Self.proposal(1)), 0, target)
    }
    history.send(.settled(Self.id(1)), 0, 0)
    history.send(.commit(Self.proposal(1).assignment), 0, 3)
    let report = history.report()
    #expect(Self.amount("messages per decision", report) == .ratio(9, 2))
    #expect(Self.amount("deliberation messages per decision", report) == .ratio(5, 2))
  }

  @Test func `a latency belongs to the phase of its opening, a count to its own`() {
    var history = History()
    history.open(1, at: 100)
    history.fault(.began, at: 200)
    history.decide(1, .accepted, at: 250)
    history.fault(.ended, at: 300)
    history.open(2, at: 350)
    let report = history.report()
    var ledger = PhaseLedger()
    ledger.note(Self.fault(.began), at: 200)
    ledger.note(Self.fault(.ended), at: 300)
    func amount(_ name: String, _ window: MeasureWindow) -> Amount? {
      report.measures.first { $0.measure.name == name }?.amount(in: window, ledger)
    }
    guard case .samples(let before)? = amount("decision latency", .before) else {
      Issue.record("no latency before the fault")
      return
    }
    #expect(before.count == 1 && before.maximum == 150)
    #expect(amount("decision latency", .during([0])) == .nothing)
    #expect(amount("decisions", .during([0])) == .count(1))
    #expect(amount("proposals", .before) == .count(1))
    #expect(amount("proposals", .after) == .count(1))
    #expect(amount("undecided", .after) == .count(2))
  }

  @Test func `agents that run must hold the same variables in the end`() {
    var history = History()
    for agent in 0..<5 { history.life(agent, .started(.fresh)) }
    func agreed(_ history: History) -> Amount? {
      var copy = history
      return Self.amount("agreed", copy.report())
    }
    #expect(agreed(history) == .flag(true))
    for agent in 0..<4 { history.apply(1, by: agent, at: 1) }
    #expect(agreed(history) == .flag(false))
    history.life(4, .paused)
    #expect(agreed(history) == .flag(true))
    history.life(4, .resumed)
    #expect(agreed(history) == .flag(false))
    history.life(4, .crashed)
    #expect(agreed(history) == .flag(true))
    history.life(4, .started(.intact))
    history.apply(1, by: 4, version: 2, at: 2)
    #expect(agreed(history) == .flag(false))
    history.apply(1, by: 4, at: 3)
    #expect(agreed(history) == .flag(true))
    // A process that dies of a call has forgotten all.
    history.note(.voterDied, at: 4, by: 4)
    #expect(agreed(history) == .flag(false))
  }

  @Test func `the ends that clients hear of are the pulse`() {
    var history = History()
    let request = RequestID(client: 0, attempt: 1)
    history.meter.clientNoted(.asked(request), at: 1)
    history.meter.clientNoted(.answered(request, .begun(Self.id(1))), at: 2)
    history.meter.clientNoted(.answered(request, .ended(Self.id(1), .rejected)), at: 3)
    history.meter.clientNoted(.answered(request, .ended(Self.id(1), .failed)), at: 2_000_000)
    #expect(history.report().pulse.counts == [1, 0, 1])
  }
}
