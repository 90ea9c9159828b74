import Simulator
import Testing

struct DeterminismTests {
  private func ran(_ world: Hall, until time: Nanoseconds = 4000) -> Hall {
    var world = world
    world.run(until: time)
    return world
  }

  @Test func `the same seed gives the same run and another seed another`() {
    let one = ran(hall())
    let other = ran(hall())
    #expect(one.digest == other.digest)
    #expect(one.observer.log.trace == other.observer.log.trace)
    #expect(one.eventCount > 400)
    for report in one.faultReports { #expect(report.tookEffect, "\(report)") }
    #expect(ran(hall(seed: 2)).digest != one.digest)
  }

  @Test(arguments: [false, true])
  func `a fork runs on as the original and neither disturbs the other`(_ shuffles: Bool) {
    let straight = ran(hall(shufflesTies: shuffles))
    for time in stride(from: 0 as Nanoseconds, through: 3600, by: 400) {
      var original = ran(hall(shufflesTies: shuffles), until: time)
      var fork = original
      original.run(until: time + 300)
      let later = original
      fork.run(until: 4000)
      original.run(until: 4000)
      #expect(fork.digest == straight.digest)
      #expect(original.digest == straight.digest)
      #expect(ran(later).observer.log.trace == straight.observer.log.trace)
    }
  }

  @Test func `step by step equals a run at once`() {
    let straight = ran(hall())
    var stepped = hall()
    while stepped.eventCount < straight.eventCount {
      let hasStepped = stepped.step()
      #expect(hasStepped)
    }
    #expect(stepped.digest == straight.digest)
    #expect(stepped.observer.log.trace == straight.observer.log.trace)
  }

  @Test func `a run in slices equals a run at once`() {
    let straight = ran(hall())
    var sliced = hall()
    for time in stride(from: 0 as Nanoseconds, through: 4000, by: 7) { sliced.run(until: time) }
    sliced.run(until: 4000)
    #expect(sliced.digest == straight.digest)
    var counted = hall()
    while counted.run(until: 4000, maximumEvents: 11) == .eventCount {}
    #expect(counted.digest == straight.digest)
  }

  @Test func `shuffled ties have an order of their seed`() {
    func order(_ seed: UInt64, shuffles: Bool) -> ([String], Digest) {
      let start = (0..<8).map { Puppet.Act.send($0, to: 1) }
      let world = SimulatorTests.ran(
        stage(shufflesTies: shuffles, seed: seed, onStart: [0: start]))
      return (world.observer.arrivals, world.digest)
    }
    #expect(order(1, shuffles: true) == order(1, shuffles: true))
    #expect(order(1, shuffles: true).0 != order(2, shuffles: true).0)
    #expect(order(1, shuffles: true).1 != order(2, shuffles: true).1)
    #expect(order(1, shuffles: true).0 != order(1, shuffles: false).0)
    #expect(order(1, shuffles: false).0 == order(2, shuffles: false).0)
  }

  @Test func `the first difference names the event whose delay was disturbed`() {
    for draw in [0, 20, 77] {
      let link = LinkClass(delay: .uniform(low: 1, high: 500))
      let plain = ran(hall(faults: [], link: link), until: 2000).observer.log.trace
      var disturbed = hall(faults: [], link: link)
      disturbed.disturbDraw(number: Int64(draw))
      let other = ran(disturbed, until: 2000).observer.log.trace
      var sends = 0
      let event = plain.events.first { event in
        sends += event.records.filter { $0.kind == .sent }.count
        return sends > draw
      }!
      let difference = Trace.firstDifference(plain, other)!
      #expect(difference.number == event.number && difference.time == event.time)
      #expect(difference.one == event)
      #expect(
        zip(difference.one!.records, difference.other!.records).filter { $0 != $1 }.count == 1)
    }
    let trace = ran(hall()).observer.log.trace
    #expect(Trace.firstDifference(trace, trace) == nil)
  }

  @Test func `removing a fault leaves everything before it the same`() {
    // Declared last to first, so that each removal changes the numbers of faults that come earlier.
    let troubles = Array(Hall.troubles.reversed())
    let whole = ran(hall(faults: troubles)).observer.log.trace
    for (place, fault) in troubles.enumerated() {
      var faults = troubles
      faults.remove(at: place)
      guard case .at(let time) = fault.trigger else { continue }
      let difference = Trace.firstDifference(whole, ran(hall(faults: faults)).observer.log.trace)!
      #expect(difference.time == time)
      #expect(difference.one!.records.contains { $0.content.kind == fault.name })
    }
  }

  @Test func `faults choose their targets whatever other faults there are`() {
    func targets(_ names: [String], seed: UInt64) -> String {
      let faults = names.map {
        Fault(name: $0, trigger: .at(10), action: .clockJump([.majority(.none)], by: 1))
      }
      return ran(hall(faults: faults, seed: seed)).faultReports.last!.targets
    }
    var seen: Set<String> = []
    for seed in 0..<8 as Range<UInt64> {
      seen.insert(targets(["b"], seed: seed))
      #expect(targets(["a", "c", "b"], seed: seed) == targets(["b"], seed: seed))
    }
    #expect(seen.count > 1)
  }

  @Test func `changed links draw alike whatever other changes are in force`() {
    func fates(_ names: [String]) -> [Fate] {
      let faults = names.map { name in
        let chance = name == "idle" ? Ratio.never : Ratio(1, outOf: 2)
        return Fault(
          name: name, trigger: .at(1), action: .links(from: nil, to: nil, LinkChange(loss: chance)))
      }
      return SimulatorTests.ran(sender(at: (2...60).map { Nanoseconds($0) }, faults: faults))
        .observer.fates
    }
    #expect(fates(["loss"]) == fates(["idle", "loss"]))
    #expect(Set(fates(["loss"])).count > 2)
  }
}
