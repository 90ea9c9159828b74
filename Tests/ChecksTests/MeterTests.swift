import Simulator
import Testing

@testable import Checks

@Suite struct `Meters` {
  @Test func `gaps run from the load's start over each success to its end`() {
    var meter = GapMeter()
    #expect(meter.succeed(at: 5) == nil)
    meter.beginLoad(at: 10)
    #expect(meter.succeed(at: 13) == Span(start: 10, end: 13))
    meter.succeed(at: 13)
    meter.succeed(at: 33)
    #expect(meter.endLoad(at: 40) == Span(start: 33, end: 40))
    #expect(meter.succeed(at: 90) == nil && meter.endLoad(at: 91) == nil)
    #expect(meter.longest == Span(start: 13, end: 33))
    #expect(meter.gaps.count == 4 && meter.gaps.maximum == 20 && meter.gaps.minimum == 0)
  }

  @Test func `a system that never answers has one gap as long as the load`() {
    var meter = GapMeter()
    meter.beginLoad(at: 100)
    meter.endLoad(at: 700)
    #expect(meter.gaps.runs == [.init(value: 600, count: 1)])
  }

  @Test func `without load there is no gap`() {
    #expect(GapMeter().longest == nil && GapMeter().gaps.summary == nil)
  }

  @Test func `time without a leader is counted until the first and after the last`() {
    let (first, second) = (AgentID(0), AgentID(2))
    var meter = LeaderlessMeter(agents: 3)
    #expect(meter.lead(first, at: 200) == Span(start: 0, end: 200))
    #expect(meter.lead(first, at: 250) == nil)
    #expect(meter.lead(second, at: 300) == nil)
    meter.stopLeading(first, at: 310)
    #expect(meter.openSince == nil)
    meter.stopLeading(first, at: 320)
    meter.stopLeading(second, at: 400)
    #expect(meter.lead(first, at: 550) == Span(start: 400, end: 550))
    meter.stopLeading(first, at: 600)
    #expect(meter.end(at: 601) == Span(start: 600, end: 601))
    #expect(meter.total == 351 && meter.spells.count == 3 && meter.spells.maximum == 200)
  }

  @Test func `a new leader at the same moment leaves no spell`() {
    var meter = LeaderlessMeter(agents: 2)
    meter.lead(AgentID(0), at: 0)
    meter.stopLeading(AgentID(0), at: 9)
    meter.lead(AgentID(1), at: 9)
    meter.end(at: 20)
    #expect(meter.total == 0 && meter.spells.isEmpty)
  }

  @Test func `a moment lies before, in, between and after the faults`() {
    let table = IntervalTable([
      .init(name: "split", start: 10, end: 20), .init(name: "slow", start: 15, end: 30),
      .init(name: "crash", start: 40, end: 50),
    ])
    let expected: [(Nanoseconds, [IntervalLabel])] = [
      (0, [.before]), (9, [.before]), (10, [.during(0)]), (15, [.during(0), .during(1)]),
      (20, [.during(1)]), (30, [.between]), (39, [.between]), (40, [.during(2)]), (50, [.after]),
    ]
    for (time, labels) in expected { #expect(table.intervals(at: time) == labels) }
    #expect(table.name(of: .during(1)) == "during slow")
    #expect(IntervalTable([]).intervals(at: 5).isEmpty)
  }

  @Test func `nothing comes after a fault without an end, and an empty fault holds no moment`() {
    let table = IntervalTable([
      .init(name: "empty", start: 5, end: 5), .init(name: "loss", start: 10, end: nil),
    ])
    #expect(table.intervals(at: 4) == [.before])
    #expect(table.intervals(at: 5) == [.between])
    #expect(table.intervals(at: .never) == [.during(1)])
  }

  @Test func `samples recorded as the faults come equal those sorted by the table afterwards`() {
    var histograms = IntervalHistograms()
    histograms.record(1)
    let split = histograms.beginFault()
    histograms.record(2)
    let slow = histograms.beginFault()
    histograms.record(3)
    histograms.endFault(split)
    histograms.record(4)
    histograms.endFault(slow)
    histograms.record(5)
    #expect(histograms.after.runs.map(\.value) == [5] && histograms.between.isEmpty)
    let crash = histograms.beginFault()
    histograms.endFault(crash)
    histograms.record(6)
    #expect(histograms.before.runs.map(\.value) == [1])
    #expect(histograms.during.map { $0.runs.map(\.value) } == [[2, 3], [3, 4], []])
    #expect(histograms.between.runs.map(\.value) == [5])
    #expect(histograms.after.runs.map(\.value) == [6])
    #expect(histograms.overall.count == 6)
  }
}
