import Scenarios
import Simulator
import Testing

@Suite struct FaultTests {
  private func faults(_ text: String) throws(ScenarioError) -> [Fault] {
    try scenario(with: "faults: [\(text)]").faults.map { $0.fault }
  }

  private static let one = AgentID(0)
  private static let two = AgentID(1)

  static let forms: [(String, FaultAction)] = [
    (
      "partition: [['leader', 'any follower'], ['rest', 'clients']]",
      FaultAction.cut(
        .partition([[.role(0), .any(1, .excluding(role: 0))], [.rest, .clients]]), .kept)
    ),
    ("oneWay: { from: 'leader', to: 'rest' }", .cut(.oneWay(from: [.role(0)], to: [.rest]), .kept)),
    ("bridge: 'any', inFlight: 'lost'", .cut(.bridge(.any(1, .none)), .lost)),
    ("ring: true", .cut(.ring, .kept)),
    ("isolate: 2", .cut(.isolate([.agent(two)]), .kept)),
    (
      "cut: [[1, 2], ['leader', 'n2']]",
      .cut(.links([.init(.agent(one), .agent(two)), .init(.role(0), .agent(two))]), .kept)
    ),
    ("keep: [[1, 'leader']]", .cut(.otherLinks([.init(.agent(one), .role(0))]), .kept)),
    ("crash: 'leader'", .crash([.role(0)], .none)),
    ("crash: 'any 2', disk: 'torn'", .crash([.any(2, .none)], .torn)),
    (
      "crash: '2 followers', disk: 'corrupt tail'",
      .crash([.any(2, .excluding(role: 0))], .corruptTail)
    ),
    ("crash: 'all', disk: 'amnesia'", .crash([.all], .amnesia)),
    ("pause: ['leader', 2]", .pause([.role(0), .agent(two)])),
    (
      "links: { from: 1, loss: '20%', delayFactor: 2, extraDelay: '1ms..2ms' }",
      .links(
        from: [.agent(one)], to: nil,
        LinkChange(
          loss: Ratio(1, outOf: 5), delayThousandths: 2000,
          extraDelay: .uniform(low: 1_000_000, high: 2_000_000)))
    ),
    (
      "links: { to: 'leader', duplicate: 0.5, corrupt: 1 }",
      .links(
        from: nil, to: [.role(0)], LinkChange(duplication: Ratio(1, outOf: 2), corruption: .always))
    ),
    (
      "slowDisk: { of: 'majority with leader', factor: 10, floor: '5ms' }",
      .disk([.majority(.including(role: 0))], .slow(thousandths: 10_000, floor: 5_000_000))
    ),
    ("stalledDisk: 'leader'", .disk([.role(0)], .stalled)),
    ("failingDisk: 'minority'", .disk([.minority(.none)], .failing)),
    ("fullDisk: 'majority without leader'", .disk([.majority(.excluding(role: 0))], .full)),
    ("drift: { of: 1, ppm: '-300ppm' }", .clockDrift([.agent(one)], partsPerMillion: -300)),
    (
      "jump: { of: 'minority without leader', by: '-1s' }",
      .clockJump([.minority(.excluding(role: 0))], by: -1_000_000_000)
    ),
    ("order: { of: 'leader', to: 'step down' }", .order([.role(0)], 1)),
    ("isolate: 'group 1', inFlight: 'held'", .cut(.isolate([.group(0)]), .held)),
  ]

  @Test(arguments: forms)
  func `every form of a fault becomes its action`(text: String, action: FaultAction) throws {
    let read = try faults("{ at: '1s', \(text) }")
    #expect(read.map { $0.action } == [action])
    #expect(read.map { $0.trigger } == [.at(1_000_000_000)])
  }

  @Test func `a milestone starts a fault after a count and a delay`() throws {
    let read = try faults(
      """
      { after: 'commit 2000', delay: '100ms', crash: 1, restart: '2s' },
      { after: 'leader elected', pause: 1, for: '1s' }
      """)
    #expect(
      read.map { $0.trigger } == [
        .milestone(1, count: 2000, delay: 100_000_000), .milestone(0, count: 1, delay: 0),
      ])
    #expect(read.map { $0.duration } == [2_000_000_000, 1_000_000_000])
  }

  @Test func `a fault may wait for another one to begin or end`() throws {
    let read = try faults(
      """
      { at: '1s', crash: 1, restart: '1s', name: 'split' },
      { after: 'split ended', delay: '5ms', crash: 2 },
      { after: 'pulse ended', pause: 1 }, { after: 'pulse began', pause: 2 },
      { after: 'pulse#2 ended', pause: 3 },
      { at: '2s', pause: 3, for: '1s', every: '2s', times: 3, name: 'pulse' }
      """)
    #expect(
      read[1...4].map { $0.trigger } == [
        .fault("split", .ended, delay: 5_000_000), .fault("pulse#3", .ended, delay: 0),
        .fault("pulse#1", .began, delay: 0), .fault("pulse#2", .ended, delay: 0),
      ])
  }

  @Test func `a fault may wait for messages to arrive, and end by what happens`() throws {
    let read = try faults(
      """
      { after: { arrives: 'vote', from: 2, to: 'leader', count: 3 }, delay: '1ms', crash: 1,
        until: 'leader elected', name: 'one' },
      { at: '1s', ring: true, inFlight: 'held', kinds: ['vote', 'request vote', 'vote'],
        until: { arrives: 'request vote' } },
      { at: '1s', pause: 3, until: '2s', for: '3s' }, { at: '1s', pause: 2, until: 'one ended' }
      """)
    let vote = MessageMatch(kinds: [1], from: [.agent(AgentID(1))], to: [.role(0)])
    #expect(read[0].trigger == .arrival(vote, count: 3, delay: .millisecond))
    #expect(
      read.map { $0.until } == [
        .milestone(0, count: 1, delay: 0), .arrival(MessageMatch(kinds: [0]), count: 1, delay: 0),
        .at(2 * .second), .fault("one", .ended, delay: 0),
      ])
    #expect(read[1].action == .cut(.ring, .held, kinds: [0, 1]))
    #expect(read[2].duration == 3 * .second)
  }

  static let senseless = [
    ("at: '1s', crash: 1, kinds: 'vote'", "'kinds' belongs to faults that cut or change links"),
    ("at: '1s', ring: true, kinds: 'votes'", "\"votes\" is no kind of message of the protocol"),
    ("at: '1s', jump: { of: 1, by: '1ms' }, until: '2s'", "a jump has no end"),
    ("at: '1s', crash: 1, until: '11m'", "would end at 11m"),
    ("at: '1s', crash: 1, until: 'commits'", "\"commits\" is no milestone of the protocol"),
    ("at: '1s', crash: 1, until: 'x ended', name: 'x'", "'x' would wait for itself"),
    ("after: {}, crash: 1", "any message would do"),
    ("after: { arrives: 'vote', from: 'any' }, crash: 1", "is not one of agents drawn then"),
    ("after: { arrives: 'vote', form: 1 }, crash: 1", "form"),
    ("at: '1s', deliver: { from: 'clients', to: 'clients' }", "clients send one another nothing"),
    ("at: '1s', deliver: { from: [1, 2], to: 3 }", "a message goes from one agent to one"),
  ]

  @Test(arguments: senseless)
  func `what a fault cannot wait for or bear on is told`(text: String, message: String) throws {
    let error = try #require(throws: ScenarioError.self) { try faults("{ \(text) }") }
    #expect(error.diagnostics.contains { $0.message.contains(message) }, "\(error)")
  }

  @Test func `each seed draws a time of its own for each fault`() throws {
    let text = "{ at: '1s..1.1s', crash: 1, restart: '1ms', every: '3s', times: 2, name: 'c' }"
    let read = try scenario(with: "faults: [\(text)]")
    let more = try scenario(with: "faults: [{ at: '2s..3s', pause: 2 }, \(text)]")
    var seen: Set<Nanoseconds> = []
    for seed in 1...200 as ClosedRange<UInt64> {
      let triggers = read.bind(seed: seed).conditions.faults.map { $0.trigger }
      #expect(triggers == more.bind(seed: seed).conditions.faults[1...].map { $0.trigger })
      for (index, trigger) in triggers.enumerated() {
        guard case .at(let time) = trigger else { continue }
        let start = Int64(1 + 3 * index) * .second
        #expect((start...start + 100 * .millisecond).contains(time))
        seen.insert(time - start)
      }
    }
    #expect(seen.count > 390 && (seen.min() ?? .max) < .millisecond * 2)
    #expect((seen.max() ?? 0) > 98 * .millisecond)
  }

  @Test func `names come from the kind and are numbered where they would clash`() throws {
    let read = try faults(
      "{at: '1s', crash: 1}, {at: '2s', crash: 2}, {at: '3s', pause: 1}, {at: '4s', ring: true, name: 'r'}"
    )
    #expect(read.map { $0.name } == ["crash 1", "crash 2", "pause", "r"])
  }

  @Test func `a repeated fault becomes several with numbers`() throws {
    let read = try faults(
      "{ at: '1s', crash: 'any', restart: '500ms', every: '2s', times: 3, mayHaveNoEffect: true }")
    #expect(read.map { $0.name } == ["crash#1", "crash#2", "crash#3"])
    #expect(
      read.map { $0.trigger } == [.at(1 * .second), .at(3 * .second), .at(5 * .second)])
    #expect(read.allSatisfy { $0.mayHaveNoEffect })
  }

  @Test func `a cut may flap`() throws {
    let read = try faults("{ at: '1s', isolate: 1, for: '2s', flap: { cut: '5ms', whole: '3ms' } }")
    #expect(read[0].flapping == Fault.Flapping(cut: 5_000_000, whole: 3_000_000))
  }

  @Test func `a fault keeps what the file says of it`() throws {
    let read = try scenario(with: "faults: [{ at: '1s',\n crash: ['leader'] }]").faults[0]
    #expect(read.text == #"{ at: "1s", crash: ["leader"] }"#)
    #expect(read.position == Position(line: 1, column: 57))
  }

  @Test(arguments: [
    ("{ at: '1s', crash: 'clients' }", "clients cannot be meant here"),
    ("{ at: '1s', crash: 'any 6' }", "6 agents are wanted of 5"),
    ("{ at: '1s', crash: '5 followers' }", "5 agents are wanted of 4"),
    ("{ at: '1s', crash: 0 }", "'crash': 0 is too small"),
    ("{ at: '1s', crash: 'group 2' }", "there is no group 2"),
    ("{ at: '1s', crash: [] }", "'crash' names nobody"),
    ("{ at: '1s', crash: 'majority with boss' }", "\"boss\" is no role of the protocol"),
    ("{ at: '1s', partition: [[1], [1, 2]] }", "one target stands in the partition twice"),
    ("{ at: '1s', partition: [['majority'], ['any 3']] }", "the fault needs 6 agents"),
    ("{ at: '1s', cut: [[1, 1]] }", "a link has two different ends"),
    ("{ at: '1s', bridge: 'any 2' }", "a bridge is one agent"),
    ("{ at: '1s', links: { from: 1 } }", "'links' changes nothing"),
    ("{ at: '1s', slowDisk: { of: 1 } }", "the disk is not slowed"),
    ("{ at: '1s', slow: { of: 1, factor: 2 } }", "'slow' slows agents that take no time"),
    ("{ at: '1s', slow: { of: 1, factor: 1 } }", "nobody is slowed"),
    ("{ at: '1s', jump: { of: 1, by: '1s' }, for: '1s' }", "a jump has no end"),
    ("{ at: '1s', pause: 1, restart: '1s' }", "'restart' belongs to 'crash'"),
    ("{ at: '1s', crash: 1, for: '1s', restart: '1s' }", "'restart' and 'for' mean the same"),
    (
      "{ at: '1s', crash: 1, flap: { cut: '1s', whole: '1s' } }",
      "'flap' belongs to faults that cut links"
    ),
    ("{ at: '1s', after: 'commit', crash: 1 }", "the fault begins both 'at' and 'after'"),
    ("{ at: '1s', delay: '1s', crash: 1 }", "'delay' belongs to 'after'"),
    ("{ at: '1s', crash: 1, every: '1s' }", "'every' lacks 'times'"),
    ("{ at: '1s', crash: 1, times: 2 }", "'times' lacks 'every'"),
    ("{ at: '8s', crash: 1, every: '1s', times: 3 }", "'crash#3' begins at 10s"),
    ("{ at: '1s', crash: 1, name: 'start' }", "\"start\" is no name for a fault"),
    ("{ after: 'crash ended', crash: 1 }", "'crash' would wait for itself"),
    ("{ after: 'splt ended', crash: 1 }", "\"splt ended\" is no milestone of the protocol"),
    ("{ at: '9s..11s', crash: 1 }", "'crash' begins at 11s"),
    ("{ at: '1s', order: { of: 1, to: 'step up' } }", "'to': \"step up\" is not known here"),
    ("{ at: '1s', drift: { of: 1, ppm: '1ppm..2ppm' } }", "a fault's drift is one number"),
  ])
  func `a fault that makes no sense is refused`(text: String, message: String) {
    let said = complaints(with: "faults: [\(text)]")
    #expect(said.count == 1 && said[0].contains(": \(message)"), "\(said)")
  }

  @Test func `a fault without an end is refused before a calm tail`() {
    let said = complaints(with: "calm: '2s', faults: [{ at: '1s', crash: 1 }]")
    #expect(
      said == [
        "test.json5:2:22: 'crash' never ends, but 'calm' asks for a quiet tail; say how long with 'for'"
      ])
  }
}
