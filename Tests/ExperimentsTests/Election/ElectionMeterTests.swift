import Experiments
import Protocols
import Simulator
import Testing

/// Histories by hand, and the exact figures.
@Suite("Meter of elections")
struct ElectionMeterTests {
  /// Tells a meter of three agents what happens; times in milliseconds, agents counted from 1.
  struct History {
    var meter: ElectionMeter
    var ledger = PhaseLedger()
    let machine = Election(
      Profile(id: AgentID(0), clusterSize: 3), Election.Settings(mode: .bully))

    init(_ expected: [Election.Scope] = [.global]) {
      meter = ElectionMeter(agentCount: 3, expected: expected)
    }

    mutating func note(
      _ time: Int64, _ agent: Int, _ fact: Election.Fact, _ term: Int64 = 1,
      _ scope: Election.Scope = .global
    ) {
      meter.noted(
        Election.Note(fact, term, scope), by: AgentID(agent - 1), at: time * .millisecond)
    }

    mutating func change(_ time: Int64, _ agent: Int, _ change: LifeChange) {
      meter.changed(AgentID(agent - 1), change, at: time * .millisecond)
    }

    mutating func step(_ time: Int64, _ agent: Int) {
      meter.stepped(machine, AgentID(agent - 1), at: time * .millisecond)
    }

    mutating func fault(_ time: Int64, _ phase: FaultEvent.Phase, index: Int = 0) {
      let event = FaultEvent(index: index, name: "cut", phase: phase, agents: [], targets: "")
      meter.faulted(event, at: time * .millisecond)
      ledger.note(event, at: time * .millisecond)
    }

    mutating func send(_ body: Election.Body, _ source: Int = 1, to target: Int = 2) {
      meter.sent(
        Election.Message(body), from: AgentID(source - 1), to: AgentID(target - 1), .arrives(0),
        at: 0)
    }

    func figures(end: Int64 = 2000) -> ElectionFigures {
      ElectionFigures(meter, end: end * .millisecond, ledger)
    }
  }

  @Test func `a failover in its parts, each in the phase in which it began`() {
    var history = History()
    history.note(10, 1, .electionStarted)
    history.note(20, 1, .becameCandidate)
    history.note(40, 1, .becameLeader(lease: 1))
    history.note(41, 2, .followed(AgentID(0)))
    history.fault(1000, .began)
    history.change(1000, 1, .crashed)
    history.note(1250, 2, .suspected(AgentID(0)))
    history.note(1250, 2, .electionStarted, 2)
    history.note(1260, 3, .electionStarted, 2)
    history.note(1290, 2, .becameLeader(lease: 1), 2)
    history.change(1500, 1, .started(.intact))
    history.fault(1500, .ended)
    let figures = history.figures()
    #expect(
      figures.names == [
        "detection", "election time", "leaderless", "leaders at once", "leader changes",
        "elections", "election messages", "messages per election",
      ])
    #expect(figures.milliseconds("detection") == [250])
    #expect(figures.milliseconds("detection", .during([0])) == [250])
    #expect(figures.milliseconds("election time") == [30, 40])
    #expect(figures.milliseconds("election time", .before) == [30])
    #expect(figures.milliseconds("leaderless") == [40, 290])
    #expect(figures.milliseconds("leaderless", .during([0])) == [290])
    #expect(figures.samples("leaders at once") == [1, 1])
    #expect(figures.count("leader changes") == 1)
    #expect(figures.count("elections") == 3)
    #expect(figures.count("elections", .before) == 1)
    #expect(
      figures.timeline.map { $0.status }
        == [.running(.candidate), .running(.leader), .running(.follower), .running(.leader)])
    #expect(figures.timeline.map { $0.number } == [1, 1, 1, 2])
  }

  @Test func `the leaders of a phase without a change are those that stood at its start`() {
    var history = History()
    history.fault(5, .began)
    history.fault(10, .ended)
    history.note(40, 1, .becameLeader(lease: 1))
    history.fault(1000, .began, index: 1)
    history.fault(1500, .ended, index: 1)
    let figures = history.figures()
    #expect(figures.samples("leaders at once") == [1])
    #expect(figures.samples("leaders at once", .before) == [0])
    #expect(figures.samples("leaders at once", .during([0])) == [0])
    #expect(figures.samples("leaders at once", .during([0, 1])) == [0, 1])
    #expect(figures.samples("leaders at once", .after) == [1])
  }

  @Test func `leaders at once, and a lead taken over without a time between`() {
    var history = History()
    history.note(0, 1, .becameLeader(lease: 0), 0)
    history.note(100, 2, .becameLeader(lease: 0), 0)
    history.note(150, 1, .steppedDown(.preempted), 0)
    history.note(300, 2, .steppedDown(.resigned), 0)
    history.note(350, 2, .becameLeader(lease: 0), 0)
    let figures = history.figures()
    #expect(figures.samples("leaders at once") == [1, 1, 2])
    #expect(figures.milliseconds("leaderless") == [50])
    #expect(figures.count("leader changes") == 1)
    #expect(figures.milliseconds("election time") == [])
    #expect(figures.milliseconds("detection") == [])
  }

  @Test func `a paused leader leads again with its first step, unless that made it step down`() {
    var history = History()
    history.note(0, 1, .becameLeader(lease: 1))
    history.change(100, 1, .paused)
    history.change(300, 1, .resumed)
    history.step(310, 2)
    history.step(320, 1)
    history.step(330, 1)
    history.change(500, 1, .paused)
    history.change(900, 1, .resumed)
    history.note(910, 1, .steppedDown(.leaseLost))
    history.step(910, 1)
    history.note(930, 2, .electionStarted, 2)
    history.note(950, 2, .becameLeader(lease: 1), 2)
    let figures = history.figures()
    // At 0, at 320 and at 950 ms.
    #expect(figures.samples("leaders at once") == [1, 1, 1])
    #expect(figures.milliseconds("leaderless") == [220, 450])
    #expect(figures.milliseconds("detection") == [430])
    #expect(figures.milliseconds("election time") == [20])
    #expect(figures.count("leader changes") == 1)
  }

  @Test func `scopes are measured apart, and those that no note names not at all`() {
    var history = History([.group(1)])
    let alone = history.figures()
    #expect(alone.milliseconds("leaderless") == [2000])
    history.note(100, 1, .becameLeader(lease: 1), 1, .group(1))
    history.note(400, 2, .becameLeader(lease: 1), 1, .global)
    history.note(450, 3, .followed(AgentID(1)), 1, .group(1))
    let figures = history.figures()
    #expect(figures.milliseconds("leaderless") == [100, 400])
    #expect(figures.samples("leaders at once") == [1, 1])
    #expect(figures.count("leader changes") == 0)
    // Of groups the timeline shows leaders alone.
    #expect(figures.timeline.map { $0.scope } == [2, 0])
  }

  @Test func `messages to find a leader, for each leader, and the outcomes of the brief's count`() {
    var history = History()
    for body in ElectionMeterTests.bodies { history.send(body) }
    history.send(.vote(election: 1, AgentID(0)), 1, to: 1)
    history.note(5, 2, .acknowledged(AgentID(0)))
    history.note(5, 1, .acknowledged(AgentID(0)))
    history.note(10, 3, .finalized(election: 1, AgentID(0)), 0)
    history.note(20, 3, .finalized(election: 2, AgentID(1)), 0)
    let figures = history.figures()
    // Nine kinds of message, and the acknowledgement of another agent.
    #expect(figures.count("election messages") == 10)
    #expect(figures.ratio("messages per election") == [10, 2])
    #expect(figures.count("leader changes") == 1)
    #expect(figures.samples("leaders at once") == [1, 2])
    #expect(figures.milliseconds("leaderless") == [10])
  }

  /// One message of each kind.
  static let bodies: [Election.Body] = [
    .election(Election.Priority(score: 7, agent: AgentID(1))), .answer, .coordinator(sentAt: 1),
    .heartbeat(sentAt: 1), .order(1), .acknowledge(sentAt: 1), .refuse(remaining: 1),
    .leased(remaining: 1), .challenge, .resign(successor: nil), .accepted(1),
    .call(election: 1, candidates: []), .vote(election: 1, AgentID(0)), .stored(election: 1),
  ]
}
