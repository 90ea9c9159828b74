import Checks
import Experiments
import Scenarios
import Simulator
import Testing

/// What runs take does not grow with what need not be kept.
@Suite struct BoundedRunTests {
  private func scenario(_ text: String) throws -> Scenario {
    try Registry.standard.read(Array(text.utf8), file: "bounded")
  }

  @Test(arguments: ["raft", "election", "synchronisation", "coordination"])
  func `agents started in parts are the same run`(name: String) throws {
    let scenario = try scenario("{protocol:'\(name)',agents:7,duration:'1s'}")
    let whole = Registry.standard.run(scenario, seed: 3)
    let parts = Registry.standard.open(scenario, seed: 3, recording: .recording)
    #expect(!parts.start(atMost: 3) && !parts.hasStarted)
    #expect(!parts.start(atMost: 3))
    #expect(parts.start(atMost: 3) && parts.hasStarted && parts.start(atMost: 1))
    let records = parts.records
    let other = Registry.standard.open(scenario, seed: 3, recording: .recording)
    _ = other.step()
    #expect(records == other.records && parts.digest == other.digest)
    parts.run()
    #expect(parts.digest == whole.fingerprint)
  }

  @Test func `a run ends at its limit of events wherever it is asked to go on`() throws {
    let scenario = try scenario("{protocol:'raft',agents:3,duration:'9s'}")
    let session = Registry.standard.open(scenario, seed: 1, keepsHistory: true)
    session.eventLimit = 100
    #expect(session.run() == .eventCount && session.metEventLimit)
    #expect(session.eventCount == 100 && !session.step())
    #expect(!session.go(toEvent: 101) && session.go(toEvent: 50) && !session.metEventLimit)
    #expect(session.run(until: nil, maximumEvents: 1_000) == .eventCount)
    let outcome = session.outcome()
    #expect(!outcome.passed && outcome.eventLimit == 100)
    #expect(
      outcome.failures == ["ended by the limit of 100 events at \(DurationText.exact(session.now))"]
    )
    #expect(Registry.standard.run(scenario, seed: 1, eventLimit: 100).fingerprint == session.digest)
    #expect(Registry.standard.run(scenario, seed: 1).eventLimit == nil)
  }

  @Test
  func `large messages end a run as many events would, after the same event however it is driven`()
    throws
  {
    let scenario = try scenario(
      """
      {protocol:'synchronisation',agents:150,duration:'60s',network:{delay:'1ms..5ms'},
       load:{clients:3,rate:'50/s'}}
      """)
    let whole = Registry.standard.run(scenario, seed: 1, eventLimit: 60_000)
    #expect(whole.eventLimit == 60_000 && whole.eventCount < 60_000)
    #expect(whole.failures.first?.contains(Session.workWithEvents) ?? false)
    let session = Registry.standard.open(scenario, seed: 1)
    session.eventLimit = 60_000
    while session.run(until: nil, maximumEvents: 777) == .eventCount, !session.metEventLimit {}
    #expect(session.metEventLimit && session.eventCount == whole.eventCount)
    #expect(session.digest == whole.fingerprint && !session.step())
  }

  @Test func `messages that are lost end a run as well`() throws {
    let scenario = try scenario(
      """
      {protocol:'raft',agents:300,duration:'60s',network:{delay:'1ms..5ms',loss:1}}
      """)
    let outcome = Registry.standard.run(scenario, seed: 1, eventLimit: 50_000)
    #expect(outcome.eventLimit == 50_000 && outcome.eventCount < 50_000)
    #expect(outcome.failures.first?.contains(Session.workWithEvents) ?? false)
  }

  @Test(arguments: [
    "{at:'1ms',links:{loss:'0.1%'},for:'50s',mayHaveNoEffect:true}",
    "{at:'1ms',isolate:1,inFlight:'held',flap:{cut:'1ms',whole:'1us'},mayHaveNoEffect:true}",
  ])
  func `faults that cost more than events end a run after the same event however it is driven`(
    fault: String
  ) throws {
    let faults = Array(repeating: fault, count: 200).joined(separator: ",")
    let scenario = try scenario(
      "{protocol:'raft',agents:7,duration:'60s',network:{delay:'1ms..900ms'},faults:[\(faults)]}")
    let whole = Registry.standard.run(scenario, seed: 1, eventLimit: 2_000)
    #expect(whole.eventLimit == 2_000 && whole.eventCount < 2_000)
    #expect(whole.failures.first?.contains(Session.workWithEvents) ?? false)
    let session = Registry.standard.open(scenario, seed: 1, keepsHistory: true)
    session.eventLimit = 2_000
    while !session.metEventLimit, session.run(until: nil, maximumEvents: 77) != .time {}
    #expect(session.metEventLimit && session.digest == whole.fingerprint && !session.step())
    #expect(session.go(toEvent: whole.eventCount / 2) && !session.metEventLimit)
    #expect(session.go(toEvent: whole.eventCount) && session.metEventLimit)
  }

  @Test func `a link that flaps for long leaves one mark`() throws {
    let scenario = try scenario(
      """
      {protocol:'raft',agents:3,duration:'1s',
       faults:[{at:'1ms',isolate:1,flap:{cut:'10us',whole:'10us'},mayHaveNoEffect:true}]}
      """)
    let outcome = Registry.standard.run(scenario, seed: 1)
    #expect(outcome.eventCount > 90_000)
    #expect(outcome.timeline.faults.map { $0.event.phase } == [.began, .flapped])
  }

  @Test func `phases of faults that overlap take no memory for each of them`() {
    var ledger = PhaseLedger()
    for fault in 0..<3_000 {
      ledger.note(
        FaultEvent(index: fault, name: "f", phase: .began, agents: [], targets: ""),
        at: Nanoseconds(fault))
    }
    // Nothing but the three numbers of a phase: no list of the faults under way.
    #expect(_isPOD(PhaseLedger.Phase.self) && MemoryLayout<PhaseLedger.Phase>.stride <= 24)
    #expect(ledger.phases.last?.activeCount == 3_000)
    #expect(ledger.ranges(in: .during([1_000])) == [1_001..<3_001])
    #expect(ledger.ranges(in: .during(Array(0..<3_000))) == [1..<3_001])
  }

  @Test func `windows of faults that overlap are those that a list of the faults would give`() {
    var random = RandomStream(seed: 5, .test, 1)
    for _ in 0..<50 {
      var ledger = PhaseLedger()
      var active: [[Int]] = [[]]
      var open: [Int] = []
      var next = 0
      for step in 0..<40 {
        let ends = !open.isEmpty && random.below(2) == 0
        let fault = ends ? open.remove(at: Int(random.below(UInt64(open.count)))) : next
        if !ends {
          open.append(fault)
          next += 1
        }
        ledger.note(
          FaultEvent(
            index: fault, name: "f", phase: ends ? .ended : .began, agents: [], targets: ""),
          at: Nanoseconds(step / 3))
        active.append(open)
      }
      for _ in 0..<10 {
        let chosen = (0..<next).filter { _ in random.below(3) == 0 }
        let expected = active.indices.filter { phase in
          active[phase].contains { chosen.contains($0) }
        }
        #expect(ledger.phases(in: .during(chosen)) == expected)
      }
      for time in -1..<Nanoseconds(15) {
        let expected = ledger.phases.lastIndex { $0.start <= time } ?? 0
        #expect(ledger.phase(at: time) == expected)
      }
    }
  }

  @Test func `a set of agents knows how many it has`() {
    var random = RandomStream(seed: 5, .test, 5)
    var set = AgentSet()
    for _ in 0..<2_000 {
      let agent = AgentID(Int(random.below(300)))
      switch random.below(3) {
      case 0: set.remove(agent)
      case 1: set.insert(agent)
      default: set.formUnion(AgentSet([agent, AgentID(Int(random.below(300)))]))
      }
      #expect(set.count == set.members.count && set.isEmpty == set.members.isEmpty)
    }
  }

  @Test func `many histograms joined are what one has of all samples`() {
    var random = RandomStream(seed: 5, .test, 2)
    var one = Histogram()
    var parts = Array(repeating: Histogram(), count: 300)
    for _ in 0..<20_000 {
      let sample = Int64(random.below(5_000)) - 100
      one.record(sample)
      parts[Int(random.below(300))].record(sample)
    }
    let joined = Histogram(joining: parts[...])
    #expect(
      joined == one && joined.summary == one.summary && joined.sumOfSamples == one.sumOfSamples)
    #expect(Histogram(joining: []).isEmpty)
  }
}
