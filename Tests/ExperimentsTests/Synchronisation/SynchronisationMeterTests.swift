import Checks
import Experiments
import Protocols
import Scenarios
import Simulator
import Testing

/// The figures of a history made by hand, beside what they must be.
@Suite("What is measured of synchronised variables") struct SynchronisationMeterTests {
  private static let (n1, n2, n3) = (AgentID(0), AgentID(1), AgentID(2))

  /// Three agents; one fault lasts from 100 to 200, so that there are three phases.
  private static var meter: SynchronisationMeter {
    var meter = SynchronisationMeter(agentCount: 3)
    spreadOne(&meter)
    spreadBatch(&meter)
    fault(.began, &meter, at: 100)
    spreadDuringFault(&meter)
    fault(.ended, &meter, at: 200)
    countRest(&meter)
    meter.finish(at: 300)
    return meter
  }

  private static func fault(
    _ phase: FaultEvent.Phase, _ meter: inout SynchronisationMeter, at time: Nanoseconds
  ) {
    meter.faulted(
      FaultEvent(index: 0, name: "cut", phase: phase, agents: [], targets: ""), at: time)
  }

  /// An update that all have after 8 and its origin reports after 10.
  private static func spreadOne(_ meter: inout SynchronisationMeter) {
    meter.noted(.wrote(number: 1, variable: 0, amount: 5), by: n1, at: 10)
    meter.noted(.broadcast(first: 1, last: 1), by: n1, at: 10)
    for target in [n1, n2, n3] {
      meter.sent(.repair([]), from: n1, to: target, .arrives(12), at: 10)
    }
    meter.noted(.applied(n1, first: 1, last: 1, .applied), by: n2, at: 15)
    meter.noted(.applied(n1, first: 1, last: 1, .resolved), by: n3, at: 18)
    meter.noted(.completed(last: 1, missing: AgentSet()), by: n1, at: 20)
  }

  /// Two updates in one batch, the first overtaken by the second.
  private static func spreadBatch(_ meter: inout SynchronisationMeter) {
    meter.noted(.wrote(number: 1, variable: 0, amount: 5), by: n2, at: 30)
    meter.noted(.wrote(number: 2, variable: 0, amount: 6), by: n2, at: 32)
    meter.noted(.coalesced(number: 1), by: n2, at: 32)
    meter.noted(.broadcast(first: 1, last: 2), by: n2, at: 40)
  }

  /// The batch arrives late and is reported in part; the next update overtakes it at n3, and at n1, which
  /// crashes meanwhile and gets it with a snapshot.
  private static func spreadDuringFault(_ meter: inout SynchronisationMeter) {
    meter.noted(.wrote(number: 3, variable: 1, amount: 7), by: n2, at: 110)
    meter.noted(.broadcast(first: 3, last: 3), by: n2, at: 110)
    meter.noted(.held(n2, last: 3), by: n3, at: 112)
    meter.noted(.applied(n2, first: 1, last: 2, .applied), by: n3, at: 120)
    meter.noted(.applied(n2, first: 1, last: 2, .applied), by: n1, at: 121)
    meter.noted(.applied(n2, first: 3, last: 3, .applied), by: n3, at: 125)
    meter.noted(.partial(last: 2, missing: AgentSet([n1])), by: n2, at: 130)
    meter.noted(.held(n2, last: 3), by: n1, at: 140)
    meter.changed(n1, .crashed, at: 150)
    meter.noted(.absorbed(VectorClock([1, 3])), by: n1, at: 160)
    // The first write of this number is lost with a crash before it is durable.
    meter.noted(.wrote(number: 2, variable: 0, amount: 8), by: n1, at: 165)
    meter.noted(.wrote(number: 2, variable: 0, amount: 9), by: n1, at: 166)
  }

  private static func countRest(_ meter: inout SynchronisationMeter) {
    meter.sent(.repair([]), from: n3, to: n1, .lost(.network), at: 210)
    for note in [
      .dropped(n1, last: 1), .duplicate(n1, last: 1), .repeated(last: 1, count: 2),
      .arbitrated(variable: 0), .recalled(last: 1), .equalClocks(n1, version: 1),
      .equalClocks(n2, version: 1), .ignored(n1, version: 1), .concurrent(n1, version: 1),
      .stopped, .untracked(version: 1),
    ] as [Synchroniser.Note] {
      meter.noted(note, by: n3, at: 210)
    }
    for note in [
      .asked(client: 0, isWrite: true, of: n1), .answered(client: 0, .complete, askedAt: 205),
      .answered(client: 0, .refused, askedAt: 205), .gaveUp(client: 0, isWrite: true),
      .gaveUp(client: 1, isWrite: false), .missedOwnWrite(client: 0, at: n1),
      .readOlder(client: 0, at: n1),
    ] as [UpdateNote] {
      meter.clientNoted(note, at: 210)
    }
  }

  private static var results: [MeasureResult] {
    var report = WatchReport()
    meter.report(into: &report)
    return report.measures
  }

  @Test func `latencies belong to the phase in which they started`() {
    var samples: [String: [[Int64]]] = [:]
    for result in Self.results {
      guard case .samples(let histogram) = result.series else { continue }
      samples[result.measure.name] = histogram.byPhase.map { $0.runs.map(\.value) }
    }
    #expect(
      samples == [
        "update latency": [[8, 89, 91], [50]], "completion latency": [[10, 98, 100]],
        "hold time": [[], [13]],
      ])
  }

  @Test func `counts belong to the phase in which they were made`() {
    var counts: [String: [Int64]] = [:]
    for result in Self.results {
      switch result.series {
      case .tally(let tally): counts[result.measure.name] = tally.byPhase
      case .ratio(let tally, let base):
        counts[result.measure.name] = tally.byPhase
        #expect(tally.whole == 3 && base.whole == 6)
      default: break
      }
    }
    #expect(
      counts == [
        "updates": [3, 3], "completed updates": [1], "partial updates": [0, 2],
        "unfinished updates": [0, 0, 2], "unspread updates": [0, 0, 1], "held back": [0, 2],
        "dropped batches": [0, 0, 1], "conflicts": [1, 0, 1], "duplicates": [0, 0, 1],
        "coalesced updates": [1], "repeats": [0, 0, 2], "arbitrations": [0, 0, 1],
        "recalls": [0, 0, 1], "messages per update": [2, 0, 1], "refused requests": [0, 0, 1],
        "unanswered requests": [0, 0, 2], "missed own writes": [0, 0, 1],
        "older reads": [0, 0, 1], "equal clocks": [0, 0, 2], "ignored updates": [0, 0, 1],
        "stopped agents": [0, 0, 1], "lost acknowledgements": [0, 0, 1],
      ])
  }

  @Test func `an update among one agent is spread at once`() {
    var meter = SynchronisationMeter(agentCount: 1)
    meter.noted(.wrote(number: 1, variable: 0, amount: 5), by: Self.n1, at: 10)
    meter.noted(.completed(last: 1, missing: AgentSet()), by: Self.n1, at: 10)
    meter.finish(at: 20)
    var report = WatchReport()
    meter.report(into: &report)
    for name in ["unspread updates", "unfinished updates"] {
      let result = report.measures.first { $0.measure.name == name }
      guard case .tally(let tally) = result?.series else { return #expect(Bool(false), "\(name)") }
      #expect(tally.whole == 0)
    }
  }

  @Test func `what needs quiet is not checked without it`() {
    for (end, isQuiet) in [(4 * Nanoseconds.second, false), (5 * .second, true)] {
      var checks = SynchronisationInvariants<UpdateNote>(agentCount: 1, .init(variables: 1))
      checks.changed(Self.n1, .started(.fresh), at: 0)
      checks.finish(at: end)
      var report = WatchReport()
      checks.report(into: &report)
      #expect(report.verdicts.map { $0.name } == SynchronisationCheck.words)
      let held: CheckVerdict.Result = isQuiet ? .held : .notChecked
      #expect(report.verdicts.map { $0.result } == [.held, held, held, .held, .held, .held])
    }
  }

  @Test func `a violation ends the run, and what it left undecided counts as held`() {
    var checks = SynchronisationInvariants<UpdateNote>(agentCount: 2, .init(variables: 1))
    checks.noted(.applied(Self.n2, first: 1, last: 1, .applied), by: Self.n1, at: 7)
    checks.finish(at: 8)
    var report = WatchReport()
    checks.report(into: &report)
    #expect(report.violation?.check == "causality" && report.violation?.time == 7)
    let violated = CheckVerdict.Result.violated("n1 applies n2.1, which no agent wrote")
    #expect(report.verdicts.map { $0.result } == [violated, .held, .held, .held, .held, .held])
  }
}
