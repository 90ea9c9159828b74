import Scenarios
import Simulator
import Testing

@Suite struct VersionScenarioTests {
  private let versions = """
    versions: {
      old: {}, new: { 'raft.preVote': false, 'raft.maxInFlight': 1 }, bad: { mutant: 'forget vote' },
    }
    """

  private func mistakes(_ text: String) -> [String] {
    do throws(ScenarioError) {
      _ = try scenario(with: text)
      return []
    } catch {
      return error.diagnostics.map { $0.message }
    }
  }

  @Test func `a version has the protocol's section with settings of its own`() throws {
    let read = try scenario(with: "raft: { heartbeat: '20ms' }, \(versions)")
    #expect(read.versions.map { $0.name } == ["old", "new", "bad"])
    #expect(read.versions.map { $0.settings.boolean("preVote") } == [true, false, true])
    #expect(read.versions.map { $0.settings.integer("maxInFlight") } == [16, 1, 16])
    #expect(read.versions.allSatisfy { $0.settings.duration("heartbeat") == 20 * .millisecond })
    #expect(read.versions.map { $0.mutant } == [nil, nil, "forget vote"])
    #expect(read.settings.boolean("preVote"))
  }

  @Test func `settings may stand in an object under the protocol's name`() throws {
    let read = try scenario(with: "versions: { new: { raft: { preVote: false } } }")
    #expect(!read.versions[0].settings.boolean("preVote"))
  }

  @Test func `a mutant of the scenario is one of versions that name no other`() throws {
    let read = try scenario(with: "mutant: 'forget vote', versions: { old: {}, new: {} }")
    #expect(read.versions.map { $0.mutant } == ["forget vote", "forget vote"])
  }

  @Test func `agents start as the oldest version unless they say otherwise`() throws {
    let read = try scenario(
      """
      { protocol: 'raft', duration: '1s', agents: [{ count: 2 }, { version: 'new' }],
        versions: { old: {}, new: { 'raft.preVote': false } } }
      """)
    let bound = read.bind(seed: 1)
    #expect(bound.conditions.versions == ["old", "new"])
    #expect(bound.conditions.versionOfAgent == [0, 0, 1])
    #expect(!bound.running(version: 1).settings.boolean("preVote"))
    #expect(try scenario(with: "").bind(seed: 1).conditions.versionOfAgent == [])
  }

  @Test func `what cannot differ between versions is refused by name`() {
    #expect(
      mistakes("versions: { new: { 'network.delay': '1ms', agents: 3 } }") == [
        "'network.delay' cannot differ between versions", "'agents' cannot differ between versions",
      ])
  }

  @Test func `a version's settings are read as the section's are`() {
    #expect(
      mistakes("versions: { new: { 'raft.preVot': true, 'raft.preVote': 3 } }") == [
        "unknown key 'preVot' in 'raft'", "'preVote' takes true or false, not a number",
      ])
    #expect(
      mistakes("versions: { new: { mutant: 'none such' } }") == [
        "\"none such\" is no mutant of the protocol"
      ])
  }

  @Test func `a version is reviewed as the scenario is, by its name`() {
    #expect(
      mistakes("versions: { old: {}, new: { 'raft.heartbeat': '1s' } }") == [
        "the heartbeat is as long as the election timeout, in version \"new\""
      ])
  }

  @Test func `an agent of an unknown version is a mistake`() throws {
    #expect(
      throws: ScenarioError.self,
      performing: {
        try scenario(
          "{ protocol: 'raft', duration: '1s', agents: [{ version: 'new' }] }")
      })
  }

  private func faults(_ text: String) throws -> [Fault] {
    try scenario(with: "\(versions), faults: [\(text)]").bind(seed: 1).conditions.faults
  }

  @Test func `a change of version names one, or goes to the next`() throws {
    let read = try faults(
      """
      { at: '1s', upgrade: 2, restart: '1s' },
      { at: '3s', upgrade: { of: 2, to: 'bad' }, restart: '1s' },
      { at: '5s', downgrade: { of: 'all', to: 'old' }, restart: '1s' }
      """)
    #expect(
      read.map { $0.action } == [
        .upgrade([.agent(AgentID(1))]), .upgrade([.agent(AgentID(1))], to: 2),
        .downgrade([.all], to: 0),
      ])
  }

  @Test func `changes that lead nowhere are mistakes`() {
    func told(_ fault: String, _ versions: String? = nil) -> [String] {
      mistakes("\(versions ?? self.versions), faults: [{ at: '1s', \(fault) }]")
    }
    #expect(
      told("upgrade: 1, restart: '1s'", "seed: 1") == [
        "'upgrade' changes versions, and there are none"
      ])
    #expect(
      told("upgrade: 1, restart: '1s'", "versions: { old: {} }") == [
        "'upgrade' changes versions, and there is only one"
      ])
    #expect(
      told("upgrade: { of: 1, to: 'newer' }, restart: '1s'") == ["there is no version \"newer\""])
    #expect(
      told("upgrade: { of: 1, to: 'old' }, restart: '1s'") == [
        "no upgrade leads to the oldest version"
      ])
    #expect(
      told("downgrade: { of: 1, to: 'bad' }, restart: '1s'") == [
        "no downgrade leads to the newest version"
      ])
    #expect(told("upgrade: 1") == ["the agents would never start again"])
  }

  @Test func `a fault that rolls meets one agent after another`() throws {
    let read = try faults(
      """
      { at: '1s', upgrade: [3, 1], rolling: '2s', restart: '1s', name: 'up' },
      { after: 'up ended', crash: 'all', rolling: '1s', restart: '500ms' }
      """)
    #expect(read.map { $0.name }.prefix(2) == ["up#1", "up#2"])
    #expect(
      read.prefix(2).map { $0.action } == [
        .upgrade([.agent(AgentID(2))]), .upgrade([.agent(AgentID(0))]),
      ])
    #expect(read.prefix(2).map { $0.trigger } == [.at(.second), .at(3 * .second)])
    #expect(read.count == 7)
    #expect(read[2].trigger == .fault("up#2", .ended, delay: 0))
    #expect(read[6].trigger == .fault("up#2", .ended, delay: 4 * .second))
  }

  @Test func `what cannot roll is a mistake`() {
    func told(_ fault: String) -> [String] {
      mistakes("faults: [{ at: '1s', rolling: '1s', \(fault) }]")
    }
    #expect(
      told("crash: 'leader', restart: '1s'") == [
        "'rolling' takes agents that are known beforehand"
      ])
    #expect(
      told("isolate: 1, for: '1s'") == [
        "'rolling' belongs to faults that stop or slow processes"
      ])
    #expect(
      told("crash: 'all', restart: '1s', every: '5s', times: 2") == [
        "a fault that rolls does not repeat"
      ])
  }

  @Test func `changes of versions and resets are written as they are read`() throws {
    let read = try scenario(
      with: "\(versions), network: { transport: 'tcp' }, faults: []")
    for action in [
      FaultAction.upgrade([.any(2, .none)]), .upgrade([.agent(AgentID(2))], to: 1),
      .downgrade([.all], to: 0),
      .reset([.init(.agent(AgentID(0)), .role(0)), .init(.agent(AgentID(1)), .any(1, .none))]),
    ] {
      let fault = Fault(
        name: "it", trigger: .at(.second), action: action,
        duration: action.changesVersion ? .second : nil)
      let text = try #require(read.text(of: fault))
      #expect(try read.fault(text) == fault)
    }
  }
}

@Suite struct TransportTests {
  private func link(_ text: String) throws -> LinkClass {
    try scenario(with: text).network.links[0]
  }

  @Test func `links share connections where the transport says so`() throws {
    #expect(try !link("").isConnection)
    #expect(try link("network: { transport: 'tcp' }").isConnection)
    let read = try scenario(
      with: """
        network: { transport: 'tcp', tcp: { giveUp: '3s' } }, clientNetwork: { transport: 'datagram' }
        """)
    #expect(read.network.links[0].retransmission == Retransmission(limit: 3 * .second))
    #expect(!read.network.clientLinks[0].isConnection)
    #expect(read.measuresConnections)
  }

  @Test func `what says nothing without connections is a mistake`() {
    for text in [
      "network: { tcp: { rto: '1s' } }", "faults: [{ at: '1s', reset: [[1, 2]] }]",
      "chaos: { reset: { every: '1s' } }",
    ] {
      #expect(throws: ScenarioError.self) { try scenario(with: text) }
    }
    #expect(throws: ScenarioError.self) {
      try scenario(with: "network: { transport: 'tcp', tcp: { rto: '1s', maxRto: '10ms' } }")
    }
  }
}
