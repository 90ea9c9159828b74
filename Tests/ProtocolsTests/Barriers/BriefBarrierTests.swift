import Protocols
import Simulator
import Testing

/// Each defect of the brief's text happens as written, and the safe mode survives the same run.
struct BriefBarrierTests {
  private let first = Barrier.Instance(0)

  private func run(
    _ mode: Barrier.Mode, hasHandler: Bool = false, repairs: Bool = false,
    load: BarrierLoad.Settings, faults: [Fault] = [], until end: Nanoseconds = 100 * .second
  ) -> BarrierWorld {
    let settings = Barrier.Settings(
      mode: mode, hasTimeoutHandler: hasHandler, repairsCompletion: repairs)
    var world = barrierWorld(load.agents, settings, load: load, faults: faults)
    world.run(until: end)
    return world
  }

  /// Three agents that count and come at different times.
  private func three(
    rounds: Int32 = 1, work: Delay = .uniform(low: 0, high: .second),
    creationDelay: Nanoseconds = 0, patience: Nanoseconds = 200 * .second,
    exitsOnSilence: Bool = false, givesUp: Bool = false, repeats: Ratio = .never,
    rival: Nanoseconds? = nil
  ) -> BarrierLoad.Settings {
    BarrierLoad.Settings(
      agents: 3, rounds: rounds, work: work, countsOnly: true, creationDelay: creationDelay,
      patience: patience, exitsOnSilence: exitsOnSilence, givesUp: givesUp, repeats: repeats,
      rivalCreation: rival)
  }

  private func count(_ world: BarrierWorld, _ isWanted: (Barrier.Note) -> Bool) -> Int {
    world.tally.notes.count { isWanted($0.note) }
  }

  private func verdicts(_ world: BarrierWorld) -> [Barrier.Ending] {
    world.tally.outcomes(of: first).map { $0.ending }
  }

  @Test func `S01: a missing participant leaves the waiters hanging, and the timeout unheard`() {
    let missing = [crash(2, at: 0, for: nil)]
    let written = run(.asWritten, load: three(), faults: missing)
    #expect(verdicts(written) == [])
    #expect(count(written) { $0 == .timeoutIgnored(0) } == 1)
    #expect(verdicts(run(.safe, load: three(), faults: missing)) == [.timedOut, .timedOut])
  }

  @Test func `S02: the timeout is lost with the process that created the barrier`() {
    let crashes = [crash(0, at: 3 * .second, for: .second), crash(2, at: 0, for: nil)]
    let written = run(.asWritten, hasHandler: true, load: three(), faults: crashes)
    #expect(verdicts(written) == [])
    #expect(count(written) { if case .concluded = $0 { true } else { false } } == 0)
    let safe = run(.safe, load: three(patience: 5 * .second), faults: crashes)
    #expect(verdicts(safe) == [.timedOut, .timedOut])
  }

  @Test func `S34: an agent that asks twice counts twice`() {
    let missing = [crash(2, at: 0, for: nil)]
    let load = three(work: .constant(0), repeats: .always)
    #expect(run(.asWritten, load: load, faults: missing).violated == "early release")
    let safe = run(.safe, load: load, faults: missing)
    #expect(safe.violated == nil)
    #expect(verdicts(safe) == [.timedOut, .timedOut])
  }

  @Test func `S35: the last arriver exits after the release and the barrier stays waiting`() {
    let written = run(.asWritten, load: three())
    #expect(count(written) { $0 == .exited(.missingKey) } == 1)
    #expect(verdicts(written) == [.released, .released])
    #expect(written.machine(of: AgentID(0)).brief.records[0]?.status == .waiting)
    #expect(verdicts(run(.safe, load: three())) == [.released, .released, .released])
  }

  @Test func `S36: one lost release strands a waiter`() {
    let cut = Fault(
      name: "cut", trigger: .milestone(1, count: 3, delay: 0),
      action: .cut(.oneWay(from: [.rest], to: [.agent(AgentID(2))]), .kept), duration: 8 * .second)
    let load = three(work: .uniform(low: 0, high: 10 * .second))
    let written = run(.asWritten, repairs: true, load: load, faults: [cut])
    #expect(
      written.tally.notes.last { if case .arrived = $0.note { true } else { false } }?.agent
        != AgentID(2))
    #expect(verdicts(written) == [.released, .released])
    #expect(verdicts(run(.safe, load: load, faults: [cut])) == [.released, .released, .released])
  }

  @Test func `S37: a second creation forgets who has arrived`() {
    let load = three(work: .uniform(low: 0, high: 4 * .second), rival: 2 * .second)
    let written = run(.asWritten, load: load)
    #expect(count(written) { if case .overwritten = $0 { true } else { false } } == 1)
    #expect(verdicts(written) == [])
    let safe = run(.safe, load: load)
    #expect(verdicts(safe) == [.released, .released, .released])
    #expect(
      safe.tally.clientNotes.contains { $0.note == .created(first, .refused(.alreadyExists)) })
  }

  @Test func `S38: the timer of an earlier use ends a later one`() {
    let load = three(rounds: 2, work: .uniform(low: 19 * .second, high: 20 * .second))
    let written = run(.asWritten, hasHandler: true, repairs: true, load: load)
    #expect(written.violated == "early timeout")
    let safe = run(.safe, load: load)
    #expect(safe.violated == nil)
    let second = safe.tally.outcomes(of: Barrier.Instance(0, generation: 1))
    #expect(second.map { $0.ending } == [.released, .released, .released])
  }

  @Test func `S39: one error stands for unknown, completed and expired`() {
    let late = three(creationDelay: 1000 * .second, givesUp: true)
    let unknown = run(.asWritten, load: late)
    #expect(unknown.tally.replies(of: 0) == [.refused(.notAvailable)])
    for (verdict, status) in [
      (Barrier.Refusal.alreadyReleased, BriefBarrier.Record.Status.completed),
      (.timedOut, .timedOut),
    ] {
      #expect(lateReply(status) == .refused(.notAvailable))
      #expect(safeLateReply(status) == verdict)
    }
    let safe = run(.safe, load: late)
    #expect(safe.tally.replies(of: 0) == [.refused(.unknown)])
  }

  /// What an agent answers that comes to a barrier of this status, as written.
  private func lateReply(_ status: BriefBarrier.Record.Status) -> Barrier.Reply? {
    var world = barrierWorld(
      2,
      Barrier.Settings(mode: .asWritten, hasTimeoutHandler: true, repairsCompletion: true),
      load: BarrierLoad.Settings(
        agents: 2, work: .constant(0), participants: status == .completed ? 1 : 2, outsiders: true,
        countsOnly: true, deadline: 2 * .second, patience: 100 * .second, givesUp: true),
      faults: [crash(1, at: 0, for: 4 * .second)])
    // The client of agent 2, which is down at first, asks again when all is over.
    world.run(until: 150 * .second)
    return world.tally.replies(of: 1).last
  }

  /// The same in the safe mode, for a coordinator that gets the arrival directly.
  private func safeLateReply(_ status: BriefBarrier.Record.Status) -> Barrier.Refusal? {
    var coordinator = Barrier(Profile(id: AgentID(0), clusterSize: 2), Barrier.Settings())
    var turn = Turn<Barrier>()
    let count: Int32 = status == .completed ? 0 : 2
    coordinator.accept(
      .create(first, .count(count), deadline: .second), RequestID(client: 0, attempt: 0), &turn)
    turn.now = 2 * .second
    coordinator.expire(.deadline, &turn)
    _ = turn.takeEffects()
    coordinator.receive(
      .arrive(first, first: 1, count: 1, incarnation: 1), from: AgentID(1), &turn)
    for effect in turn.takeEffects() {
      if case .send(.refuse(_, let refusal), _) = effect { return refusal }
    }
    return nil
  }

  @Test func `S40: callers exit after 5 seconds though the barrier lasts 30`() {
    let written = run(
      .asWritten,
      load: three(
        work: .table([0, 6 * .second]), patience: 5 * .second, exitsOnSilence: true))
    #expect(
      written.tally.clientNotes.contains {
        if case .exited = $0.note { $0.time == 5 * .second } else { false }
      })
    let safe = run(.safe, load: three(work: .table([0, 6 * .second]), patience: 5 * .second))
    #expect(verdicts(safe) == [.released, .released, .released])
  }

  @Test func `S41: two arrivals at once lose one, and nobody is released`() {
    let load = three(work: .constant(0))
    let written = run(.asWritten, load: load)
    #expect(verdicts(written) == [])
    #expect(count(written) { if case .arrived = $0 { true } else { false } } == 3)
    #expect(verdicts(run(.safe, load: load)) == [.released, .released, .released])
  }

  @Test func `S45: agents that are faster than the creation never come again`() {
    let load = three(
      work: .uniform(low: 0, high: 2 * .second), creationDelay: .second, givesUp: true)
    let written = run(.asWritten, load: load)
    #expect(count(written) { if case .refused(_, .notAvailable) = $0 { true } else { false } } > 0)
    #expect(verdicts(written) == [])
    #expect(verdicts(run(.safe, load: load)) == [.released, .released, .released])
  }
}
