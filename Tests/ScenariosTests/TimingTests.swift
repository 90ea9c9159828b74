import Scenarios
import Simulator
import Testing

/// What scenarios time, what ends their runs, and delays by kind of message.
@Suite struct TimingTests {
  private static let faults =
    "faults: [{ at: '1s', isolate: 1, for: '1s', name: 'split' }, { at: '4s', crash: 1 }]"

  private func read(_ keys: String) throws(ScenarioError) -> Scenario {
    try scenario(with: "\(TimingTests.faults), \(keys)")
  }

  @Test func `a span goes from a moment to a milestone`() throws {
    let read = try read(
      """
      measure: {
        'down time': { of: 'crash', to: 'leader elected' },
        settled: { after: 'split', to: 'commit 20', agents: 3, last: true },
      }, expect: { 'down time p99': '< 1s' }
      """)
    #expect(
      read.timings == [
        Timing(name: "down time", milestone: 0, since: .beginOf(fault: "crash")),
        Timing(
          name: "settled", milestone: 1, count: 20, since: .endOf(fault: "split"), agents: 3,
          isLast: true),
      ])
    let names = read.vocabulary.measures.suffix(2).map { $0.name }
    #expect(names == ["down time", "settled"])
    let about = read.vocabulary.measures.map { $0.about }
    #expect(
      about.last
        == "Time from the end of split to the last 'commit 20 of 3 agents' after it.")
    #expect(
      read.expectations.map { $0.demand } == [
        .measure(names.count + 4, .p99, .whole, .min ... .second - 1)
      ])
  }

  @Test func `a milestone may end a run`() throws {
    #expect(try read("until: 'commit 5'").runEnd?.timing.count == 5)
    let end = try read("until: { reached: 'leader elected', of: 'crash', quiet: '2s' }").runEnd
    #expect(end?.quiet == 2 * .second && end?.timing.since == .beginOf(fault: "crash"))
    #expect(end?.timing.isLast == true)
    #expect(try read("seed: 5").runEnd == nil)
  }

  @Test(arguments: [
    ("until: 'leader electd'", "2:8: \"leader electd\" is no milestone of the protocol"),
    (
      "until: { reached: 'commit', of: 'splt' }",
      "2:8: there is no fault 'splt'; the scenario has no faults"
    ),
    ("measure: { x: { to: 'commit', agents: 6 } }", "2:39: 6 agents are wanted of 5"),
    ("measure: { 'commit latency': { to: 'commit' } }", "2:12: 'commit latency' cannot be told"),
    ("measure: { 'commit rate': { to: 'commit' } }", "2:12: 'commit rate' cannot be told"),
    ("measure: { x: { to: 'commit', agent: 'n7' } }", "2:38: there is no agent \"n7\""),
    (
      "measure: { x: { to: 'commit', from: 'commit', of: 'start' } }",
      "2:31: 'from' and 'of' do not go together"
    ),
    ("measure: { x: { of: 'a' } }", "2:15: 'x' does not say what it measures; give one of 'to'"),
    (
      "measure: { x: { to: 'commit', lag: 'n1' } }", "2:15: 'x' cannot be both 'to' and 'lag'"
    ),
    ("measure: { x: { lag: 'n1', of: 'start' } }", "2:32: 'of' goes with 'to' and not with 'lag'"),
    (
      "measure: { x: { lag: 'n7' } }",
      "2:22: there is no agent \"n7\"; did you mean 'n1'?"
    ),
    (
      "measure: { x: { latency: 'writes' } }",
      "2:15: the latency is of clients in a region, and none is named; the scenario has no"
    ),
    (
      "measure: { x: { latency: 'write', region: 'eu' } }",
      "2:26: 'latency': \"write\" is not known here"
    ),
    ("measure: { x: { answers: 'hit' } }", "2:26: 'answers': \"hit\" is not known here"),
    (
      "measure: { x: { answer: 'look' } }, faults: [{ at: '1s', crash: 1, name: 'look' }]",
      "2:25: there is no fault that asks \"look\""
    ),
    ("network: { delayOf: { vot: '1ms' } }", "2:23: \"vot\" is no kind of message of the protocol"),
    ("network: { delayOf: { vote: 'soon' } }", "2:29: 'vote': \"soon\" is wrong"),
    (
      "network: { delay: { gamma: { shape: 0.01, mean: '1ms' } } }",
      "2:37: 'delay' has an impossible shape; from 0.05 to 1000"
    ),
    (
      "network: { delay: { truncatedNormal: { mean: '1ms', deviation: '1us', minimum: '2ms' } } }",
      "2:80: 'delay' leaves all but nothing of the distribution above its minimum"
    ),
    ("expect: { leader: '!= n6' }", "2:11: there is no agent \"n6\""),
    ("expect: { leader: 'n3' }", "2:11: \"n3\" says nobody who holds the role"),
    ("expect: { 'leadr after': '== n3' }", "2:11: 'leadr after' is no measure of the protocol"),
  ])
  func `mistakes are told with their place`(keys: String, message: String) {
    let said = complaints(with: keys)
    #expect(said.count == 1 && said[0].hasPrefix("test.json5:\(message)"), "\(said)")
  }

  @Test func `a measure may be of an agent, a region, a request or an answer`() throws {
    let read = try scenario(
      """
      { protocol: "raft", duration: "10s",
        regions: { places: { us: { agents: 2, clients: 1 }, eu: { agents: 1, clients: 1 } },
          latency: { "us eu": "40ms" } },
        measure: {
          behind: { lag: "n3" }, "eu reads": { latency: "reads", region: "eu" },
          hits: { answers: "effect" }, misses: { answers: "mismatch" }, up: { to: "commit" },
        },
        expect: { "behind max": "< 9", "eu reads p99": "< 1s", hits: "> 0" } }
      """)
    #expect(
      read.probes == [
        Probe(name: "behind", .lag(AgentID(2))),
        Probe(name: "eu reads", .latency(isRead: true, region: 1)),
        Probe(name: "hits", .outcomes(tookEffect: true)),
        Probe(name: "misses", .outcomes(tookEffect: false)),
      ])
    let measures = read.vocabulary.measures.suffix(5)
    #expect(measures.map { $0.name } == ["up", "behind", "eu reads", "hits", "misses"])
    #expect(measures.map { $0.unit } == [.duration, .count, .duration, .count, .count])
    #expect(read.measureOfProbe(1).about.contains("client in eu to read"))
    #expect(read.measureOfTiming(0).name == "up" && read.expectations.count == 3)
    let other = complaints(
      "{ protocol: 'swim', duration: '1s', agents: 3, measure: { x: { lag: 'n1' } } }")
    #expect(other.count == 1 && other[0].contains("'lag' cannot be measured of swim"), "\(other)")
  }

  @Test func `kinds of messages may have delays of their own`() throws {
    let network = try scenario(
      with: """
        network: { delay: '2ms', delayOf: { vote: { gamma: { shape: 2.5, mean: '5ms' } } } },
        clientNetwork: { delay: '3ms' }
        """
    ).network
    #expect(
      network.delayOfKind == [
        nil, .gamma(GammaDelay(shapeThousandths: 2_500, mean: 5_000_000)),
      ])
    #expect(network.links[0].delay == .constant(2_000_000))
  }

  @Test func `variants measure the same`() {
    let said = complaints(
      with: "vary: [{ 'measure.x': { to: 'commit' } }, { 'raft.preVote': false }]")
    #expect(
      said == [
        "test.json5:2:7: variants measure different things; name all of them in 'measure'"
      ])
  }
}
