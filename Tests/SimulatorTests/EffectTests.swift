import Simulator
import Testing

struct EffectTests {
  let disk = DiskConditions(flush: .constant(100))

  @Test func `effects are taken out in the order asked for`() {
    var turn = Turn<Puppet>()
    let message = Puppet.Message(value: 1)
    turn.send(message, to: AgentID(1))
    turn.persist(7)
    turn.sendAhead(message, to: AgentID(2))
    turn.setTimer(Puppet.Timer(slot: 3), after: 9)
    turn.cancelTimer(Puppet.Timer(slot: 4))
    turn.respond(Puppet.Request(value: 5), to: RequestID(client: 0, attempt: 6))
    turn.note(Puppet.Note(index: 0, level: nil))
    let expected: [Effect<Puppet>] = [
      .send(message, to: AgentID(1)), .persist(7), .sendAhead(message, to: AgentID(2)),
      .setTimer(Puppet.Timer(slot: 3), after: 9), .cancelTimer(Puppet.Timer(slot: 4)),
      .respond(Puppet.Request(value: 5), to: RequestID(client: 0, attempt: 6)),
      .note(Puppet.Note(index: 0, level: nil)),
    ]
    #expect(turn.takeEffects() == expected)
    #expect(turn.takeEffects().isEmpty)
  }

  @Test func `a turn holds more effects than it had room for`() {
    var turn = Turn<Puppet>()
    for write in 0..<1000 { turn.persist(write) }
    #expect(turn.takeEffects() == (0..<1000).map { .persist($0) })
  }

  @Test func `a part's turn is where the whole's is, and hands its effects over in order`() {
    var whole = Turn<Puppet>(agent: AgentID(3), now: 9, random: RandomStream(seed: 5, .test))
    let random = whole.random
    whole.note(Puppet.Note(index: 0, level: nil))
    whole.stepPart(
      { (part: inout Turn<Puppet>) in
        #expect(part.agent == AgentID(3) && part.now == 9 && part.random == random)
        _ = part.random.next()
        // More than it has room for at first.
        for write in 0..<100 { part.persist(write) }
      },
      { effect, whole in
        guard case .persist(let write) = effect else { return }
        whole.persist(write + 1)
      })
    #expect(whole.random != random)
    let expected: [Effect<Puppet>] = (1...100).map { .persist($0) }
    #expect(whole.takeEffects() == [.note(Puppet.Note(index: 0, level: nil))] + expected)
    #expect(whole.takeEffects().isEmpty)
  }

  @Test func `what a part computes the whole has computed`() {
    var whole = Turn<Puppet>()
    whole.compute(3)
    whole.stepPart({ (part: inout Turn<Puppet>) in part.compute(4) }, { _, _ in })
    #expect(whole.computed == 7)
  }

  @Test func `nothing sent after a persist leaves before it is durable, in later steps too`() {
    let world = ran(
      stage(
        disk: disk,
        onStart: [0: [.send(0, to: 1), .persist(1), .send(1, to: 1), .arm(0, after: 50)]],
        onTimer: [0: [.send(2, to: 1)]]))
    #expect(
      world.observer.sends == [
        "m0 n1 to n2 at 0", "m1 n1 to n2 at 100", "m2 n1 to n2 at 100",
      ])
    #expect(world.observer.writes == ["1 at 100"])
    #expect(world.storage(of: AgentID(0)).writes == [1])
  }

  @Test func `what is sent ahead does not wait for the disk`() {
    let world = ran(stage(disk: disk, onStart: [0: [.persist(1), .sendAhead(1, to: 1)]]))
    #expect(world.observer.arrivals == ["m1 at 10"])
  }

  @Test func `an answer waits for the write before it`() {
    let load = Asker(script: [(0, 5, 1, 0), (0, 6, 2, 1)])
    let world = ran(stage(disk: disk, load: load))
    #expect(world.observer.arrivals == ["r1 at 15", "r2 at 16"])
    #expect(world.observer.answers == ["answered 2 at 26", "answered 1 at 125"])
  }

  @Test func `a message to oneself after a persist arrives exactly when it is durable`() {
    let world = ran(stage(disk: disk, onStart: [0: [.persist(1), .send(5, to: 0)]]))
    #expect(world.observer.arrivals == ["m5 at 100"])
  }

  @Test func `a crash loses a write under way and what waits for it`() {
    let crash = Fault(
      name: "crash", trigger: .at(50), action: .crash([.agent(AgentID(0))], .none))
    let world = ran(
      stage(disk: disk, faults: [crash], onStart: [0: [.persist(1), .send(1, to: 1)]]))
    #expect(world.observer.writes.isEmpty && world.observer.sends.isEmpty)
    #expect(world.storage(of: AgentID(0)).writes.isEmpty)
    #expect(world.pendingCount == 0)
  }

  @Test func `writes asked for during a flush share the next one`() {
    let world = ran(
      stage(
        disk: disk,
        onStart: [0: [.persist(1), .arm(0, after: 10), .arm(1, after: 20)]],
        onTimer: [0: [.persist(2), .send(2, to: 1)], 1: [.persist(3), .send(3, to: 1)]]))
    #expect(world.observer.writes == ["1 at 100", "2 at 200", "3 at 200"])
    #expect(world.observer.arrivals == ["m2 at 210", "m3 at 210"])
  }

  @Test func `a disk of limited throughput takes the time of its bytes on top`() {
    let slow = DiskConditions(flush: .constant(100), bytesPerSecond: 1_000_000_000)
    let world = ran(stage(disk: slow, onStart: [0: [.persist(1)]]))
    #expect(world.observer.writes == ["1 at 1100"])
  }
}

struct DiskTests {
  let disk = DiskConditions(flush: .constant(100))
  let first = [Target.agent(AgentID(0))]

  @Test func `a failed flush stops the process, which starts again later`() {
    let failing = DiskConditions(
      flush: .constant(100), failure: .always, restartAfterFailure: 1000)
    let world = ran(stage(disk: failing, onStart: [0: [.persist(1)]]), until: 1150)
    #expect(world.observer.changes == ["n1 crashed at 100", "n1 started (disk intact) at 1100"])
    #expect(world.observer.writes.isEmpty)
  }

  @Test func `a slow disk takes its factor, and at least its floor`() {
    for (thousandths, floor, due) in [(3000, 0, 350), (1000, 500, 550)] as [(Int64, Int64, Int64)] {
      let fault = Fault(
        name: "slow", trigger: .at(10),
        action: .disk(first, .slow(thousandths: thousandths, floor: floor)), duration: 1000)
      let world = ran(
        stage(
          disk: disk, faults: [fault], onStart: [0: [.arm(0, after: 50)]],
          onTimer: [0: [.persist(1)]]))
      #expect(world.observer.writes == ["1 at \(due)"])
      #expect(world.report("slow").effects == 1)
    }
  }

  @Test func `a full disk holds writes and what waits for them until it has room`() {
    let fault = Fault(name: "full", trigger: .at(10), action: .disk(first, .full), duration: 500)
    let world = ran(
      stage(
        disk: disk, faults: [fault], onStart: [0: [.arm(0, after: 50)]],
        onTimer: [0: [.persist(1), .send(1, to: 1)]]))
    #expect(world.observer.writes == ["1 at 610"])
    #expect(world.observer.arrivals == ["m1 at 620"])
    #expect(world.report("full").effects == 1)
  }

  @Test func `a failing disk stops the process until the fault ends`() {
    let fault = Fault(name: "fail", trigger: .at(10), action: .disk(first, .failing), duration: 500)
    let world = ran(
      stage(
        disk: disk, faults: [fault], onStart: [0: [.arm(0, after: 50)]],
        onTimer: [0: [.persist(1)]]))
    #expect(world.observer.changes == ["n1 crashed at 150", "n1 started (disk intact) at 510"])
    #expect(world.observer.writes == ["1 at 660"])
    #expect(world.report("fail").effects == 1)
  }

  @Test func `the end of a disk's trouble does not start a process that a crash put down`() {
    let faults = [
      Fault(name: "crash", trigger: .at(5), action: .crash(first, .none)),
      Fault(name: "fail", trigger: .at(10), action: .disk(first, .failing), duration: 50),
      Fault(
        name: "slow", trigger: .at(10), action: .disk(first, .slow(thousandths: 2000, floor: 0)),
        duration: 50),
    ]
    let world = ran(stage(disk: disk, faults: faults))
    #expect(world.observer.changes == ["n1 crashed at 5"])
  }

  @Test func `a torn flush keeps a prefix and the start says so`() {
    var kept: Set<[Int]> = []
    for seed in 0..<20 as Range<UInt64> {
      let crash = Fault(
        name: "crash", trigger: .at(150), action: .crash(first, .torn), duration: 10)
      let world = ran(
        stage(
          disk: disk, faults: [crash], seed: seed,
          onStart: [0: [.persist(1), .persist(2), .persist(3)]]),
        until: 200)
      #expect(world.observer.changes.last == "n1 started (disk torn write) at 160")
      kept.insert(world.storage(of: AgentID(0)).writes)
    }
    #expect(kept == [[1, -2], [1, 2, -3]])
  }

  @Test func `a torn crash of an idle disk took no effect`() {
    let crash = Fault(name: "crash", trigger: .at(150), action: .crash(first, .torn), duration: 10)
    let world = ran(stage(disk: disk, faults: [crash]))
    #expect(world.observer.changes.last == "n1 started (disk intact) at 160")
    #expect(!world.report("crash").tookEffect)
  }

  @Test func `amnesia empties the disk, and a corrupt tail loses the newest write`() {
    for (loss, words, left) in [
      (.amnesia, "amnesia", []), (.corruptTail, "corrupt tail", [1]),
    ] as [(FaultAction.DiskLoss, String, [Int])] {
      let crash = Fault(name: "crash", trigger: .at(250), action: .crash(first, loss), duration: 10)
      let world = ran(
        stage(disk: disk, faults: [crash], onStart: [0: [.persist(1), .persist(2)]]), until: 300)
      #expect(world.observer.changes.last == "n1 started (disk \(words)) at 260")
      #expect(world.storage(of: AgentID(0)).writes == left)
      #expect(world.report("crash").tookEffect)
    }
  }

  @Test func `an ideal disk keeps the order after slow times have come and gone`() {
    let fault = Fault(
      name: "slow", trigger: .at(10), action: .disk(first, .slow(thousandths: 1000, floor: 500)),
      duration: 90)
    let world = ran(
      stage(
        faults: [fault],
        onStart: [0: [.arm(0, after: 50), .arm(1, after: 200), .arm(2, after: 600)]],
        onTimer: [
          0: [.persist(1), .send(1, to: 1)], 1: [.persist(2), .send(2, to: 1)],
          2: [.persist(3), .send(3, to: 1)],
        ]))
    #expect(world.observer.writes == ["1 at 550", "2 at 550", "3 at 600"])
    #expect(world.observer.arrivals == ["m1 at 560", "m2 at 560", "m3 at 610"])
  }
}
