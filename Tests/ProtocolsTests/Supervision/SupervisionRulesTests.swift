import Protocols
import Simulator
import Testing

/// The rules of OTP's supervisor, by its reference manual and its design principles.
struct SupervisionRulesTests {
  private let a = Specification("a")
  private let b = Specification("b")
  private let c = Specification("c")

  private func started(_ top: Specification) -> SupervisionPuppet {
    var puppet = SupervisionPuppet(top)
    puppet.start()
    return puppet
  }

  /// What happens a second after the start when one exits.
  private func log(
    _ top: Specification, _ name: String, _ reason: Supervision.Reason = .error
  ) -> [String] {
    var puppet = started(top)
    puppet.advance(to: 1000)
    puppet.exit(name, reason)
    puppet.advance(to: 60_000, keepsLog: true)
    #expect(puppet.watch.violation == nil)
    return puppet.log
  }

  @Test func `children start from left to right, each when the one before runs`() {
    let slow = a.with { $0.work.start = .constant(5 * .millisecond) }
    var puppet = started(.top(.oneForOne, slow, b))
    #expect(puppet.log == ["0 top starts", "0 a starts"])
    puppet.advance(to: 100)
    #expect(puppet.log == ["5 a runs", "5 b starts", "5 b runs", "5 top runs"])
    #expect(puppet.notes.last == .complete)
  }

  @Test func `one for one restarts the one that failed`() {
    #expect(
      log(.top(.oneForOne, a, b, c), "b")
        == ["1000 b exits error", "1000 top restarts b", "1000 b starts", "1000 b runs"])
  }

  @Test func `one for all ends the others from right to left and starts all from left to right`() {
    #expect(
      log(.top(.oneForAll, a, b, c), "b") == [
        "1000 b exits error", "1000 top restarts b", "1000 c is to end", "1000 c exits shutdown",
        "1000 a is to end", "1000 a exits shutdown", "1000 a starts", "1000 a runs",
        "1000 b starts", "1000 b runs", "1000 c starts", "1000 c runs",
      ])
  }

  @Test func `rest for one restarts those that were started after it too`() {
    #expect(
      log(.top(.restForOne, a, b, c), "b") == [
        "1000 b exits error", "1000 top restarts b", "1000 c is to end", "1000 c exits shutdown",
        "1000 b starts", "1000 b runs", "1000 c starts", "1000 c runs",
      ])
  }

  @Test func `a transient child is restarted after an abnormal exit only, a temporary one never`() {
    let top = Specification.top(
      .oneForOne, a.with { $0.restart = .transient }, b.with { $0.restart = .temporary })
    for reason in [Supervision.Reason.normal, .shutdown] {
      #expect(log(top, "a", reason) == ["1000 a exits \(reason.word)"])
    }
    for reason in [Supervision.Reason.error, .killed] {
      #expect(log(top, "a", reason).count == 4)
      #expect(log(top, "b", reason) == ["1000 b exits \(reason.word)"])
    }
    #expect(log(.top(.oneForOne, a, b), "a", .normal).count == 4)
  }

  @Test func `with a sibling a finished transient child starts again, and a temporary one is gone`()
  {
    var puppet = started(
      .top(.oneForAll, a.with { $0.restart = .transient }, b, c.with { $0.restart = .temporary }))
    puppet.exit("a", .normal)
    puppet.advance(to: 1000)
    puppet.exit("b")
    #expect(
      puppet.log == [
        "1000 b exits error", "1000 top restarts b", "1000 c is to end", "1000 c exits shutdown",
        "1000 a starts", "1000 a runs", "1000 b starts", "1000 b runs",
      ])
    // As nothing took time, all ran all the time.
    #expect(puppet.notes.count { $0 == .complete } == 1)
    #expect(puppet.notes.count { $0 == .incomplete } == 1)
    #expect(puppet.watch.violation == nil)
  }

  @Test func `restarts of exactly a period ago count, older ones do not`() {
    for (last, gaveUp) in [(10_000, true), (10_001, false)] as [(Int64, Bool)] {
      var puppet = started(.top(.oneForOne, intensity: 2, a))
      for time in [0, 5000, last] {
        puppet.advance(to: time)
        puppet.exit("a")
      }
      #expect(puppet.log.contains("\(last) top gives up on a") == gaveUp)
      #expect(puppet.watch.violation == nil)
    }
  }

  @Test func `a supervisor that gives up ends its children and itself, and its own decides on it`()
  {
    let inner = Specification("inner", children: [a, b]).with { $0.intensity = 0 }
    #expect(
      log(.top(.restForOne, inner, c), "b") == [
        "1000 b exits error", "1000 inner gives up on b", "1000 a is to end",
        "1000 a exits shutdown", "1000 inner exits shutdown", "1000 top restarts inner",
        "1000 c is to end", "1000 c exits shutdown", "1000 inner starts", "1000 a starts",
        "1000 a runs", "1000 b starts", "1000 b runs", "1000 inner runs", "1000 c starts",
        "1000 c runs",
      ])
    // It exits with `shutdown`, which is not abnormal.
    let transient = inner.with { $0.restart = .transient }
    #expect(log(.top(.oneForOne, transient, c), "b").last == "1000 inner exits shutdown")
  }

  @Test func `the end of the topmost ends the application, until it is started again`() {
    let top = Specification.top(.oneForOne, intensity: 0, a)
    #expect(
      log(top, "a") == [
        "1000 a exits error", "1000 top gives up on a", "1000 top exits shutdown",
        "1000 ended shutdown",
      ])
    var puppet = SupervisionPuppet(
      Supervision.Settings(tree: Supervision.Tree(top), reboot: 2 * .second))
    puppet.start()
    puppet.exit("a")
    puppet.advance(to: 2000)
    #expect(puppet.log == ["2000 top starts", "2000 a starts", "2000 a runs", "2000 top runs"])
  }

  @Test func `a restart that fails to start counts again and is tried again`() {
    let flaky = a.with { $0.work.startFails = Ratio(1, outOf: 2) }
    var retries = 0
    for seed in 0..<40 as Range<UInt64> {
      var puppet = SupervisionPuppet(
        Supervision.Settings(tree: Supervision.Tree(.top(.oneForOne, intensity: 2, flaky))),
        seed: seed)
      puppet.start()
      guard puppet.log.last == "0 top runs" else {
        #expect(
          puppet.log.suffix(3) == [
            "0 a fails to start", "0 top fails to start", "0 ended shutdown",
          ])
        continue
      }
      puppet.exit("a")
      let fails = puppet.log.count { $0 == "0 a fails to start" }
      let restarts = puppet.log.count { $0 == "0 top restarts a" }
      #expect(restarts == min(fails + 1, 2))
      #expect(puppet.log.contains("0 top gives up on a") == (fails == 2))
      retries += fails
    }
    #expect(retries > 5)
  }

  @Test func `an exit before a process runs is a start that failed, whatever its reason`() {
    let slow = a.with {
      $0.restart = .transient
      $0.work.start = .constant(5 * .millisecond)
    }
    var puppet = started(.top(.oneForOne, slow))
    puppet.advance(to: 10)
    puppet.exit("a")
    puppet.advance(to: 12)
    puppet.exit("a", .normal)
    puppet.advance(to: 100, keepsLog: true)
    #expect(
      puppet.log == ["12 a fails to start", "12 top restarts a", "12 a starts", "17 a runs"])
    #expect(puppet.watch.violation == nil)
  }

  @Test func `a child that does not end in its grace is killed, and one that is waited for is not`()
  {
    let second = Nanoseconds.second
    let slow = a.with {
      $0.work.stop = .constant(3 * second)
      $0.grace = 2 * second
    }
    let patient = b.with {
      $0.work.stop = .constant(7 * second)
      $0.shutdown = .infinity
    }
    let quick = c.with {
      $0.work.stop = .constant(second)
      $0.shutdown = .brutalKill
    }
    let failing = Specification("d")
    #expect(
      log(.top(.oneForAll, slow, patient, quick, failing), "d").prefix(8) == [
        "1000 d exits error", "1000 top restarts d", "1000 c is to end", "1000 c exits killed",
        "1000 b is to end", "8000 b exits shutdown", "8000 a is to end", "10000 a exits killed",
      ])
  }

  @Test func `a killed supervisor takes all below it along, and is restarted`() {
    let inner = Specification("inner", children: [a, b])
    #expect(
      log(.top(.oneForOne, inner), "inner", .killed).prefix(4) == [
        "1000 b exits killed", "1000 a exits killed", "1000 inner exits killed",
        "1000 top restarts inner",
      ])
    #expect(log(.top(.oneForOne, inner), "inner", .error).isEmpty)
  }

  @Test func `a supervisor hears of exits one after the other, and not of those that it ends`() {
    let slow = c.with { $0.work.stop = .constant(100 * .millisecond) }
    var puppet = started(.top(.oneForAll, a, b, slow))
    puppet.exit("b")
    puppet.advance(to: 50, keepsLog: true)
    // While it waits for c it does not hear of a, and then it has no need to.
    puppet.exit("a")
    puppet.advance(to: 1000, keepsLog: true)
    #expect(puppet.log.count { $0.contains("restarts") } == 1)
    #expect(puppet.log.last == "100 c runs")
    #expect(puppet.watch.violation == nil)
  }
}

/// What goes beyond the static tree.
struct SupervisionOptionsTests {
  private let a = Specification("a")
  private let b = Specification("b")

  private func puppet(
    _ top: Specification, _ change: (inout Supervision.Settings) -> Void = { _ in }
  ) -> SupervisionPuppet {
    var settings = Supervision.Settings(tree: Supervision.Tree(top))
    change(&settings)
    var puppet = SupervisionPuppet(settings)
    puppet.start()
    return puppet
  }

  @Test func `children of a simple supervisor come by request, end together and are forgotten`() {
    let slow = a.with { $0.work.stop = .constant(100 * .millisecond) }
    let pool = Specification("pool", children: [slow]).with {
      $0.strategy = .simpleOneForOne
      $0.limit = 2
    }
    var puppet = puppet(.top(.restForOne, b, pool))
    for _ in 0..<3 { puppet.ask(.startChild(puppet.node("pool"))) }
    #expect(puppet.replies == [.done, .done, .refused(.tooManyChildren)])
    puppet.advance(to: 1000)
    puppet.exit("b")
    puppet.advance(to: 2000, keepsLog: true)
    #expect(
      puppet.log == [
        "1000 b exits error", "1000 top restarts b", "1000 pool is to end",
        "1000 a 2 is to end", "1000 a 1 is to end", "1100 a 2 exits shutdown",
        "1100 a 1 exits shutdown", "1100 pool exits shutdown", "1100 b starts", "1100 b runs",
        "1100 pool starts", "1100 pool runs",
      ])
    puppet.call("a")
    #expect(puppet.replies.last == .refused(.noProcess))
    #expect(puppet.watch.violation == nil)
  }

  @Test func `the pauses of the delayed backoff double, up to the longest`() {
    var puppet = puppet(.top(.oneForOne, intensity: 10, a)) {
      $0.backoff = .delayed
      $0.pause = .second
      $0.longestPause = 4 * .second
    }
    var runs: [String] = []
    for time in [0, 2000, 5000, 10_000, 19_000, 24_000] as [Int64] {
      puppet.advance(to: time, keepsLog: true)
      puppet.exit("a")
    }
    puppet.advance(to: 60_000, keepsLog: true)
    runs = puppet.log.filter { $0.hasSuffix("a runs") }
    // The fifth exit comes after five seconds of running, so the pause is the first again.
    #expect(
      runs == [
        "0 a runs", "1000 a runs", "4000 a runs", "9000 a runs", "14000 a runs", "20000 a runs",
        "25000 a runs",
      ])
  }

  @Test func `while a group waits for its restart none of it runs`() {
    var puppet = puppet(.top(.oneForAll, a, b)) { $0.backoff = .delayed }
    puppet.exit("a")
    puppet.call("b")
    #expect(puppet.replies.last == .refused(.noProcess))
    puppet.advance(to: 1000)
    #expect(puppet.log == ["1000 a starts", "1000 a runs", "1000 b starts", "1000 b runs"])
    #expect(puppet.watch.violation == nil)
  }

  @Test func `a manual restart waits for a client, and with never there is none`() {
    var manual = puppet(.top(.oneForOne, a, b)) { $0.backoff = .manual }
    manual.exit("a")
    manual.advance(to: 5000)
    manual.ask(.restart(manual.node("b")))
    manual.ask(.restart(manual.node("a")))
    #expect(manual.replies.suffix(2) == [.refused(.notWaiting), .done])
    #expect(manual.log == ["5000 a starts", "5000 a runs"])
    var never = puppet(.top(.oneForOne, a, b)) { $0.backoff = .never }
    never.exit("a")
    never.ask(.restart(never.node("a")))
    #expect(never.replies.last == .refused(.notWaiting))
    #expect(never.log.last == "0 a exits error")
    #expect(never.notes.last == .incomplete)
  }

  @Test func `a worker counts, a restart forgets, and the disk remembers`() {
    let top = Specification.top(.oneForOne, a, b.with { $0.work.isDurable = true })
    var puppet = puppet(top)
    for name in ["a", "b"] {
      for _ in 0..<3 { puppet.call(name) }
      puppet.exit(name)
      puppet.call(name)
    }
    let counts: [Int64] = puppet.replies.compactMap {
      if case .counted(_, let count) = $0 { count } else { nil }
    }
    #expect(counts == [1, 2, 3, 1, 1, 2, 3, 4])
    // A new life of the agent, with what was on the disk.
    var next = SupervisionPuppet(top)
    next.storage = puppet.storage
    next.start(.intact)
    next.call("b")
    #expect(
      next.replies == [
        .counted(Supervision.Incarnation(2, life: 2, epoch: 1, name: "b"), 5)
      ])
  }

  @Test func `a held reference outlives what it names, a renewed one does not`() {
    let using = b.with { $0.uses = "a" }
    for references in Supervision.References.allCases {
      for strategy in [Supervision.Strategy.oneForOne, .restForOne] {
        var puppet = puppet(.top(strategy, a, using)) { $0.references = references }
        puppet.call("b")
        puppet.exit("a")
        puppet.call("b")
        let answers = puppet.replies.count { if case .counted = $0 { true } else { false } }
        let isStale = references == .held && strategy == .oneForOne
        #expect(answers == (isStale ? 1 : 2), "\(references), \(strategy)")
        let dropped = puppet.notes.count { if case .dropped = $0 { true } else { false } }
        #expect(dropped == (isStale ? 1 : 0), "\(references), \(strategy)")
      }
    }
  }

  @Test func `calls wait in a mailbox that is lost with its process`() {
    let busy = a.with { $0.work.call = .constant(10 * .millisecond) }
    var puppet = puppet(.top(.oneForOne, busy))
    for _ in 0..<3 { puppet.call("a") }
    puppet.advance(to: 15)
    #expect(puppet.replies.count == 1)
    puppet.exit("a")
    puppet.advance(to: 1000)
    #expect(puppet.replies == [puppet.replies[0], .done])
  }

  @Test func `what a client asks of no process is refused`() {
    var puppet = puppet(.top(.oneForOne, a))
    for request in [.call(-1), .call(9), .call(0), .exit(7, .error), .startChild(1)]
      as [Supervision.Request]
    {
      puppet.ask(request)
    }
    let isRefused = puppet.replies.map { if case .refused = $0 { true } else { false } }
    #expect(isRefused == [true, true, true, true, true])
  }

  @Test func `a tree with a mistake says which`() {
    #expect(Specification.top(.oneForOne, a, a).mistake == "two processes are called a")
    #expect(
      Specification.top(.oneForOne, a.with { $0.uses = "top" }).mistake
        == "a uses top, which is no worker")
    #expect(Specification.top(.oneForOne, a.with { $0.uses = "a" }).mistake == "a uses itself")
    #expect(
      Specification.top(.simpleOneForOne, a, b).mistake
        == "top is simple one for one and does not have one kind of worker")
    #expect(Specification.brief.mistake == nil)
  }
}
