import Simulator
import Testing

@testable import Protocols

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct SwimInvariantsTests {
  private var invariants = SwimInvariants<SwimClientNote>(
    agentCount: 3, SwimAgent.settings())
  private let one = AgentID(0)
  private let two = AgentID(1)
  private let three = AgentID(2)
  private var now: Nanoseconds = 0

  private var violated: String? { invariants.violation?.check }

  init() { start() }

  private init(_ change: (inout Swim.Settings) -> Void) {
    invariants = SwimInvariants(agentCount: 3, SwimAgent.settings(change))
    start()
  }

  private mutating func start() {
    for agent in [one, two, three] { invariants.changed(agent, .started(.fresh), at: 0) }
  }

  private mutating func note(_ note: Swim.Note, by agent: AgentID) {
    invariants.noted(note, by: agent, at: now)
  }

  private mutating func hold(_ member: AgentID, _ row: Swim.Row, by agent: AgentID) {
    note(.held(member, row, clock: now), by: agent)
  }

  /// An agent takes up a message.
  private mutating func tell(_ message: Swim.Message, to agent: AgentID, from source: AgentID) {
    invariants.delivered(message, from: source, to: agent, sentAt: now, at: now)
    step(agent)
  }

  private mutating func step(_ agent: AgentID, _ own: Swim.Row = Swim.Row(.alive, 0)) {
    var storage = Swim.Storage()
    storage.apply(Swim.Storage.Write(own))
    let machine = SwimAgent(id: agent.index, of: 3, storage: storage).machine
    invariants.stepped(machine, agent, at: now)
  }

  private mutating func write(_ own: Swim.Row, _ agent: AgentID) {
    let write = Swim.Storage.Write(own)
    invariants.wrote(write, of: agent, at: now)
    var storage = Swim.Storage()
    storage.apply(write)
    invariants.becameDurable(write, storage, of: agent, at: now)
  }

  /// The first agent's probe of the third fails.
  private mutating func suspect() {
    note(.probed(three, number: 7, health: 0), by: one)
    note(.failed(three, 0), by: one)
    hold(three, Swim.Row(.suspect, 0), by: one)
  }

  @Test mutating func `a probe that fails although its answer was taken up is seen`() {
    note(.probed(three, number: 7, health: 0), by: one)
    tell(.ack(7, []), to: one, from: three)
    note(.failed(three, 0), by: one)
    #expect(violated == "answer counts")
  }

  @Test mutating func `an answer to another probe, or too late for this one, does not count`() {
    note(.probed(three, number: 7, health: 0), by: one)
    tell(.ack(6, []), to: one, from: three)
    invariants.delivered(.ack(7, []), from: three, to: one, sentAt: 0, at: 1)
    // Its time was over before.
    note(.failed(three, 0), by: one)
    step(one)
    note(.probed(two, number: 8, health: 0), by: one)
    note(.failed(two, 0), by: one)
    #expect(violated == nil)
  }

  @Test mutating func `a member that is declared dead though it refuted that is seen`() {
    suspect()
    write(Swim.Row(.alive, 1), three)
    tell(.news([update(2, .alive, 1)]), to: one, from: three)
    now = 6 * .second
    note(.declared(three, 0, clock: now), by: one)
    #expect(violated == "refutation counts")
  }

  @Test mutating func `a refutation that comes too late, or is of an earlier suspicion, is legal`()
  {
    write(Swim.Row(.alive, 1), three)
    tell(.news([update(2, .alive, 1)]), to: one, from: three)
    hold(three, Swim.Row(.alive, 1), by: one)
    note(.failed(three, 1), by: one)
    hold(three, Swim.Row(.suspect, 1), by: one)
    write(Swim.Row(.alive, 2), three)
    now = 6 * .second
    invariants.delivered(.ack(7, [update(2, .alive, 2)]), from: three, to: one, sentAt: 0, at: now)
    note(.declared(three, 1, clock: now), by: one)
    hold(three, Swim.Row(.dead, 1), by: one)
    hold(three, Swim.Row(.alive, 2), by: one)
    step(one)
    #expect(violated == nil)
  }

  @Test mutating func `a verdict before the suspicion's time is over is seen`() {
    suspect()
    now = 5 * .second - 1
    note(.declared(three, 0, clock: now), by: one)
    #expect(violated == "suspected first")
  }

  @Test func `a verdict without a suspicion is seen, and without suspicions one without a probe`() {
    for suspicion in [true, false] {
      var test = SwimInvariantsTests { $0.suspicion = suspicion }
      test.now = 9 * .second
      test.note(.declared(test.three, 0, clock: test.now), by: test.one)
      #expect(test.violated == "suspected first")
      test = SwimInvariantsTests { $0.suspicion = suspicion }
      test.suspect()
      test.note(.declared(test.three, 0, clock: suspicion ? 5 * .second : 0), by: test.one)
      #expect(test.violated == nil)
    }
  }

  @Test func `a suspicion that others confirm may end sooner, and one that they do not may not`() {
    for isConfirmed in [true, false] {
      var test = SwimInvariantsTests {
        $0.localHealthSuspicion = true
        $0.confirmations = 1
      }
      test.suspect()
      if isConfirmed {
        test.tell(.news([update(2, .suspect, by: 1)]), to: test.one, from: test.two)
      }
      test.now = 5 * .second
      test.note(.declared(test.three, 0, clock: test.now), by: test.one)
      #expect(test.violated == (isConfirmed ? nil : "suspected first"))
    }
  }

  @Test mutating func `a clock that jumps carries a suspicion's time along`() {
    suspect()
    note(.declared(three, 0, clock: 5 * .second), by: one)
    #expect(violated == nil)
  }

  @Test func `what nobody made so is seen`() {
    for row in [
      Swim.Row(.alive, 1), Swim.Row(.suspect, 0), Swim.Row(.dead, 0), Swim.Row(.left, 0),
    ] {
      var test = SwimInvariantsTests()
      test.hold(test.three, row, by: test.one)
      #expect(test.violated == "never invented")
    }
  }

  @Test mutating func `what the member, a failed probe or a verdict made so is told on legally`() {
    suspect()
    hold(three, Swim.Row(.suspect, 0), by: two)
    now = 5 * .second
    note(.declared(three, 0, clock: now), by: one)
    hold(three, Swim.Row(.dead, 0), by: two)
    write(Swim.Row(.alive, 1), three)
    hold(three, Swim.Row(.alive, 1), by: two)
    write(Swim.Row(.left, 1), three)
    hold(three, Swim.Row(.left, 1), by: two)
    #expect(violated == nil)
  }

  @Test mutating func `an agent that holds less of a member than before is seen`() {
    write(Swim.Row(.alive, 2), three)
    hold(three, Swim.Row(.alive, 2), by: one)
    hold(three, Swim.Row(.alive, 1), by: one)
    #expect(violated == "never falls")
  }

  @Test mutating func `an incarnation that falls back is seen, on the disk as well`() {
    write(Swim.Row(.alive, 2), three)
    step(three, Swim.Row(.alive, 2))
    step(three, Swim.Row(.alive, 1))
    #expect(violated == "never falls")
    var test = SwimInvariantsTests()
    test.write(Swim.Row(.alive, 2), test.three)
    test.write(Swim.Row(.alive, 1), test.three)
    #expect(test.violated == "never falls")
  }

  @Test mutating func `an agent that comes back behind its disk is seen`() {
    write(Swim.Row(.alive, 2), three)
    invariants.changed(three, .crashed, at: 5)
    invariants.changed(three, .started(.intact), at: 6)
    step(three, Swim.Row(.alive, 1))
    #expect(violated == "never falls")
  }

  @Test mutating func `what a crash or a bad disk took may be forgotten`() {
    write(Swim.Row(.alive, 2), three)
    step(three, Swim.Row(.alive, 2))
    hold(one, Swim.Row(.alive, 0), by: three)
    invariants = SwimInvariants(agentCount: 3, SwimAgent.settings())
    start()
    write(Swim.Row(.alive, 2), three)
    invariants.changed(three, .crashed, at: 5)
    invariants.storageChanged(Swim.Storage(), of: three, at: 5)
    invariants.changed(three, .started(.amnesia), at: 6)
    step(three, Swim.Row(.alive, 1))
    // What it held of others it learns again.
    suspect()
    hold(three, Swim.Row(.alive, 2), by: two)
    invariants.changed(two, .crashed, at: 7)
    invariants.changed(two, .started(.intact), at: 8)
    hold(three, Swim.Row(.suspect, 0), by: two)
    #expect(violated == nil)
  }

  @Test func `an incarnation that is told before it is durable is seen`() {
    var test = SwimInvariantsTests()
    test.invariants.wrote(Swim.Storage.Write(Swim.Row(.alive, 1)), of: test.three, at: 0)
    test.invariants.sent(
      .ack(1, [update(2, .alive, 1)]), from: test.three, to: test.one, .arrives(1), at: 0)
    #expect(test.violated == "durable before sent")
    for reply in [Swim.Reply.left(0), .joined(1)] {
      test = SwimInvariantsTests()
      test.invariants.responded(reply, RequestID(client: 0, attempt: 0), by: test.three, at: 0)
      #expect(test.violated == "durable before sent")
    }
    test = SwimInvariantsTests()
    test.write(Swim.Row(.alive, 1), test.three)
    test.invariants.sent(
      .ack(1, [update(2, .alive, 1)]), from: test.three, to: test.one, .arrives(1), at: 0)
    // What is said of another is no claim about the teller's disk.
    test.invariants.sent(
      .ack(1, [update(2, .alive, 1)]), from: test.one, to: test.two, .arrives(1), at: 0)
    test.invariants.responded(.joined(1), RequestID(client: 0, attempt: 0), by: test.three, at: 0)
    #expect(test.violated == nil)
  }

  /// A group that compares and reconnects, of which the third crashed and the first alone knows it.
  private static func divided() -> SwimInvariantsTests {
    var test = SwimInvariantsTests {
      $0.sync = .second
      $0.reconnect = .second
    }
    test.suspect()
    test.now = 5 * .second
    test.note(.declared(test.three, 0, clock: test.now), by: test.one)
    test.hold(test.three, Swim.Row(.dead, 0), by: test.one)
    test.invariants.changed(test.three, .crashed, at: test.now)
    return test
  }

  @Test func `tables that differ after quiet are seen`() {
    var test = Self.divided()
    test.invariants.judge(at: 500 * .second)
    #expect(test.violated == "agreement")
    #expect(!test.invariants.isAgreed)
  }

  @Test func `tables that agree are legal, and so are those that had no time to or never need to`()
  {
    var test = Self.divided()
    test.hold(test.three, Swim.Row(.dead, 0), by: test.two)
    test.invariants.judge(at: 500 * .second)
    #expect(test.violated == nil && test.invariants.isJudged && test.invariants.isAgreed)
    // A loss is a disturbance, unless of what is sent to one that is down.
    for (target, isJudged) in [(test.two, false), (test.three, true)] {
      test = Self.divided()
      test.hold(test.three, Swim.Row(.dead, 0), by: test.two)
      test.invariants.lost(
        .ack(1, []), from: test.one, to: target, .network, at: 499 * .second)
      test.invariants.judge(at: 500 * .second)
      #expect(test.violated == nil && test.invariants.isJudged == isJudged)
    }
    var plain = SwimInvariantsTests()
    plain.suspect()
    plain.invariants.changed(plain.three, .crashed, at: 0)
    plain.invariants.judge(at: 500 * .second)
    #expect(plain.violated == nil && plain.invariants.isJudged && !plain.invariants.isAgreed)
  }
}
