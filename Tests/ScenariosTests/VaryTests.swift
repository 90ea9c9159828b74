import Scenarios
import Simulator
import Testing

@Suite struct VaryTests {
  @Test func `a grid makes a variant of every choice`() throws {
    let read = try scenario(
      with: "vary: { 'raft.preVote': [true, false], 'raft.checkQuorum': [true, false] }")
    #expect(
      read.runs.map { $0.label } == [
        "raft.preVote=true raft.checkQuorum=true", "raft.preVote=true raft.checkQuorum=false",
        "raft.preVote=false raft.checkQuorum=true", "raft.preVote=false raft.checkQuorum=false",
      ])
    #expect(read.runs.map { $0.settings.boolean("preVote") } == [true, true, false, false])
    #expect(read.runs.map { $0.settings.boolean("checkQuorum") } == [true, false, true, false])
  }

  @Test func `a list of settings makes a variant of each, with its own expectations`() throws {
    let read = try scenario(
      with: """
        vary: [
          { 'raft.preVote': true, expect: { linearizable: true } },
          { agents: 3, 'network.delay': '9ms', 'expect': { elections: '< 9' } },
        ]
        """)
    #expect(read.runs.map { $0.label } == ["raft.preVote=true", "agents=3 network.delay=9ms"])
    #expect(read.runs.map { $0.agents.count } == [5, 3])
    #expect(read.runs[1].network.links[0].delay == .constant(9_000_000))
    #expect(read.runs[0].expectations[0].demand == .holds(check: 0))
  }

  @Test func `a short label says of what it is, but for words, and leaves out what they must show`()
    throws
  {
    let runs = try scenario(
      with: """
        vary: [
          { 'raft.preVote': true, 'network.delay': '9ms', violates: 'linearizable' },
          { 'raft.preVote': false, 'expect.elections': '< 9' },
        ]
        """
    ).runs
    #expect(
      runs.map { $0.shortLabel(among: runs) } == [
        "raft.preVote true, network.delay 9ms", "raft.preVote false",
      ])
    let bare = try scenario(with: "vary: [{ expect: { elections: '< 9' } }]").runs
    #expect(bare.map { $0.shortLabel(among: bare) } == ["variant 1"])
  }

  @Test func `a path leads into lists and keys with points`() throws {
    let read = try scenario(
      with: """
        faults: [{ at: '1s', crash: 1 }], expect: { 'commit latency p99.9': '< 1s' },
        vary: { 'faults.1.at': ['2s', '3s'], 'expect.commit latency p99.9': ['< 5s'] }
        """)
    #expect(read.runs.map { $0.faults[0].fault.trigger } == [.at(2 * .second), .at(3 * .second)])
    #expect(
      read.runs[1].expectations[0].demand
        == .measure(0, .p999, .whole, .min...5 * .second - 1))
  }

  @Test func `a scenario without variants is its own only run`() throws {
    #expect(try scenario(with: "").runs.map { $0.label } == [""])
  }

  @Test func `a mistake in a variant is said at the value that makes it`() {
    #expect(
      complaints(with: "vary: { 'raft.heartbeat': ['50ms', 50, '1s'] }") == [
        "test.json5:2:36: 'heartbeat' takes a duration such as \"150ms\", not a number; write \"50ms\" or another unit",
        "test.json5:2:40: the heartbeat is as long as the election timeout; shorten it",
      ])
  }

  @Test func `too many variants and endless paths are refused`() {
    let many = (1...6).map { "'raft.x\($0)': [1, 2, 3, 4]" }.joined(separator: ", ")
    #expect(complaints(with: "vary: { \(many) }")[0].contains("more than 1000 variants"))
    let deep = String(repeating: "a.", count: 5000) + "a"
    #expect(complaints(with: "vary: { '\(deep)': [1] }")[0].contains("leads nowhere"))
  }
}
