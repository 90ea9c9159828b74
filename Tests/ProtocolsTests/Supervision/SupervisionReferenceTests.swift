import Protocols
import Simulator
import Testing

@Suite("Supervision against a reference")
struct SupervisionReferenceTests {
  static let count = Effort.isFull ? 10_000 : 400

  /// A random tree; every worker has a name of its own.
  private struct Grower {
    var random: RandomStream
    var names = 0

    mutating func name() -> String {
      names += 1
      return "p\(names)"
    }

    mutating func chance(_ percent: UInt64) -> Bool { random.below(100) < percent }

    mutating func restart() -> Supervision.Restart {
      chance(60) ? .permanent : chance(60) ? .transient : .temporary
    }

    mutating func time() -> Nanoseconds {
      chance(50) ? 0 : Nanoseconds(random.below(4)) * .millisecond
    }

    mutating func worker() -> Specification {
      var worker = Specification(name())
      worker.restart = restart()
      worker.work.start = .constant(time())
      worker.work.stop = .constant(time())
      if chance(30) { worker.work.startFails = Ratio(1, outOf: 2 + random.below(8)) }
      switch random.below(4) {
      case 0: worker.shutdown = .brutalKill
      case 1: worker.shutdown = .infinity
      case 2: worker.shutdown = .timeout(2 * .millisecond)
      default: break
      }
      return worker
    }

    mutating func supervisor(_ depth: Int) -> Specification {
      var supervisor = Specification(name())
      let isSimple = chance(15)
      if isSimple {
        supervisor.children = [worker()]
        supervisor.limit = 1 + Int32(random.below(3))
      } else {
        for _ in 0...random.below(4) {
          supervisor.children.append(
            depth > 0 && chance(40) ? self.supervisor(depth - 1) : worker())
        }
      }
      let strategies = [Supervision.Strategy.oneForOne, .oneForAll, .restForOne]
      supervisor.strategy = isSimple ? .simpleOneForOne : strategies[Int(random.below(3))]
      supervisor.intensity = Int(random.below(5))
      supervisor.period = Nanoseconds(1 + random.below(100)) * .millisecond
      supervisor.restart = restart()
      if chance(20) { supervisor.shutdown = .brutalKill }
      return supervisor
    }
  }

  private struct Run {
    var log: [String] = []
    var expected: [String] = []
    var restarts = 0
    var violation: Violation?
    var ends: (Nanoseconds, Nanoseconds) = (0, 0)
  }

  /// Up to 40 failures, each when all is quiet, on both.
  private func run(_ seed: UInt64) -> Run {
    var grower = Grower(random: RandomStream(seed: seed, .plan))
    let top = grower.supervisor(2)
    let reboot = 5 * Nanoseconds.millisecond
    let reference = SupervisionReference(top, reboot: reboot, seed: seed)
    var puppet = SupervisionPuppet(
      Supervision.Settings(tree: Supervision.Tree(top), reboot: reboot), seed: seed)
    reference.boot()
    puppet.start()
    puppet.settle()
    for _ in 0..<40 {
      let gap = 1 + Nanoseconds(grower.random.below(40))
      let time = (max(reference.now, puppet.now) / .millisecond + gap) * .millisecond
      reference.wait(until: time)
      puppet.now = time
      let place = Int(grower.random.below(UInt64(reference.units.count)))
      let unit = reference.units[place]
      if unit.isSimple, grower.chance(80) {
        reference.startChild(of: unit)
        puppet.ask(.startChild(Int32(place)))
      } else {
        let reasons = Supervision.Reason.allCases
        let reason = unit.isSupervisor ? .killed : reasons[Int(grower.random.below(4))]
        if unit.isSupervisor, grower.chance(80) { continue }
        reference.fail(unit, reason)
        puppet.ask(.exit(Int32(place), reason))
      }
      puppet.settle()
      if puppet.log.count != reference.log.count { break }
    }
    return Run(
      log: puppet.log, expected: reference.log,
      restarts: puppet.log.count { $0.contains(" restarts ") },
      violation: puppet.watch.violation, ends: (puppet.now, reference.now))
  }

  @Test func `the machine does what the rules say, in the same order and at the same times`() {
    var (restarts, gaveUp, failed, ended) = (0, 0, 0, 0)
    for seed in 1...UInt64(Self.count) {
      let run = run(seed)
      if run.log != run.expected {
        let place = zip(run.log, run.expected).enumerated().first { $1.0 != $1.1 }?.offset
        let from = max(0, (place ?? min(run.log.count, run.expected.count)) - 6)
        Issue.record(
          "seed \(seed): \(run.log[from...].prefix(9)) and not \(run.expected[from...].prefix(9))")
        return
      }
      #expect(run.violation == nil, "seed \(seed)")
      #expect(run.ends.0 == run.ends.1, "seed \(seed)")
      restarts += run.restarts
      gaveUp += run.log.count { $0.contains(" gives up ") }
      failed += run.log.count { $0.contains(" fails to start") }
      ended += run.log.count { $0.contains(" ended ") }
    }
    // The trees met all of it.
    #expect(restarts > 2 * Self.count, "\(restarts) restarts")
    #expect(gaveUp > Self.count / 10 && failed > Self.count / 10 && ended > Self.count / 10)
  }
}
