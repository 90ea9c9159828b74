import Protocols
import Scenarios
import Simulator
import Testing

@testable import Experiments

/// Scenarios of coordinating agents, read, run and measured.
struct AgentExperimentTests {
  static let registry: Registry = {
    var registry = Registry()
    registry.add(AgentExperiment.self)
    return registry
  }()

  static func scenario(_ keys: String) throws(ScenarioError) -> Scenario {
    let text = """
      { about: "x", protocol: "coordination", agents: 3, duration: "6s",
        network: { delay: "1ms..3ms" }, disk: { flush: "1ms" }, \(keys) }
      """
    return try registry.read(Array(text.utf8), file: "test.json5")
  }

  static let all = """
    coordination: { deliberation: { opinion: "threshold" }, barrier: { standing: true } },
    load: {
      store: { clients: 2, rate: "40/s", stop: "4s" },
      deliberation: { clients: 2, rate: "5/s", stop: "4s" },
      election: { clients: 2, rate: "20/s" },
      synchronisation: { clients: 2, rate: "10/s", stop: "4s" },
      barrier: { rounds: 5, work: "50ms..300ms" },
    },
    faults: [{ at: "2s", crash: "leader", restart: "500ms", name: "crash" }]
    """

  static func amount(_ name: String, _ outcome: Outcome) -> Amount {
    let result = outcome.measures.first { $0.measure.name == name }
    return result?.amount(in: .whole, outcome.ledger) ?? .nothing
  }

  static let endings = [
    "operations finished", "proposals finished", "elections finished", "updates finished",
    "barriers finished", "agreed",
  ]

  @Test func `every pattern does its work, keeps its promises and comes to an end`() throws {
    let scenario = try Self.scenario(Self.all)
    let outcome = Self.registry.run(scenario, seed: 3)
    #expect(outcome.violation == nil)
    #expect(outcome.verdicts.allSatisfy { $0.result == .held || $0.result == .notChecked })
    for name in Self.endings { #expect(Self.amount(name, outcome) == .flag(true), "\(name)") }
    for name in ["operations", "accepted", "orders", "completed updates", "barriers released"] {
      guard case .count(let count) = Self.amount(name, outcome) else {
        Issue.record("no measure \(name)")
        continue
      }
      #expect(count > 3, "\(name)")
    }
    #expect(Self.registry.run(scenario, seed: 3).fingerprint == outcome.fingerprint)
  }

  @Test func `what has not ended when the run does is said not to be finished`() throws {
    // From 2 s on nobody reaches anybody, so no majority, no acknowledgement, no barrier.
    let text = Self.all.replacing(
      "crash: \"leader\", restart: \"500ms\"", with: "isolate: [1, 2, 3]"
    )
    .replacing("stop: \"4s\"", with: "stop: \"5s\"")
    .replacing("rounds: 5", with: "rounds: 500")
    let outcome = Self.registry.run(try Self.scenario(text), seed: 3)
    #expect(outcome.violation == nil)
    for name in Self.endings.dropLast() {
      #expect(Self.amount(name, outcome) == .flag(false), "\(name)")
    }
  }

  @Test func `each part reads its own section, and none has clients without one`() throws {
    let scenario = try Self.scenario(
      """
      coordination: {
        deliberation: { raft: { heartbeat: "7ms" } }, election: { heartbeat: "8ms" },
        synchronisation: { retry: "9ms" }, barrier: { retry: "10ms" },
      },
      load: { synchronisation: { clients: 4 } }
      """)
    let bound = scenario.bind(seed: 1)
    let experiment = AgentExperiment(bound)
    let settings = experiment.settings
    #expect(settings.deliberation.raft.heartbeat == 7 * .millisecond)
    #expect(settings.election.heartbeat == 8 * .millisecond)
    #expect(settings.synchronisation.retry == 9 * .millisecond)
    #expect(settings.barrier.retry == 10 * .millisecond)
    #expect(settings.election.directory.count == 3)
    #expect(experiment.driver.clientCount == 4)
    #expect(AgentExperiment(try Self.scenario("seed: 1").bind(seed: 1)).driver.clientCount == 0)
  }

  @Test func `a mistake in a part's section is found at its place`() throws {
    #expect(throws: ScenarioError.self) {
      try Self.scenario("coordination: { election: { heartbeat: \"1s\" } }")
    }
    #expect(throws: ScenarioError.self) {
      try Self.scenario("coordination: { barrier: { coordinator: 4 } }")
    }
    #expect(throws: ScenarioError.self) {
      try Self.scenario("load: { store: { start: \"9s\" } }")
    }
  }

  @Test func `names of checks and measures are there once, and as many as there are results`() {
    let names = AgentExperiment.vocabulary.measures.map { $0.name }
    #expect(Set(names).count == names.count)
    let checks = AgentExperiment.vocabulary.checkNames
    #expect(Set(checks).count == checks.count)
    let report = Self.report(Self.watcher)
    #expect(
      (report.measures.map { $0.measure } + CommonMeasures.all)
        == AgentExperiment.vocabulary.measures)
    #expect(report.verdicts.map { $0.name } == checks)
  }

  static func report(_ watch: AgentExperiment.Watch) -> WatchReport {
    var report = WatchReport()
    watch.report(into: &report)
    return report
  }

  static var watcher: AgentExperiment.Watch {
    guard let scenario = try? scenario("seed: 1") else { preconditionFailure("it is right") }
    return AgentExperiment(scenario.bind(seed: 1)).watch
  }

  @Test func `a violation that a part's check sees has the name that the check has here`() {
    var elected = Self.watcher
    let fact = Election.Fact.becameLeader(lease: .second)
    elected.noted(.election(Election.Note(fact, 1, .global)), by: AgentID(0), at: 5)
    #expect(
      elected.hasViolation && Self.report(elected).violation?.check == "acknowledged by a majority")

    var arrived = Self.watcher
    arrived.noted(.barrier(.arrived(Barrier.Instance(0))), by: AgentID(0), at: 4)
    let early = Barrier.Message.arrive(
      Barrier.Instance(0), first: 0, count: 1, incarnation: 1)
    arrived.sent(
      .barrier(early), from: AgentID(0), to: AgentID(1), .arrives(9), at: 5)
    #expect(Self.report(arrived).violation?.check == "barrier durable before sent")
    let fired = Self.report(arrived).verdicts.filter {
      if case .violated = $0.result { true } else { false }
    }
    #expect(fired.map { $0.name } == ["barrier durable before sent"])
  }

  @Test func `agents that know no leader, or not the same, have not ended their election`() {
    let profiles = (0..<3).map { Profile(id: AgentID($0), clusterSize: 3) }
    let directory = Election.Directory(profiles)
    var board = LeaderBoard([.global], directory)
    #expect(board.isSettled)
    for agent in 0..<3 { board.changed(AgentID(agent), .started(.fresh)) }
    #expect(!board.isSettled)
    let follower = Self.follower(of: 0, directory)
    board.stepped(follower, AgentID(1))
    board.stepped(follower, AgentID(2))
    #expect(!board.isSettled)
    board.changed(AgentID(0), .crashed)
    #expect(board.isSettled)
    board.stepped(Self.follower(of: 1, directory), AgentID(2))
    #expect(!board.isSettled)
  }

  static func follower(of leader: Int, _ directory: Election.Directory) -> Election {
    var machine = Election(
      Profile(id: AgentID(2), clusterSize: 3), Election.Settings(directory: directory))
    var turn = Turn<Election>(agent: AgentID(2))
    machine.receive(
      Election.Message(.heartbeat(sentAt: 1), term: 1), from: AgentID(leader), &turn)
    return machine
  }
}
