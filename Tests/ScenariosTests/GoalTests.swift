import Testing

@testable import Scenarios

@Suite struct GoalTests {
  @Test func `a goal has a measure and what must hold besides`() throws {
    let goal = try Goal(
      text: "minimise commit latency p99.9 after where unavailable max < 1s and linearizable")
    #expect(goal.isLess && goal.subject == "commit latency p99.9 after")
    #expect(
      goal.conditions == [
        Choice(path: "expect.unavailable max", value: "< 1s"),
        Choice(path: "expect.linearizable", value: "true"),
      ])
    let bare = try Goal(text: "maximize  messages")
    #expect(!bare.isLess && bare.subject == "messages" && bare.conditions.isEmpty)
    #expect(
      try Goal(text: "minimise x where leader != n3").conditions
        == [Choice(path: "expect.leader", value: "!= n3")])
  }

  @Test(arguments: [
    "", "fast", "minimise", "minimise where x < 1", "minimise x where", "minimise x where < 3",
    "minimise x where y < 1 and", "minimise x where and y",
  ])
  func `what is no goal is refused`(_ text: String) {
    #expect(throws: Goal.Mistake.self) { try Goal(text: text) }
  }

  @Test func `values are parted by commas outside of brackets and quotes`() throws {
    let plain = try #require(Variation(text: "raft.electionTimeout=150ms..300ms,1s"))
    #expect(plain.path == "raft.electionTimeout" && plain.values == ["150ms..300ms", "1s"])
    let nested = try #require(Variation(text: "a.b=[1, 2],{x: [3,4], y: ','},'a,b'"))
    #expect(nested.values == ["[1, 2]", "{x: [3,4], y: ','}", "'a,b'"])
    #expect(try #require(Variation(text: "a=b=c")).values == ["b=c"])
    for text in ["", "a", "=1", "a=", "a=1,", "a=,1"] { #expect(Variation(text: text) == nil) }
  }

  @Test func `the point of a statistic parts no path`() throws {
    let text = """
      { protocol: "raft", duration: "1s", agents: 3, expect: { "commit latency p99.9": "< 1s" } }
      """
    let scenario = try Scenario.read(
      Array(text.utf8), file: "x.json5", vocabularies: [.test],
      overrides: [Choice(path: "expect.commit latency p99.9", value: "< 2s")])
    #expect(scenario.expectations.map { $0.text } == ["commit latency p99.9: \"< 2s\""])
  }

  @Test func `a command line varies what a file does not`() throws {
    let text = #"{ protocol: "raft", duration: "1s", agents: 3 }"#
    let grid = [
      Variation(path: "agents", values: ["3", "5"]),
      Variation(path: "network.delay", values: ["1ms", "1ms..5ms"]),
    ]
    let scenario = try Scenario.read(
      Array(text.utf8), file: "x.json5", vocabularies: [.test], variations: grid)
    #expect(
      scenario.runs.map { $0.label } == [
        "agents=3 network.delay=1ms", "agents=3 network.delay=1ms..5ms",
        "agents=5 network.delay=1ms", "agents=5 network.delay=1ms..5ms",
      ])
    let varied = #"{ protocol: "raft", duration: "1s", agents: 3, vary: { agents: [3, 4] } }"#
    #expect(throws: ScenarioError.self) {
      try Scenario.read(
        Array(varied.utf8), file: "x.json5", vocabularies: [.test], variations: grid)
    }
  }
}
