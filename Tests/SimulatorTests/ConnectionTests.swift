import Simulator
import Testing

/// Links that share connections, as of TCP.
@Suite struct ConnectionTests {
  private func agent(_ index: Int) -> Target { .agent(AgentID(index)) }

  private static let times = Retransmission(first: 100, longest: 1000, limit: 5000)

  private static func link(
    _ delay: Delay = .constant(30), loss: LossModel = .independent(.never),
    _ times: Retransmission = times
  ) -> LinkClass {
    var link = LinkClass(delay: delay, loss: loss)
    link.isConnection = true
    link.retransmission = times
    return link
  }

  private func loss(at time: Nanoseconds, for duration: Nanoseconds) -> Fault {
    Fault(
      name: "loss", trigger: .at(time),
      action: .links(from: nil, to: nil, LinkChange(loss: .always)), duration: duration)
  }

  private func cut(
    at time: Nanoseconds, for duration: Nanoseconds, _ inFlight: FaultAction.InFlight
  ) -> Fault {
    Fault(
      name: "cut", trigger: .at(time), action: .cut(.isolate([agent(1)]), inFlight),
      duration: duration)
  }

  @Test func `the first message waits until a connection is made, there and back`() {
    let world = ran(sender(at: [100, 110, 300], link: Self.link()))
    #expect(world.observer.connections == ["n1 to n2 opened for 160 at 100"])
    #expect(world.observer.arrivals == ["m0 at 190", "m1 at 190", "m2 at 330"])
  }

  @Test func `what is lost is sent again after the timeout, and what follows waits behind it`() {
    let world = ran(
      sender(at: [100, 200, 250, 400], link: Self.link(), faults: [loss(at: 150, for: 120)]))
    #expect(world.observer.arrivals == ["m0 at 190", "m1 at 330", "m2 at 330", "m3 at 430"])
    #expect(
      world.observer.connections == [
        "n1 to n2 opened for 160 at 100", "n1 to n2 attempt 1 at 300",
      ])
    #expect(world.observer.losses.isEmpty)
    #expect(
      world.observer.fates == [
        .arrives(190), .waits(until: 300), .waits(until: 300), .arrives(430),
      ])
  }

  @Test(arguments: [FaultAction.InFlight.kept, .lost, .held])
  func `each attempt waits twice as long, so that a long cut is noticed late to have healed`(
    _ inFlight: FaultAction.InFlight
  ) {
    // The heal comes at 1150; attempts at 300, 500, 900 and 1700.
    let world = ran(
      sender(at: [100, 200, 800], link: Self.link(), faults: [cut(at: 195, for: 955, inFlight)]))
    #expect(world.observer.arrivals == ["m0 at 190", "m1 at 1730", "m2 at 1730"])
    #expect(world.observer.connections.last == "n1 to n2 attempt 4 at 1700")
    #expect(world.report("cut").effects == 4)
  }

  @Test func `attempts lie no further apart than the longest timeout`() {
    let times = Retransmission(first: 100, longest: 250, limit: 5000)
    let world = ran(
      sender(
        at: [100, 200], link: Self.link(.constant(30), times), faults: [loss(at: 150, for: 900)]))
    // At 300, 500 and every 250 after that.
    #expect(world.observer.arrivals == ["m0 at 190", "m1 at 1280"])
  }

  @Test func `a connection that gives up loses all that waits, and the next message makes another`()
  {
    let times = Retransmission(first: 100, longest: 1000, limit: 500)
    let world = ran(
      sender(
        at: [100, 200, 600, 2000], link: Self.link(.constant(30), times),
        faults: [loss(at: 150, for: 1000)]))
    #expect(
      world.observer.connections == [
        "n1 to n2 opened for 160 at 100", "n1 to n2 attempt 1 at 300", "n1 to n2 attempt 2 at 500",
        "n1 to n2 reset with 2 at 700", "n1 to n2 opened for 2060 at 2000",
      ])
    #expect(
      world.observer.losses == ["m1 connection reset at 700", "m2 connection reset at 700"])
    #expect(world.observer.arrivals == ["m0 at 190", "m3 at 2090"])
  }

  @Test func `a cut lets what is on its way arrive, or stops it until it is sent again`() {
    for (inFlight, arrival) in [
      (FaultAction.InFlight.kept, "m0 at 190"), (.lost, "m0 at 310"), (.held, "m0 at 310"),
    ] {
      let world = ran(
        sender(at: [100], link: Self.link(), faults: [cut(at: 180, for: 50, inFlight)]))
      #expect(world.observer.arrivals == [arrival])
    }
  }

  @Test func `a process that starts again receives nothing of its earlier connections`() {
    let crash = Fault(
      name: "crash", trigger: .at(180), action: .crash([agent(1)], .none), duration: 5)
    let times: [Nanoseconds] = [100, 300]
    let datagrams = ran(
      sender(at: times, link: LinkClass(delay: .constant(90)), faults: [crash]))
    #expect(datagrams.observer.arrivals == ["m0 at 190", "m1 at 390"])
    let world = ran(sender(at: times, link: Self.link(), faults: [crash]))
    #expect(world.observer.losses == ["m0 connection reset at 190"])
    #expect(world.observer.arrivals == ["m1 at 390"])
    #expect(
      world.observer.connections == [
        "n1 to n2 opened for 160 at 100", "n1 to n2 reset with 1 at 180",
        "n1 to n2 opened for 360 at 300",
      ])
  }

  @Test func `a process that is down makes no connection, and refuses what comes`() {
    let crash = Fault(
      name: "crash", trigger: .at(50), action: .crash([agent(1)], .none), duration: 500)
    let world = ran(sender(at: [100, 600], link: Self.link(), faults: [crash]))
    #expect(world.observer.losses == ["m0 target down at 190"])
    #expect(world.observer.arrivals == ["m1 at 690"])
    #expect(world.observer.connections == ["n1 to n2 opened for 660 at 600"])
  }

  @Test func `a process that stops loses what it was to send again, not what it has sent`() {
    let crash = Fault(
      name: "crash", trigger: .at(310), action: .crash([agent(0)], .none), duration: nil)
    // The second is lost twice; the third, to another agent, is on its way.
    let lossy = Fault(
      name: "loss", trigger: .at(190),
      action: .links(from: [agent(0)], to: [agent(1)], LinkChange(loss: .always)), duration: 500)
    var world = stage(
      3, link: Self.link(), faults: [lossy, crash],
      onStart: [0: [.arm(0, after: 100), .arm(1, after: 200), .arm(2, after: 290)]],
      onTimer: [0: [.send(0, to: 1), .send(0, to: 2)], 1: [.send(1, to: 1)], 2: [.send(2, to: 2)]])
    world.run(until: .never)
    #expect(world.observer.arrivals == ["m0 at 190", "m0 at 190", "m2 at 320"])
    #expect(world.observer.losses == ["m1 connection reset at 310"])
  }

  @Test func `a reset loses what is on its way or waits, both ways, and counts connections`() {
    let reset = Fault(
      name: "reset", trigger: .at(310),
      action: .reset([.init(agent(0), agent(1)), .init(agent(1), agent(2))]))
    var world = stage(
      3, link: Self.link(), faults: [reset],
      onStart: [
        0: [.arm(0, after: 100), .arm(1, after: 300)], 1: [.arm(2, after: 305)],
      ],
      onTimer: [0: [.send(0, to: 1)], 1: [.send(1, to: 1)], 2: [.send(2, to: 0)]])
    world.run(until: .never)
    #expect(
      Set(world.observer.losses) == ["m1 connection reset at 330", "m2 connection reset at 335"])
    #expect(world.report("reset").effects == 1)
    #expect(world.report("reset").ended == 310)
  }

  @Test func `every message arrives once and in order, whatever the link does`() {
    var link = Self.link(
      .uniform(low: 1, high: 1000), loss: .independent(Ratio(1, outOf: 4)),
      Retransmission(first: 100, longest: 1000, limit: 1_000_000))
    link.duplication = Ratio(1, outOf: 2)
    link.corruption = Ratio(1, outOf: 10)
    let times = Array(stride(from: 100 as Nanoseconds, to: 5100, by: 50))
    var resent = 0
    for seed in 1...20 as ClosedRange<UInt64> {
      let world = ran(sender(at: times, link: link, shufflesTies: true, seed: seed))
      #expect(
        world.observer.arrivals.map { $0.prefix { $0 != " " } } == times.indices.map { "m\($0)" })
      #expect(world.observer.losses.isEmpty)
      resent += world.observer.connections.count - 1
    }
    #expect(resent > 200)
  }

  @Test func `a message that is not lost takes as long as without a connection`() {
    let times = Array(stride(from: 5000 as Nanoseconds, to: 100_000, by: 5000))
    let spread = Delay.uniform(low: 1, high: 1000)
    let datagrams = ran(sender(at: [100] + times, link: LinkClass(delay: spread)))
    let world = ran(sender(at: [100] + times, link: Self.link(spread)))
    #expect(world.observer.arrivals.dropFirst() == datagrams.observer.arrivals.dropFirst())
  }

  @Test func `no connection is made while the way back is cut`() {
    let oneWay = Fault(
      name: "oneWay", trigger: .at(50),
      action: .cut(.oneWay(from: [agent(1)], to: [agent(0)]), .kept), duration: 300)
    let world = ran(sender(at: [100], link: Self.link(), faults: [oneWay]))
    // Attempts at 200 and 400; the connection is ready at 460.
    #expect(world.observer.arrivals == ["m0 at 490"])
  }

  @Test func `requests and replies share connections as well`() {
    let script = (0..<20).map {
      (client: 0 as Int32, at: 100 * Nanoseconds($0), value: 2 * $0, agent: 0)
    }
    let link = Self.link(loss: .independent(Ratio(1, outOf: 3)))
    var world = stage(1, link: link, load: Asker(script: script))
    world.run(until: .never)
    #expect(
      world.observer.answers.map { String($0.split(separator: " ")[1]) }
        == script.map { "\($0.value)" })
    #expect(world.observer.connections.contains { $0.hasPrefix("c1 to n1 opened") })
  }

  @Test func `what waits can be delivered or dropped by hand`() {
    let acts = [
      Fault(
        name: "deliver", trigger: .at(260),
        action: .deliver(from: agent(0), to: agent(1), rank: 2)),
      Fault(
        name: "drop", trigger: .at(270), action: .drop(from: agent(0), to: agent(1), rank: 1)),
    ]
    let world = ran(
      sender(
        at: [100, 200, 250, 600], link: Self.link(), faults: [loss(at: 195, for: 300)] + acts))
    #expect(world.observer.arrivals == ["m0 at 190", "m2 at 260", "m3 at 630"])
    #expect(world.observer.losses == ["m1 dropped at 270"])
    #expect(world.observer.connections == ["n1 to n2 opened for 160 at 100"])
  }

  @Test func `a fork goes on as its original does`() {
    let link = Self.link(
      .uniform(low: 1, high: 100), loss: .independent(Ratio(1, outOf: 4)))
    let times = Array(stride(from: 100 as Nanoseconds, to: 5100, by: 50))
    var world = sender(at: times, link: link)
    world.run(until: 2000)
    var fork = world
    fork.run(until: .never)
    world.run(until: .never)
    #expect(fork.digest == world.digest)
    #expect(fork.observer.arrivals == world.observer.arrivals)
  }
}
