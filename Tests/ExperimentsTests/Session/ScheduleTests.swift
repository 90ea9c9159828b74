import Experiments
import Scenarios
import Simulator
import Testing

/// Faults that order deliveries: cuts of kinds of messages, and starts and ends that wait for an arrival.
@Suite struct `A scenario orders deliveries` {
  private static func session(_ faults: String, _ more: String = "") throws -> Session {
    let text = """
      { protocol: "raft", agents: 3, duration: "2s", network: { delay: "5ms" },
        raft: { electionTimeout: "10s..20s", preVote: false, checkQuorum: false }, \(more)
        faults: [{ at: "100ms", order: { of: 1, to: "campaign" }, name: "go" }, \(faults)] }
      """
    let scenario = try Registry.standard.read(Array(text.utf8), file: "test.json5")
    return Registry.standard.open(scenario, seed: 1, recording: .recording)
  }

  /// What arrived, as `vote 2>1 110`: kind, ends and milliseconds.
  private static func arrivals(_ session: Session, _ kinds: [String]) -> [String] {
    var found: [String] = []
    session.run { session in
      for record in session.records
      where record.kind == .delivered && kinds.contains(record.content.kind ?? "") {
        let ends = [record.peer, record.agent].map { "\(($0?.index ?? -1) + 1)" }
        found.append(
          "\(record.content.kind ?? "") \(ends[0])>\(ends[1]) \(session.now / .millisecond)")
      }
      return true
    }
    return found
  }

  @Test func `a cut of a kind stops that kind alone`() throws {
    let whole = Self.arrivals(try Self.session(""), ["request vote", "vote"])
    #expect(
      whole == ["request vote 1>2 105", "request vote 1>3 105", "vote 2>1 110", "vote 3>1 110"])
    let cut = "{ at: '0s', oneWay: { from: 'all', to: 1 }, kinds: 'vote' }"
    #expect(Self.arrivals(try Self.session(cut), ["request vote", "vote"]) == Array(whole[..<2]))
    let other = "{ at: '0s', oneWay: { from: 'all', to: 1 }, kinds: 'append reply' }"
    #expect(
      Self.arrivals(try Self.session(other), ["request vote", "vote", "append reply"]) == whole)
  }

  @Test func `this is delivered before that`() throws {
    // The vote of n2 waits until that of n3 has arrived, which is on its way when the cut begins.
    let hold = """
      { at: '101ms', oneWay: { from: 2, to: 1 }, kinds: 'vote', inFlight: 'held',
        until: { arrives: 'vote', from: 3, to: 1 } },
      { at: '101ms', links: { from: 3, extraDelay: '50ms' }, kinds: 'vote', for: '20ms' }
      """
    let session = try Self.session(hold)
    #expect(Self.arrivals(session, ["vote"]) == ["vote 3>1 160", "vote 2>1 165"])
    let report = session.faultReports[1]
    #expect(report.ended == 160 * .millisecond && report.effects == 1)
  }

  @Test func `what is on its way when a fault begins to wait counts as well`() throws {
    let wait = "{ at: '103ms', pause: 3, until: { arrives: 'request vote', to: 2 } }"
    let session = try Self.session(wait)
    session.run()
    #expect(session.faultReports[1].ended == 105 * .millisecond)
    // It counts the second such message from the start of the fault on, which never comes.
    let second = try Self.session(
      "{ at: '103ms', pause: 3, until: { arrives: 'request vote', to: 2, count: 2 }, for: '300ms' }"
    )
    second.run()
    #expect(second.faultReports[1].ended == 403 * .millisecond)
  }

  @Test func `a fault begins once so many messages have arrived at whoever leads`() throws {
    let session = try Self.session(
      "{ after: { arrives: 'heartbeat reply', to: 'leader', count: 3 }, delay: '1ms', crash: 2 }")
    session.run(until: 100 * .millisecond)
    #expect(session.pendingFaults().map { $0.waitsFor } == ["3 heartbeat reply to leader arrived"])
    var times: [Nanoseconds] = []
    while session.faultReports[1].began == nil, session.step() {
      let arrived = session.records.filter {
        $0.kind == .delivered && $0.content.kind == "heartbeat reply"
      }
      times += arrived.map { $0.time }
    }
    #expect(session.faultReports[1].began == times[2] + .millisecond)
  }

  @Test func `a message that its target never takes up is not waited for in vain alone`() throws {
    // n3 is down: what reaches it is lost and does not count.
    let session = try Self.session(
      """
      { at: '50ms', crash: 3 },
      { after: { arrives: 'request vote', to: 3 }, crash: 2, name: 'never', mayHaveNoEffect: true }
      """)
    session.run()
    #expect(session.faultReports[2].began == nil)
  }

  @Test func `an agent that takes time counts a message when it arrives`() throws {
    let session = try Self.session(
      "{ after: { arrives: 'request vote', to: 2 }, crash: 3 }", "service: { time: '20ms' },")
    session.run()
    // The candidate itself takes no time to begin, and its message arrives 5 ms after it.
    #expect(session.faultReports[1].began == 105 * .millisecond)
  }

  @Test func `a milestone, another fault or a time ends a fault, the first of them`() throws {
    let session = try Self.session(
      """
      { at: '50ms', slowDisk: { of: 1, factor: 2 }, until: 'leader elected', mayHaveNoEffect: true },
      { at: '50ms', pause: 3, until: 'slowDisk ended', for: '1s' },
      { at: '50ms', isolate: 3, until: '70ms', mayHaveNoEffect: true },
      { at: '60ms', isolate: 2, until: 'leader elected', for: '10ms', mayHaveNoEffect: true },
      """)
    session.run()
    #expect(
      session.faultReports[1...].map { ($0.ended ?? 0) / .millisecond } == [110, 110, 70, 70])
  }

  @Test func `a waiting scenario runs alike however it is driven`() throws {
    let faults = """
      { at: '101ms', oneWay: { from: 2, to: 1 }, kinds: 'vote', inFlight: 'held',
        until: { arrives: 'vote', from: 3 } },
      { after: { arrives: 'heartbeat', count: 5 }, crash: 1, restart: '100ms' }
      """
    let whole = try Self.session(faults)
    whole.run()
    let stepped = try Self.session(faults)
    stepped.run(maximumEvents: 9)
    let fork = stepped.fork()
    while fork.step() {}
    while stepped.step() {}
    #expect(fork.digest == stepped.digest)
    #expect(stepped.digest == whole.digest && whole.faultReports[2].ended != nil)
  }

  @Test func `what a cut holds can be delivered or dropped by rank and by kind`() throws {
    let session = try Self.session("{ at: '0s', isolate: 'all', inFlight: 'held', name: 'hold' }")
    session.run(until: 150 * .millisecond)
    let held = session.messagesInFlight()
    #expect(held.map { $0.content.kind } == ["request vote", "request vote"])
    #expect(held.allSatisfy { $0.arriving == nil } && held.map { session.rank(of: $0) } == [1, 1])
    try session.act("{ deliver: { from: 1, to: 2 }, kinds: 'vote' }", name: "none")
    #expect(session.faultReports.last?.effects == 0)
    try session.act("{ deliver: { from: 1, to: 2 }, kinds: 'request vote' }", name: "deliver")
    #expect(session.faultReports.last?.effects == 1)
    let time = session.now
    session.run { !$0.records.contains { $0.kind == .delivered && $0.agent == AgentID(1) } }
    #expect(session.now == time)
    try session.act("{ drop: { from: 1, to: 3 } }", name: "drop")
    #expect(session.faultReports.last?.effects == 1)
    #expect(session.messagesInFlight().map { $0.content.kind } == ["vote"])
  }

  @Test func `a request and its reply can be delivered or dropped`() throws {
    let load = """
      load: { clients: 1, mode: "scripted", requests: [{ at: "300ms", client: 1, write: 1, value: 2 }] },
      clientNetwork: { delay: "100ms" },
      """
    let session = try Self.session("", load)
    session.run(until: 310 * .millisecond)
    #expect(session.messagesInFlight().contains { $0.kind == .request })
    try session.act("{ deliver: { from: 'clients', to: 1 } }", name: "request")
    session.run { !$0.messagesInFlight().contains { $0.kind == .reply } }
    #expect(session.now < 350 * .millisecond)
    try session.act("{ drop: { from: 1, to: 'clients' } }", name: "reply")
    #expect(session.faultReports.suffix(2).allSatisfy { $0.effects == 1 })
    #expect(!session.messagesInFlight().contains { $0.kind == .reply })
    let texts = try #require(session.interventionTexts)
    session.run()
    let again = try Self.session(texts.joined(separator: ", "), load)
    again.run()
    #expect(again.digest == session.digest)
  }
}
