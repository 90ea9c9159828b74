import Scenarios
import Simulator
import Testing

@Suite struct ClusterTests {
  @Test func `what a file does not say is ideal or standard`() throws {
    let read = try scenario(with: "")
    let conditions = read.bind(seed: read.seed).conditions
    #expect(
      conditions
        == Conditions(agentCount: 5, link: LinkClass(delay: .constant(1_000_000))))
    #expect(read.seed == 1 && read.seeds.count == 100 && read.calm == nil)
    #expect(read.agents.map { $0.name } == ["n1", "n2", "n3", "n4", "n5"])
  }

  @Test func `links take every setting and clients their own`() throws {
    let network = try scenario(
      with: """
        network: { delay: '2ms', loss: { begin: 0.1, end: 0.5, inGood: 0.01 }, duplicate: 0.1,
          corrupt: 0.2, order: 'fifo', bandwidth: '1MB/s' },
        clientNetwork: { delay: '3ms', order: 'free' }
        """
    ).network
    let link = LinkClass(
      delay: .constant(2_000_000),
      loss: .bursts(
        .init(
          begin: Ratio(1, outOf: 10), end: Ratio(1, outOf: 2), lossInGood: Ratio(1, outOf: 100))),
      duplication: Ratio(1, outOf: 10), corruption: Ratio(1, outOf: 5), isOrdered: true,
      bytesPerSecond: 1_000_000)
    #expect(network.links == [link])
    var client = link
    client.delay = .constant(3_000_000)
    client.isOrdered = false
    #expect(network.clientLinks == [client])
  }

  @Test func `a matrix of regions becomes classes of links with jitter`() throws {
    let bytes = try TestFiles.bytes("Valid/regions.json5")
    let read = try Scenario.read(bytes, file: "regions", vocabularies: [.test])
    func delay(_ base: Int64) -> Delay { .exponential(mean: 1_000_000, offset: base) }
    let base: [Int64] = [
      300_000, 40_000_000, 80_000_000, 40_000_000, 300_000, 60_000_000, 80_000_000, 65_000_000,
      300_000,
    ]
    #expect(read.regionNames == ["eu", "us", "asia"])
    #expect(read.network.links.map { $0.delay } == base.map(delay))
    #expect(read.network.links.map { $0.isOrdered } == (0..<9).map { $0 == 1 || $0 == 3 })
    #expect(read.network.zoneOfAgent == [0, 0, 1, 1, 2])
    #expect(read.network.zoneOfClient == [0, 1, 1])
    #expect(read.faults[0].fault.action == .cut(.isolate([.zone(2)]), .lost))
  }

  @Test func `a list of agents says who is what`() throws {
    let bytes = try TestFiles.bytes("Valid/agents.json5")
    let read = try Scenario.read(bytes, file: "agents", vocabularies: [.test])
    #expect(read.agents.map { $0.profile.group } == [0, 0, 1, 1, 1])
    #expect(read.agents.map { $0.traits.boolean("mayLead") } == [true, true, false, true, true])
    #expect(read.agents[2].name == "witness")
    #expect(read.agents[2].traits.object("scores").integer("performance") == 100)
    let flush = Delay.logNormal(median: 1_000_000, sigmaMillionths: 500_000, offset: 0)
    #expect(read.agents[0].disk == DiskConditions(flush: flush, failure: Ratio(1, outOf: 1000)))
    #expect(read.agents[4].disk == DiskConditions(flush: .constant(10_000_000)))
    #expect(read.agents[4].clock.drift == 50...50)
    #expect(read.seed == 42)
    #expect(read.faults[0].fault.action == .pause([.agent(AgentID(2))]))
  }

  @Test(arguments: [
    ("regions: { places: {} }", "there is no region"),
    ("disk: { agents: { '6': { flush: '1ms' } } }", "there is no agent '6'"),
    ("network: { links: { 'eu us': { loss: 0 } } }", "there is no region 'eu'"),
    ("calm: '10s'", "the calm tail is as long as the run"),
    ("regions: { places: { eu: {} } }", "nobody knows where the 5 agents stand"),
    ("regions: { places: { eu: { agents: 5, clients: 0 } } }", "clients stand in no region"),
    (
      "regions: { places: { eu: { agents: 5 } }, latency: {}, jitter: { pareto: { minimum: '1ms', alpha: 2 } } }",
      "a Pareto distribution cannot be jitter"
    ),
    (
      "network: { delay: '1ms' }, regions: { places: { eu: { agents: 5 } }, latency: {} }",
      "the delay is given twice"
    ),
  ])
  func `a cluster that makes no sense is refused`(keys: String, message: String) {
    let said = complaints(with: keys)
    #expect(said.contains { $0.contains(": \(message)") }, "\(said)")
  }

  @Test func `a protocol declares traits of its own, with defaults for agents that are counted`()
    throws
  {
    let weight = Key("weight", .integer(1...9), .standard("3"), about: "Its votes.")
    let rank = Key("rank", .word(["low", "high"]), .required, about: "Its rank.")
    func read(_ agents: String, _ traits: [Key]) throws(ScenarioError) -> Scenario {
      try Scenario.read(
        Array("{ protocol: 'p', duration: '1s', agents: \(agents) }".utf8), file: "traits",
        vocabularies: [Vocabulary(name: "p", about: "", traits: traits)])
    }
    let listed = try read("[{ weight: 7 }, { count: 2 }]", [weight])
    #expect(listed.agents.map { $0.traits.integer("weight") } == [7, 3, 3])
    #expect(listed.bind(seed: 1).traits.map { $0.integer("weight") } == [7, 3, 3])
    #expect(try read("4", [weight]).agents.map { $0.traits.integer("weight") } == [3, 3, 3, 3])
    for agents in ["[{ weight: 10 }]", "[{ rank: 'high' }, {}]", "2"] {
      #expect(throws: ScenarioError.self) { try read(agents, [weight, rank]) }
    }
  }

  @Test func `a trait that the protocol does not heed is a mistake`() throws {
    var vocabulary = Vocabulary.test
    vocabulary.traits = Vocabulary.test.traits.filter { $0.name == "mayLead" }
    func read(_ trait: String) throws -> Scenario {
      try Scenario.read(
        Array("{ protocol: 'raft', duration: '1s', agents: [{ \(trait) }] }".utf8), file: "traits",
        vocabularies: [vocabulary])
    }
    #expect(try read("mayLead: false").agents[0].traits.boolean("mayLead") == false)
    for trait in ["participates: false", "scores: {}"] {
      #expect(throws: ScenarioError.self) { try read(trait) }
    }
  }
}
