import Protocols
import Simulator
import Testing

struct BarrierFaultTests {
  private let first = Barrier.Instance(0)

  @Test func `at the deadline every waiter is told who is missing`() {
    for form in [Barrier.Form.central, .tree, .dissemination] {
      let settings = Barrier.Settings(form: form, isStanding: true, deadline: 3 * .second)
      // Agent 5 works for ever: its client never comes.
      var world = barrierWorld(
        5, settings,
        load: .init(
          agents: 5, participants: 4, creationDelay: nil, deadline: 3 * .second,
          patience: 20 * .second))
      world.run(until: 10 * .second)
      #expect(world.violated == nil)
      let outcomes = world.tally.outcomes(of: first)
      #expect(outcomes.count == 4)
      #expect(outcomes.allSatisfy { $0.ending == .timedOut && $0 == outcomes[0] })
      #expect(outcomes[0].missing.contains(AgentID(4)))
    }
  }

  private func withoutOne(_ policy: Barrier.DeadlinePolicy) -> BarrierWorld {
    var world = barrierWorld(
      5, Barrier.Settings(deadline: 3 * .second, deadlinePolicy: policy),
      load: .init(agents: 5, deadline: 3 * .second, patience: 20 * .second),
      faults: [crash(4, at: 0, for: nil)])
    world.run(until: 15 * .second)
    #expect(world.violated == nil)
    return world
  }

  @Test func `the policy abort names the missing agent`() {
    let expected = Barrier.Outcome(
      .timedOut, arrived: 4, required: 5, missing: AgentSet([AgentID(4)]))
    #expect(withoutOne(.abort).tally.outcomes(of: first) == Array(repeating: expected, count: 4))
  }

  @Test func `the policy proceed goes on with k of n`() {
    let expected = Barrier.Outcome(
      .released, arrived: 4, required: 5, missing: AgentSet([AgentID(4)]))
    #expect(
      withoutOne(.proceed(atLeast: 4)).tally.outcomes(of: first)
        == Array(repeating: expected, count: 4))
    let verdicts = withoutOne(.proceed(atLeast: 5)).tally.outcomes(of: first).map { $0.ending }
    #expect(verdicts == Array(repeating: .timedOut, count: 4))
  }

  @Test func `the policy extend puts the deadline off`() {
    let world = withoutOne(.extend(times: 2))
    #expect(
      world.tally.outcomes(of: first).map { $0.ending } == Array(repeating: .timedOut, count: 4))
    let ends = world.tally.times { if case .concluded = $0 { true } else { false } }
    #expect(ends == [9 * .second + .millisecond])
  }

  @Test func `a suspected participant breaks the barrier or is left out`() {
    for (policy, verdict) in [
      (Barrier.CrashPolicy.broken, Barrier.Ending.broken), (.shrink, .released),
    ] {
      var world = barrierWorld(
        5, Barrier.Settings(crashPolicy: policy, suspectAfter: 900 * .millisecond),
        load: .init(agents: 5, patience: 20 * .second), faults: [crash(4, at: 0, for: nil)])
      world.run(until: 5 * .second)
      #expect(world.violated == nil)
      let outcomes = world.tally.outcomes(of: first)
      #expect(outcomes.count == 4)
      #expect(outcomes.allSatisfy { $0.ending == verdict && $0 == outcomes[0] })
    }
  }

  @Test func `an arrival outlives its agent`() {
    for form in [Barrier.Form.central, .tree, .dissemination] {
      // Agent 5 comes at once, is down from 1 s to 2 s, and the last agent comes at 4 s.
      var world = barrierWorld(
        5, Barrier.Settings(form: form),
        load: .init(
          agents: 5, work: .table([0, 4 * .second]),
          creationDelay: form == .central ? 0 : nil, patience: 3 * .second),
        faults: [crash(4, at: .second, for: .second)])
      world.run(until: 20 * .second)
      #expect(world.violated == nil)
      #expect(world.tally.outcomes(of: first).count == 5)
    }
  }

  @Test func `no fault makes a check fire or leaves a waiter without an outcome`() {
    for form in [Barrier.Form.central, .tree, .dissemination] {
      for seed in UInt64(1)...40 {
        var stream = RandomStream(seed: seed, .test)
        var faults: [Fault] = []
        for _ in 0..<6 {
          faults.append(
            crash(
              Int(stream.below(5)), at: Nanoseconds(stream.below(8_000)) * .millisecond,
              for: Nanoseconds(200 + stream.below(1_500)) * .millisecond))
        }
        for index in faults.indices { faults[index].name = "crash \(index)" }
        let link = LinkClass(
          delay: .uniform(low: .millisecond, high: 30 * .millisecond),
          loss: .independent(Ratio(20, outOf: 100)), duplication: Ratio(10, outOf: 100))
        var world = barrierWorld(
          5, Barrier.Settings(form: form, deadline: 4 * .second),
          load: .init(
            agents: 5, rounds: 8, barriers: 2, work: .exponential(mean: 300 * .millisecond),
            creationDelay: form == .central ? 0 : nil, deadline: 4 * .second, patience: .second),
          faults: faults, link: link, disk: .uniform(low: 0, high: 10 * .millisecond), seed: seed)
        world.run(until: 120 * .second)
        #expect(world.observer.first.violation == nil, "\(form) \(seed)")
        for client in Int32(0)..<5 {
          let last = world.tally.replies(of: client).filter {
            $0 != .refused(.unknown)
          }
          #expect(last.count == 8, "\(form) seed \(seed) client \(client): \(last)")
        }
      }
    }
  }

  @Test func `a straggler in dissemination releases all within its hops, whoever asked meanwhile`()
  {
    for seed in UInt64(1)...20 {
      var world = barrierWorld(
        16, Barrier.Settings(form: .dissemination, deadline: 1000 * .second),
        load: .init(
          agents: 16, rounds: 20,
          work: .pareto(minimum: 20 * .millisecond, alphaThousandths: 1500), creationDelay: nil,
          patience: 100 * .second),
        seed: seed)
      world.run(until: 200 * .second)
      for round in 0..<Int32(20) {
        let instance = world.load.instance(ofRound: round)
        let came = world.tally.times { $0 == .arrived(instance) }
        let left = world.tally.times { if case .passed(instance, _) = $0 { true } else { false } }
        #expect(left.count == 16)
        #expect(left.max()! - came.max()! <= 4 * .millisecond, "seed \(seed), round \(round)")
      }
    }
  }
}
