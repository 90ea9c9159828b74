import Checks
import Experiments
import Scenarios
import Simulator
import Testing

/// Spans that scenarios name, ends of runs, faults that wait for faults, and delays by kind, in runs of Raft.
struct RaftTimingTests {
  private func outcome(_ keys: String, seed: UInt64 = 1) throws -> Outcome {
    let agents = keys.contains("agents: [") ? "" : "agents: 5, "
    let text = "{protocol: 'raft', \(agents)duration: '8s', \(keys)}"
    return RaftExperimentTests.registry.run(try RaftExperimentTests.scenario(text), seed: seed)
  }

  private func samples(_ name: String, _ outcome: Outcome) -> [Int64] {
    guard case .samples(let histogram) = RaftExperimentTests.amount(name, outcome),
      let least = histogram.minimum, let most = histogram.maximum
    else { return [] }
    return histogram.count == 1 ? [most] : [least, most]
  }

  @Test func `a span is that between a fault and what follows`() throws {
    let outcome = try outcome(
      """
      network: { delay: '2ms' }, raft: { firstCandidate: 1 },
      faults: [{ at: '2s', crash: 'leader', name: 'crash', restart: '3s' }],
      measure: {
        elected: { of: 'crash', to: 'leader elected' }, heard: { of: 'crash', to: 'leader heard' },
        'heard by all': { of: 'crash', to: 'leader heard', agents: 3 },
        never: { after: 'crash', to: 'leader elected' }, last: { to: 'leader elected', last: true },
      }
      """)
    #expect(outcome.failures == [])
    let elected = try #require(outcome.timeline.changes.last { $0.status == .running(.leader) })
    #expect(samples("elected", outcome) == [elected.time - 2 * .second])
    #expect(samples("heard", outcome) == [elected.time - 2 * .second + 2 * .millisecond])
    #expect(samples("heard by all", outcome) == samples("heard", outcome))
    #expect(samples("never", outcome) == [])
    #expect(samples("last", outcome) == [elected.time])
  }

  @Test func `the times of one agent without a leader are told each by itself`() throws {
    let outcome = try outcome(
      """
      network: { delay: '2ms' }, raft: { firstCandidate: 1 },
      agents: [{ count: 2 }, { name: 'w' }, { count: 2 }],
      faults: [{ at: '2s', isolate: 'w', for: '1s', every: '3s', times: 2, name: 'cut' }],
      measure: { 'w alone': { from: 'pre-candidate', to: 'leader heard', agent: 'w' } }
      """)
    guard case .samples(let alone) = RaftExperimentTests.amount("w alone", outcome) else {
      Issue.record("no sample")
      return
    }
    // From its first poll, 150 to 300 ms after the last heartbeat, until the leader is heard after the heal.
    #expect(alone.count == 2)
    #expect((700 * .millisecond...950 * .millisecond).contains(alone.minimum ?? 0))
    #expect((700 * .millisecond...950 * .millisecond).contains(alone.maximum ?? 0))
  }

  @Test func `a milestone ends a run, at once or after a quiet time`() throws {
    let crash = "network: { delay: '2ms' }, faults: [{ at: '2s', crash: 'leader', name: 'crash' }]"
    let whole = try outcome(crash)
    let elected = try #require(whole.timeline.changes.last { $0.status == .running(.leader) })
    let early = try outcome("\(crash), until: { reached: 'leader elected', of: 'crash' }")
    #expect(early.isOver && !early.isPartial && early.passed && early.end == elected.time)
    let quiet = try outcome("\(crash), until: { reached: 'leader elected', quiet: '1.5s' }")
    #expect(quiet.isOver && quiet.end < 2 * .second)
    let later = try outcome(
      "\(crash), until: { reached: 'leader elected', of: 'crash', quiet: '1.5s' }")
    #expect(later.isOver && later.end == elected.time + 1_500 * .millisecond)
    let unreached = try outcome("\(crash), until: 'commit 1000000'")
    #expect(!unreached.isOver && !unreached.isPartial && unreached.end == 8 * .second)
    #expect(unreached.fingerprint == whole.fingerprint)
  }

  @Test func `a run that is over is so however it is driven`() throws {
    let text = """
      {protocol: 'raft', agents: 5, duration: '8s', network: { delay: '1ms..5ms' },
       until: { reached: 'leader elected', quiet: '700ms' }}
      """
    let scenario = try RaftExperimentTests.scenario(text)
    let whole = RaftExperimentTests.registry.run(scenario, seed: 3)
    let session = RaftExperimentTests.registry.open(scenario, seed: 3, keepsHistory: true)
    while session.step() {}
    #expect(session.isOver && session.digest == whole.fingerprint && session.now == whole.end)
    #expect(!session.go(toEvent: session.eventCount + 1))
    #expect(session.go(toEvent: 5) && !session.isOver)
    session.run(while: { _ in true })
    #expect(session.isOver && session.digest == whole.fingerprint && session.now == whole.end)
    #expect(!session.metEventLimit)
  }

  @Test func `a fault begins when another has ended`() throws {
    let outcome = try outcome(
      """
      faults: [
        { after: 'split ended', delay: '5ms', pause: 'any', for: '1s', name: 'pause' },
        { at: '1s..2s', isolate: 'any', for: '500ms', name: 'split' },
        { after: 'pause began', order: { of: 'any', to: 'campaign' }, name: 'stand' },
      ]
      """)
    let reports = Dictionary(uniqueKeysWithValues: outcome.faults.map { ($0.name, $0) })
    let split = try #require(reports["split"]?.began)
    #expect((1 * .second...2 * .second).contains(split))
    #expect(reports["pause"]?.began == split + 505 * .millisecond)
    #expect(reports["stand"]?.began == reports["pause"]?.began)
    #expect(reports["stand"]?.effects == 1)
  }

  @Test func `a fault that waits for one that never ends takes no effect, and is told`() throws {
    let outcome = try outcome(
      "faults: [{ at: '1s', isolate: 1, name: 'split' }, { after: 'split ended', crash: 1 }]")
    #expect(outcome.failures == ["fault crash took no effect"])
  }

  @Test func `an order makes a leader step down, and another agent is elected`() throws {
    let outcome = try outcome(
      """
      network: { delay: '2ms' }, raft: { firstCandidate: 2 },
      faults: [{ at: '2s', order: { of: 'leader', to: 'step down' }, name: 'order' }],
      expect: {
        'leader before': '== n2', 'leader stepped down': '== 1', 'leader after': '!= nobody',
        leader: '!= n1',
      }
      """, seed: 4)
    #expect(outcome.faults[0].effects == 1)
    let texts = outcome.findings.map { "\($0.held) \($0.seen)" }
    #expect(texts[0] == "true n2" && texts[1] == "true 1")
    #expect(outcome.findings[2].held)
    let holders = outcome.findings[3].seen
    #expect(outcome.findings[3].held == !holders.contains("n1"))
    let nobody = try self.outcome(
      "raft: { electionTimeout: '9s' }, expect: { leader: '== nobody', 'leader after': '== n1' }")
    #expect(nobody.findings.map { $0.held } == [true, false])
    #expect(nobody.findings[1].seen.hasPrefix("nobody"))
  }

  @Test func `a kind of message takes its own time, held back or not`() throws {
    let keys = "raft: { firstCandidate: 1, preVote: false }, until: 'leader elected'"
    let plain = try outcome("\(keys), network: { delay: '2ms' }")
    #expect(plain.end == 4 * .millisecond)
    let slow = try outcome("\(keys), network: { delay: '2ms', delayOf: { vote: '7ms' } }")
    #expect(slow.end == 9 * .millisecond)
    let held = try outcome(
      """
      \(keys), network: { delay: '2ms', delayOf: { vote: '7ms' } },
      faults: [{ at: '3ms', isolate: 1, inFlight: 'held', for: '10ms' }]
      """)
    #expect(held.end == 20 * .millisecond)
  }

  @Test func `agents start with the logs that are given, in their order or shuffled`() throws {
    let keys = "raft: { logLengths: [4, 3, 2, 1, 0], logOrder: 'ORDER' }, until: 'leader elected'"
    var leaders: Set<AgentID> = []
    for seed in 1...30 as ClosedRange<UInt64> {
      for order in ["given", "shuffled"] {
        let outcome = try outcome(keys.replacing("ORDER", with: order), seed: seed)
        #expect(outcome.failures == [], "seed \(seed)")
        let leader = try #require(
          outcome.timeline.changes.last { $0.status == .running(.leader) }?.agent)
        // Two logs of the five are shorter than what a majority has.
        if order == "given" { #expect(leader.index < 3) } else { leaders.insert(leader) }
      }
    }
    #expect(leaders.count == 5)
  }
}
