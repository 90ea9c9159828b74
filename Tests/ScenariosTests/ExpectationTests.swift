import Scenarios
import Simulator
import Testing

@Suite struct ExpectationTests {
  typealias Demand = Scenarios.Expectation.Demand

  private static let faults =
    "faults: [{ at: '1s', isolate: 1, for: '1s', name: 'the split' }, { at: '2s', crash: 1, restart: '1s', every: '3s', times: 2 }]"

  private func demand(_ text: String) throws(ScenarioError) -> Demand? {
    try scenario(with: "\(ExpectationTests.faults), expect: { \(text) }").expectations.first?.demand
  }

  private static let millisecond: Int64 = 1_000_000

  static let forms: [(String, Demand)] = [
    ("linearizable: true", Demand.holds(check: 0)),
    ("'election safety': true", .holds(check: 1)),
    ("converged: true", .flag(measure: 5, true)),
    (
      "'leader during the split': '!= n3'",
      .holder(role: 0, .during(fault: "the split"), AgentID(2), isEqual: false)
    ),
    ("leader: '== nobody'", .holder(role: 0, .whole, nil, isEqual: true)),
    ("converged: false", .flag(measure: 5, false)),
    (
      "'leader elected': { within: '2s', of: 'the split' }",
      .reached(milestone: 0, within: 2 * .second, since: .beginOf(fault: "the split"))
    ),
    (
      "'leader elected': { within: '2s', after: 'crash' }",
      .reached(milestone: 0, within: 2 * .second, since: .endOf(fault: "crash"))
    ),
    ("commit: { within: '2s' }", .reached(milestone: 1, within: 2 * .second, since: .start)),
    (
      "commit: { within: '2s', of: 'start' }",
      .reached(milestone: 1, within: 2 * .second, since: .start)
    ),
    (
      "'commit latency p99': '< 50ms'",
      .measure(0, .p99, .whole, .min...50 * millisecond - 1)
    ),
    (
      "'commit latency p99.9 during the split': '<= 400ms'",
      .measure(0, .p999, .during(fault: "the split"), .min...400 * millisecond)
    ),
    (
      "'commit latency min before': '> 1ms'",
      .measure(0, .min, .before, millisecond + 1 ... .max)
    ),
    (
      "'commit latency mean after': '1ms..2ms'",
      .measure(0, .mean, .after, millisecond...2 * millisecond)
    ),
    ("'commit latency count between': '>= 10'", .measure(0, .count, .between, 10 ... .max)),
    ("'unavailable max': '< 1.5s'", .measure(1, .max, .whole, .min...1500 * millisecond - 1)),
    (
      "'elections during crash#2': '> 10'",
      .measure(2, .total, .during(fault: "crash#2"), 11 ... .max)
    ),
    ("'elections total': '== 3'", .measure(2, .total, .whole, 3...3)),
    (
      "'messages per operation': '<= 8.5'", .measure(3, .total, .whole, .min...8_500_000)
    ),
    ("'message size p50': '<= 2kB'", .measure(4, .p50, .whole, .min...2000)),
    (
      "'leader elected during the split': 'never'",
      .occurrences(milestone: 0, .during(fault: "the split"), 0...0)
    ),
    ("'leader elected': '1..3'", .occurrences(milestone: 0, .whole, 1...3)),
  ]

  @Test(arguments: forms)
  func `every form of an expectation becomes its demand`(
    text: String, expected: Demand
  ) throws {
    #expect(try demand(text) == expected)
  }

  @Test func `an expectation keeps its text and place`() throws {
    let read = try scenario(with: "\nexpect: { 'commit latency p99' : '< 1s' }").expectations
    #expect(read.map { $0.text } == [#"commit latency p99: "< 1s""#])
    #expect(read.map { $0.position } == [Position(line: 2, column: 11)])
  }

  @Test(arguments: [
    ("'commit latency': '< 1s'", "'commit latency' lacks a statistic"),
    ("'commit latency p99 whenever': '< 1s'", "'whenever' is no part of a run"),
    ("'commit latency p99 during': '< 1s'", "'during' is no part of a run"),
    ("'commit latency p99 during spilt': '< 1s'", "there is no fault 'spilt'"),
    ("'commit latency p99': '1s'", "\"1s\" is no bound, it has no comparison"),
    ("'commit latency p99': '= 1s'", "\"= 1s\" is no bound, its comparison is unknown"),
    ("'commit latency p99': '< 0s'", "\"< 0s\" is no bound, nothing is below zero"),
    ("'commit latency p99': 'never'", "'never' bounds only counts"),
    ("'commit latency p99': '2s..1s'", "\"2s..1s\" is no bound, the range begins above its end"),
    ("elections: '< 5ms'", "\"< 5ms\" is no bound, 'ms' is left over at its end"),
    ("elections: '< 2.5'", "\"< 2.5\" is no bound, 2.5 is no whole number"),
    ("elections: true", "'elections' is nothing that is true or false"),
    ("converged: '> 1'", "'converged' is true or false"),
    ("linearizable: false", "a check cannot be expected to fail like this"),
    ("elections: { within: '1s' }", "'elections' is no milestone of the protocol"),
    ("commit: { within: '1s', of: 'x' }", "there is no fault 'x'"),
    ("commit: { of: 'crash' }", "'commit' lacks 'within'"),
    ("commit: { within: '1s', of: 'crash', after: 'crash' }", "'of' and 'after' are both given"),
  ])
  func `an expectation that makes no sense is refused`(text: String, message: String) {
    let said = complaints(with: "\(ExpectationTests.faults), expect: { \(text) }")
    #expect(said.count == 1 && said[0].contains(": \(message)"), "\(said)")
  }

  @Test func `the kinds of chaos can be named`() throws {
    let read = try scenario(
      with:
        "chaos: { pause: { every: '1s', for: '1s' } }, expect: { 'elections during pause': '< 9' }")
    #expect(
      read.expectations.map { $0.demand } == [
        .measure(2, .total, .during(fault: "pause"), .min...8)
      ])
  }

  @Test func `a violation and a mutant are looked up`() throws {
    let read = try scenario(with: "mutant: 'forget vote', violates: ['election safety']")
    #expect(read.mutant == "forget vote" && read.violates == [1])
    #expect(complaints(with: "violates: 'election safty'")[0].contains("did you mean"))
  }
}
