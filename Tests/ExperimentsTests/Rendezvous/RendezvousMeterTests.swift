import Checks
import Protocols
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand.
struct RendezvousMeterTests {
  private typealias Note = Rendezvous.Note

  private func group(_ number: Int32, _ members: Int...) -> Rendezvous.Group {
    let id = Rendezvous.GroupID(former: AgentID(members[0]), life: 1, number: number)
    return Rendezvous.Group(id, round: 1, members.map { Rendezvous.Member(AgentID($0), life: 1) })
  }

  private func tell(_ meter: inout RendezvousMeter, _ note: Note, _ agents: Int..., at time: Int64)
  {
    for agent in agents { meter.noted(note, by: AgentID(agent), at: time * .millisecond) }
  }

  private func started(_ count: Int) -> RendezvousMeter {
    var meter = RendezvousMeter(agentCount: count)
    for agent in 0..<count { meter.changed(AgentID(agent), .started(.fresh), at: 0) }
    return meter
  }

  /// Two pairs that do one round apart, and then all four one together; one of them dies in a third.
  private func history() -> RendezvousMeter {
    var meter = started(4)
    let (left, right, all) = (group(1, 0, 1), group(1, 2, 3), group(2, 0, 1, 2, 3))
    tell(&meter, .sought, 0, 1, 2, 3, at: 0)
    tell(&meter, .entered(left), 0, 1, at: 100)
    tell(&meter, .entered(right), 2, 3, at: 200)
    tell(&meter, .contributed(left.id, round: 1), 0, at: 1_000)
    tell(&meter, .contributed(left.id, round: 1), 1, at: 1_400)
    tell(&meter, .did(left.id, round: 1), 0, 1, at: 1_400)
    tell(&meter, .contributed(right.id, round: 1), 2, 3, at: 1_500)
    tell(&meter, .did(right.id, round: 1), 2, 3, at: 1_500)
    tell(&meter, .parted(left.id), 0, 1, at: 1_500)
    tell(&meter, .parted(right.id), 2, 3, at: 1_500)
    tell(&meter, .sought, 0, 1, 2, 3, at: 1_500)
    tell(&meter, .entered(all), 0, 1, 2, 3, at: 2_000)
    tell(&meter, .contributed(all.id, round: 2), 0, 1, 2, 3, at: 3_000)
    tell(&meter, .did(all.id, round: 2), 0, 1, 2, 3, at: 3_000)
    meter.changed(AgentID(3), .crashed, at: 3_100 * .millisecond)
    tell(&meter, .contributed(all.id, round: 3), 0, 1, at: 4_000)
    tell(&meter, .abandoned(all.id, round: 3, .newcomer, wasWorking: true), 2, at: 5_000)
    tell(&meter, .abandoned(all.id, round: 3, .newcomer, wasWorking: false), 0, 1, at: 5_000)
    tell(&meter, .sought, 0, 1, 2, at: 5_000)
    tell(&meter, .foundNone, 0, at: 6_000)
    tell(&meter, .sought, 0, at: 6_000)
    meter.finish(at: 7_000 * .millisecond)
    return meter
  }

  @Test func `rounds are counted once, and those of disjoint groups as apart`() {
    let figures = BarrierFigures(history())
    #expect(figures.amount("rounds") == .count(2))
    #expect(figures.amount("rounds apart") == .count(1))
    #expect(figures.amount("agent rounds") == .count(8))
    var sizes = Histogram()
    for size in [2, 2, 4] as [Int64] { sizes.record(size) }
    #expect(figures.amount("group size") == .samples(sizes))
  }

  @Test func `waits are counted until they end, also by the end of the run`() {
    let figures = BarrierFigures(history())
    #expect(
      figures.amount("time to group")
        == BarrierFigures.samples(100, 100, 200, 200, 500, 500, 500, 500, 2_000, 2_000, 2_000))
    #expect(
      figures.amount("collective wait")
        == BarrierFigures.samples(400, 0, 0, 0, 0, 0, 0, 0, 1_000, 1_000))
    // The one that is down lost what it lost; it is no survivor.
    #expect(figures.amount("lost time") == BarrierFigures.samples(4_000, 3_600, 2_700))
    #expect(figures.amount("no group") == .count(1))
  }

  @Test func `work is killed by an agent that comes later only where it was under way`() {
    let figures = BarrierFigures(history())
    #expect(figures.amount("workers killed") == .count(1))
    #expect(figures.amount("abandoned") == .count(3))
  }

  @Test func `exits are counted by how they were`() {
    var meter = started(4)
    tell(&meter, .left(.onTime), 0, 1, at: 1)
    tell(&meter, .left(.late), 2, at: 1)
    tell(&meter, .left(.failed), 3, at: 1)
    tell(&meter, .dropped(AgentID(2)), 0, at: 1)
    meter.finish(at: 2)
    let figures = BarrierFigures(meter)
    #expect(figures.amount("exits on time") == .count(2))
    #expect(figures.amount("exits late") == .count(1))
    #expect(figures.amount("exits failed") == .count(1))
    #expect(figures.amount("dropped") == .count(1))
    // None of them ever waited for a group.
    #expect(figures.amount("lost time") == .nothing)
  }

  @Test func `a third group that does a round makes it no more apart than it is`() {
    var done = DoneRounds()
    #expect(done.add(group(1, 0, 1), round: 7).isOfRound)
    let second = done.add(group(1, 2, 3), round: 7)
    #expect(second.isApart && second.isOfGroup && !second.isOfRound)
    #expect(!done.add(group(1, 4, 5), round: 7).isApart)
    #expect(!done.add(group(1, 2, 3), round: 7).isOfGroup)
    #expect(!done.add(group(2, 1, 2), round: 8).isApart)
    // Old rounds are forgotten.
    for round in 9...5_000 as ClosedRange<Int32> { _ = done.add(group(3, 0, 1), round: round) }
    #expect(done.add(group(1, 2, 3), round: 7).isOfRound)
    #expect(!done.add(group(1, 2, 3), round: 4_999).isOfRound)
  }
}
