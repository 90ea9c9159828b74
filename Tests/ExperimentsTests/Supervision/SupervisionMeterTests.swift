import Protocols
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand.
struct SupervisionMeterTests {
  private let core = Supervision.Incarnation(1, life: 1, epoch: 1, name: "core")
  private let once = Supervision.Incarnation(2, life: 1, epoch: 1, name: "once")
  private let top = Supervision.Incarnation(0, life: 1, epoch: 1, name: "top")
  private var meter: SupervisionMeter

  init() {
    var once = Supervision.Specification("once")
    once.restart = .temporary
    var top = Supervision.Specification(
      "top", children: [Supervision.Specification("core"), once])
    top.strategy = .restForOne
    meter = SupervisionMeter(Supervision.Tree(top), agents: 1)
  }

  private func next(_ one: Supervision.Incarnation, _ epoch: Int32) -> Supervision.Incarnation {
    Supervision.Incarnation(one.node, life: 1, epoch: epoch, name: one.name)
  }

  private mutating func note(_ note: Supervision.Note, _ milliseconds: Int64) {
    meter.noted(note, by: AgentID(0), at: milliseconds * .millisecond)
  }

  private mutating func tell(_ note: SupervisionClientNote, _ milliseconds: Int64) {
    meter.clientNoted(note, at: milliseconds * .millisecond)
  }

  private mutating func boot() {
    note(.started(core, count: 0), 1)
    note(.started(once, count: 0), 2)
    note(.started(top, count: 0), 2)
    note(.complete, 2)
  }

  /// A failure, of which both processes go down and one comes back.
  private mutating func fail() {
    note(.counted(core, count: 5), 5)
    note(.exited(core, .error), 10)
    note(.restarting(core, by: top, at: 0), 10)
    note(.stopping(once), 10)
    note(.incomplete, 10)
    note(.exited(once, .killed), 14)
    note(.startFailed(next(core, 2)), 17)
    note(.restarting(next(core, 2), by: top, at: 0), 17)
    note(.started(next(core, 3), count: 2), 30)
    note(.complete, 30)
  }

  @Test mutating func `restarts, kills, downtime, recovery and lost updates are counted`() {
    boot()
    fail()
    meter.finish(at: .second)
    let figures = BarrierFigures(meter)
    #expect(figures.amount("restarts") == .count(2))
    #expect(figures.amount("restarts rest for one") == .count(2))
    #expect(figures.amount("restarts one for one") == .count(0))
    #expect(figures.amount("kills") == .count(1))
    #expect(figures.amount("failed starts") == .count(1))
    #expect(figures.amount("downtime") == BarrierFigures.samples(20))
    #expect(figures.amount("time to recover") == BarrierFigures.samples(20))
    #expect(figures.amount("lost updates") == .count(3))
    #expect(figures.amount("everything runs") == .flag(true))
  }

  @Test
  mutating func `a crash of the agent takes all processes down, and what is temporary comes again`()
  {
    boot()
    note(.counted(core, count: 5), 5)
    meter.changed(AgentID(0), .crashed, at: 10 * .millisecond)
    note(.incomplete, 20)
    note(.started(core, count: 5), 21)
    note(.started(once, count: 0), 23)
    note(.started(top, count: 0), 23)
    note(.complete, 23)
    let figures = BarrierFigures(meter)
    #expect(figures.amount("downtime") == BarrierFigures.samples(11, 13, 13))
    #expect(figures.amount("time to recover") == BarrierFigures.samples(13))
    #expect(figures.amount("lost updates") == .count(0))
  }

  @Test mutating func `an escalation to the end of the application is counted, and nothing runs`() {
    boot()
    note(.exited(core, .error), 10)
    note(.gaveUp(top, on: core, at: 0), 10)
    note(.incomplete, 10)
    note(.ended(.shutdown), 10)
    note(.dropped(core), 12)
    let figures = BarrierFigures(meter)
    #expect(figures.amount("escalations") == .count(1))
    #expect(figures.amount("application ends") == .count(1))
    #expect(figures.amount("stale messages") == .count(1))
    #expect(figures.amount("downtime") == .nothing)
    #expect(figures.amount("everything runs") == .flag(false))
  }

  @Test mutating func `calls are answered, refused or lost, and exits are no calls`() {
    for _ in 0..<3 { tell(.asked(0, .call(1)), 0) }
    tell(.asked(0, .exit(1, .error)), 0)
    tell(.answered(0, .call(1), .counted(core, 1), since: 0), 3)
    tell(.answered(0, .call(1), .refused(.noProcess), since: 0), 4)
    tell(.answered(0, .exit(1, .error), .done, since: 0), 4)
    tell(.lost(0, .call(1)), 1000)
    tell(.lost(0, .exit(1, .error)), 1000)
    let figures = BarrierFigures(meter)
    #expect(figures.amount("calls") == .count(3))
    #expect(figures.amount("answered calls") == .count(1))
    #expect(figures.amount("refused calls") == .count(1))
    #expect(figures.amount("lost calls") == .count(1))
    #expect(figures.amount("call latency") == BarrierFigures.samples(3))
  }
}
