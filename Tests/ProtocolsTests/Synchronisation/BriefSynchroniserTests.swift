import Protocols
import Simulator
import Testing

/// The defects of the brief's variable synchronisation, one by one, each beside the safe mode.
@Suite("Variable synchronisation as the brief has it") struct BriefSynchroniserTests {
  typealias Reading = BriefSynchroniser.Reading

  /// What a run shows.
  struct Facts {
    var violation: String?
    var counts: [String: Int] = [:]
    var values: [[Int64]] = []

    subscript(name: String) -> Int { counts[name] ?? 0 }
  }

  /// Counts notes by what they say first.
  struct Watch: Observer {
    typealias Subject = Synchroniser
    typealias LoadNote = UpdateNote
    var checks: SynchronisationInvariants<UpdateNote>
    var counts: [String: Int] = [:]

    mutating func noted(_ note: Synchroniser.Note, by agent: AgentID, at time: Nanoseconds) {
      checks.noted(note, by: agent, at: time)
      let name =
        switch note {
        case .wrote: "wrote"
        case .applied(_, _, _, .resolved), .concurrent: "conflict"
        case .applied: "applied"
        case .completed: "completed"
        case .partial: "partial"
        case .equalClocks: "equal"
        case .ignored: "ignored"
        case .stopped: "stopped"
        case .untracked: "untracked"
        default: "other"
        }
      counts[name, default: 0] += 1
    }

    mutating func stepped(
      _ machine: borrowing Synchroniser, _ agent: AgentID, at time: Nanoseconds
    ) {
      checks.stepped(machine, agent, at: time)
    }

    mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
      checks.changed(agent, change, at: time)
    }

    mutating func becameDurable(
      _ write: Synchroniser.Storage.Write, _ storage: borrowing Synchroniser.Storage,
      of agent: AgentID, at time: Nanoseconds
    ) {
      checks.becameDurable(write, storage, of: agent, at: time)
    }
  }

  typealias Write = (at: Nanoseconds, to: AgentID, variable: Int32, amount: Int64)

  /// Runs scripted writes among three agents in one mode.
  static func run(
    _ mode: Synchroniser.Settings.Mode, _ reading: Reading = Reading(),
    link: LinkClass = LinkClass(delay: .constant(.ms(5))), faults: [Fault] = [],
    policy: ConflictPolicy = .lastWriteWins, agents: Int = 3,
    writes: [Write]
  ) -> Facts {
    let settings = Synchroniser.Settings(
      mode: mode, variables: 2, standardPolicy: policy, reading: reading)
    let load = UpdateLoad.Settings(
      clients: 1, agents: agents, every: nil, variables: 2,
      script: writes.map {
        .init(at: $0.at, to: $0.to, .write(variable: $0.variable, amount: $0.amount))
      })
    var conditions = Conditions(
      agentCount: agents, link: link, clientLink: LinkClass(delay: .constant(0)))
    conditions.faults = faults
    var world = World(
      conditions, settings, load: UpdateLoad(load),
      observer: Watch(
        checks: SynchronisationInvariants<UpdateNote>(
          agentCount: agents, settings, quiet: .second)), seed: 1)
    world.run(until: 60 * .second)
    var checks = world.observer.checks
    checks.finish(at: world.now)
    let values = (0..<agents).map { agent in
      (0..<2).map { world.machine(of: AgentID(agent)).value(of: $0) }
    }
    return Facts(
      violation: checks.violation?.check, counts: world.observer.counts, values: values)
  }

  static func ticking(_ equal: Reading.EqualClocks = .newer) -> Reading {
    Reading(equalClocks: equal, clocksTick: true, acknowledgedBy: .agent)
  }

  /// Every message from one agent to another takes this long from a time on.
  static func slow(
    _ from: AgentID, _ to: AgentID, _ delay: Nanoseconds, at time: Nanoseconds,
    for duration: Nanoseconds, name: String = "slow"
  ) -> Fault {
    Fault(
      name: name, trigger: .at(time),
      action: .links(
        from: [.agent(from)], to: [.agent(to)], LinkChange(extraDelay: .constant(delay))),
      duration: duration)
  }

  static func cut(
    _ from: AgentID, _ to: AgentID, at time: Nanoseconds, for duration: Nanoseconds
  ) -> Fault {
    Fault(
      name: "cut", trigger: .at(time),
      action: .cut(.oneWay(from: [.agent(from)], to: [.agent(to)]), .lost), duration: duration)
  }

  @Test func `S20: nothing counts, so that a second update compares equal with the first`() {
    let writes: [Write] = [
      (.second, n1, 0, 1), (2 * .second, n1, 0, 2),
    ]
    let written = Self.run(.brief, Reading(equalClocks: .older), writes: writes)
    #expect(written["equal"] == 6 && written["applied"] == 0)
    #expect(written.values == [[0, 0], [0, 0], [0, 0]])
    let safe = Self.run(.safe, writes: writes)
    #expect(safe.violation == nil && safe.values == [[2, 0], [2, 0], [2, 0]])
  }

  @Test func `S21: the first update kills every agent that hears of it`() {
    let written = Self.run(.brief, writes: [(.second, n1, 0, 1), (2 * .second, n2, 0, 2)])
    #expect(written["stopped"] == 3 && written["wrote"] == 1 && written["completed"] == 0)
    let safe = Self.run(.safe, writes: [(.second, n1, 0, 1), (2 * .second, n2, 0, 2)])
    #expect(safe["stopped"] == 0 && safe["completed"] == 2)
    // Folded into newer, a duplicate is applied again; into older, nothing is ever acknowledged.
    let twice = LinkClass(delay: .constant(.ms(5)), duplication: .always)
    let newer = Self.run(.brief, Self.ticking(), link: twice, writes: [(.second, n1, 0, 1)])
    #expect(newer["applied"] > 3)
    let older = Self.run(
      .brief, Reading(equalClocks: .older, acknowledgedBy: .agent),
      writes: [(.second, n1, 0, 1)])
    #expect(older["ignored"] == 3 && older["completed"] == 0)
  }

  @Test func `S22: an agent that is ahead never acknowledges, and the update never completes`() {
    // n2's update reaches n3 before n1's does.
    let faults = [Self.slow(n1, n3, .ms(100), at: .ms(900), for: .second)]
    let writes: [Write] = [
      (.second, n1, 0, 1), (.second + .ms(20), n2, 1, 2),
    ]
    let written = Self.run(.brief, Self.ticking(), faults: faults, writes: writes)
    #expect(written["ignored"] == 1 && written["completed"] == 1)
    let safe = Self.run(.safe, faults: faults, writes: writes)
    #expect(safe["completed"] == 2 && safe.violation == nil)
  }

  @Test func `S23: one lost message, and the update never completes`() {
    let faults = [Self.cut(n1, n2, at: .ms(900), for: .second)]
    let written = Self.run(
      .brief, Self.ticking(), faults: faults, writes: [(.second, n1, 0, 1)])
    #expect(written["applied"] == 2 && written["completed"] == 0)
    let safe = Self.run(.safe, faults: faults, writes: [(.second, n1, 0, 1)])
    #expect(safe["completed"] == 1 && safe.violation == nil)
  }

  @Test func `S24: an effect that overtakes its cause buries it`() {
    let faults = [Self.slow(n1, n2, .ms(100), at: .ms(900), for: .ms(105))]
    let writes: [Write] = [
      (.second, n1, 0, 1), (.second + .ms(10), n1, 1, 2),
    ]
    let written = Self.run(.brief, Self.ticking(), faults: faults, writes: writes)
    #expect(written.violation == "causality")
    let safe = Self.run(.safe, faults: faults, writes: writes)
    #expect(safe.violation == nil && safe.values == [[1, 2], [1, 2], [1, 2]])
  }

  @Test func `S25: independent variables are taken for a conflict`() {
    let writes: [Write] = [
      (.second, n1, 0, 1), (.second, n2, 1, 2),
    ]
    let written = Self.run(.brief, Self.ticking(), writes: writes)
    #expect(written["conflict"] == 3)
    let safe = Self.run(.safe, writes: writes)
    #expect(safe["conflict"] == 0 && safe.values == [[1, 2], [1, 2], [1, 2]])
  }

  @Test(arguments: [Reading.Resolver.keep, .overwrite])
  func `S26: agents resolve one conflict differently`(resolver: Reading.Resolver) {
    var reading = Self.ticking()
    reading.resolver = resolver
    let writes: [Write] = [
      (.second, n1, 0, 1), (.second, n2, 0, 2),
    ]
    let written = Self.run(.brief, reading, writes: writes)
    #expect(written.violation == "convergence")
    let safe = Self.run(.safe, writes: writes)
    #expect(safe.violation == nil && safe.values[0] == safe.values[1])
  }

  @Test func `S27: an agent that missed an update never gets it`() {
    let faults = [Self.cut(n1, n2, at: .ms(900), for: .second)]
    let written = Self.run(
      .brief, Self.ticking(), faults: faults, writes: [(.second, n1, 0, 1)])
    #expect(written.violation == "convergence" && written.values == [[1, 0], [0, 0], [1, 0]])
    // Even if the cut outlasts all repetition, the exchange brings it.
    let long = [Self.cut(n1, n2, at: .ms(900), for: 50 * .second)]
    #expect(
      Self.run(.safe, faults: long, writes: [(.second, n1, 0, 1)]).values == [
        [1, 0], [1, 0], [1, 0],
      ])
  }

  @Test(arguments: 0..<50)
  func `S28: adopting a newer clock is merging it, so that is no defect`(seed: Int) {
    var random = RandomStream(seed: UInt64(seed), .test)
    let writes = (0..<30).map { number -> Write in
      (
        at: Nanoseconds.ms(10) * Nanoseconds(1 + number), to: AgentID(Int(random.below(3))),
        variable: Int32(random.below(2)), amount: Int64(number + 1)
      )
    }
    let link = LinkClass(delay: .uniform(low: .ms(1), high: .ms(30)))
    var merging = Self.ticking()
    merging.newerClocks = .merge
    let adopted = Self.run(.brief, Self.ticking(), link: link, writes: writes)
    let merged = Self.run(.brief, merging, link: link, writes: writes)
    #expect(adopted.values == merged.values && adopted.counts == merged.counts)
  }

  @Test func `S03: acknowledgements that come before the tracker are lost`() {
    var reading = Self.ticking()
    reading.trackingDelay = .ms(20)
    let written = Self.run(.brief, reading, writes: [(.second, n1, 0, 1)])
    #expect(written["untracked"] == 3 && written["completed"] == 0)
    let safe = Self.run(
      .safe, reading, link: LinkClass(delay: .constant(0)), writes: [(.second, n1, 0, 1)])
    #expect(safe["completed"] == 1)
  }

  @Test func `S33: acknowledgements are marked under another name than they are tracked under`() {
    var reading = Self.ticking()
    reading.acknowledgedBy = .process
    let written = Self.run(.brief, reading, writes: [(.second, n1, 0, 1)])
    #expect(written["applied"] == 3 && written["completed"] == 0)
    #expect(Self.run(.brief, Self.ticking(), writes: [(.second, n1, 0, 1)])["completed"] == 1)
    #expect(Self.run(.safe, writes: [(.second, n1, 0, 1)])["completed"] == 1)
  }

  @Test func `S01: nothing ends an update that is not answered`() {
    let crash = Fault(
      name: "crash", trigger: .at(.ms(500)), action: .crash([.agent(n2)], .none))
    let written = Self.run(
      .brief, Self.ticking(), faults: [crash], writes: [(.second, n1, 0, 1)])
    #expect(written["completed"] == 0 && written["partial"] == 0)
    let safe = Self.run(.safe, faults: [crash], writes: [(.second, n1, 0, 1)])
    #expect(safe["completed"] == 0 && safe["partial"] == 1)
  }

  @Test func `counting by plain values loses steps, and a counter does not`() {
    let writes = (0..<20).map { number -> Write in
      (
        at: Nanoseconds.second + Nanoseconds.ms(2) * Nanoseconds(number),
        to: AgentID(number % 3), variable: Int32(0), amount: Int64(1)
      )
    }
    let written = Self.run(.brief, Self.ticking(), policy: .counter, writes: writes)
    #expect(written.values[0][0] < 20)
    let safe = Self.run(.safe, policy: .counter, writes: writes)
    #expect(safe.violation == nil && safe.values == [[20, 0], [20, 0], [20, 0]])
  }
}
