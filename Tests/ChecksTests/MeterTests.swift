import Simulator
import Testing

@testable import Checks

@Suite struct `Meters` {
  @Test func `gaps run from the load's start over each success to its end`() {
    var meter = GapMeter()
    #expect(meter.succeed(at: 5) == nil)
    meter.beginLoad(at: 10)
    #expect(meter.succeed(at: 13) == Span(start: 10, end: 13))
    #expect(meter.succeed(at: 13) == Span(start: 13, end: 13))
    #expect(meter.succeed(at: 33) == Span(start: 13, end: 33))
    #expect(meter.endLoad(at: 40) == Span(start: 33, end: 40))
    #expect(meter.succeed(at: 90) == nil && meter.endLoad(at: 91) == nil)
  }

  @Test func `a system that never answers has one gap as long as the load`() {
    var meter = GapMeter()
    meter.beginLoad(at: 100)
    meter.beginLoad(at: 200)
    #expect(meter.endLoad(at: 700) == Span(start: 100, end: 700))
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
  }

  @Test func `a new leader at the same moment leaves no spell`() {
    var meter = LeaderlessMeter(agents: 2)
    #expect(meter.lead(AgentID(0), at: 0) == nil)
    meter.stopLeading(AgentID(0), at: 9)
    #expect(meter.lead(AgentID(1), at: 9) == nil)
    #expect(meter.end(at: 20) == nil)
  }
}
