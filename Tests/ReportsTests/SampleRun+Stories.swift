import Experiments
import Scenarios
import Simulator

extension SampleRun {
  /// The leader is cut off for three seconds; a new one is elected beside it.
  static func split() throws -> Outcome {
    var run = try SampleRun(
      "about: \"Leader in the minority\", agents: 5, duration: \"20s\"",
      file: "Scenarios/raft/leader-in-minority.json5")
    run.change(203, 1, .running(.candidate), term: 1)
    run.change(209, 1, .running(.leader), term: 1)
    run.serve(215..<5_000, every: 5, latency: 600)
    let split = run.declare("split", .partition)
    run.begin(split, 5_000, [1, 2, 3, 4, 5], "{n1 n2} | {n3 n4 n5}")
    run.change(5_240, 3, .running(.candidate), term: 2)
    run.change(5_251, 4, .running(.candidate), term: 2)
    run.change(5_418, 4, .running(.candidate), term: 3)
    run.change(5_424, 4, .running(.leader), term: 3)
    run.change(5_424, 3, .running(.follower), term: 3)
    run.change(5_512, 1, .running(.follower), term: 1)
    run.serve(5_600..<8_000, every: 6, latency: 2_000)
    run.outage.record(385 * .millisecond, phase: run.ledger.current)
    run.end(split, 8_000, [1, 2, 3, 4, 5], effects: 1_412)
    run.serve(8_000..<20_000, every: 5, latency: 620)
    run.traffic = [
      KindTraffic(name: "append", sent: 31_204, delivered: 29_792, lost: 1_412, bytes: 4_212_001),
      KindTraffic(name: "append reply", sent: 29_792, delivered: 29_700, lost: 92, bytes: 714_000),
      KindTraffic(name: "snapshot"),
    ]
    run.hold([
      ("linearizable: true", "held"), ("\"commit latency p99 after\": \"< 25ms\"", "16.1ms"),
      ("\"leader elected\": { within: \"1.5s\", of: \"split\" }", "after 424ms"),
    ])
    run.verdicts = [
      CheckVerdict("election safety", .held), CheckVerdict("log matching", .held),
      CheckVerdict("state-machine safety", .held), CheckVerdict("linearizable", .held),
    ]
    return run.outcome
  }

  /// A crash, a pause, faults without effect, a flapping link, and in the end two leaders of a term.
  static func violation(file: String = "my scenarios/it's bad.json5") throws -> Outcome {
    var run = try SampleRun(
      "about: \"A bad day with a \\u8a9e wide word\", agents: 3, duration: \"10s\"", file: file)
    let crash = run.declare("stop", .crash)
    let pause = run.declare("a stop of the world that is long", .pause)
    let idle = run.declare("idle", .links)
    let late = run.declare("late", .isolate)
    let flap = run.declare("flap", .isolate, mayHaveNoEffect: true)
    run.change(180, 2, .running(.candidate), term: 1)
    run.change(190, 2, .running(.leader), term: 1)
    run.begin(crash, 1_000, [2], "{n2}")
    run.change(1_000, 2, .down)
    run.change(1_300, 3, .running(.candidate), term: 2)
    run.change(1_310, 3, .running(.leader), term: 2)
    run.change(2_000, 1, .down)
    run.change(2_400, 1, .running(.follower))
    run.end(crash, 3_000, [2], effects: 1)
    run.change(3_000, 2, .running(.follower))
    run.begin(idle, 3_100, [], "all links")
    run.end(idle, 3_600, effects: 0)
    run.begin(pause, 4_000, [3], "{n3}")
    run.change(4_000, 3, .paused)
    run.end(pause, 4_150, [3], effects: 12)
    run.change(4_150, 3, .resumed)
    run.mark(late, .noTarget, 4_500)
    run.begin(flap, 5_000, [3], "{n3}")
    for step in 1..<10 { run.mark(flap, .flapped, 5_000 + Int64(step) * 120, [], "cut") }
    run.change(6_000, 1, .running(.leader), term: 2)
    run.end = 6_000 * .millisecond
    run.violation = Violation(
      check: "election safety", message: "n1 and n3 both lead term 2", time: run.end)
    run.verdicts = [
      CheckVerdict("election safety", .violated("n1 and n3 both lead term 2")),
      CheckVerdict("linearizable", .undecided("more than 1000000 states of key 3")),
      CheckVerdict("log matching", .notChecked),
    ]
    run.hold([("linearizable: true", "held")])
    run.findings.append(
      Finding(
        text: "\"leader elected\": { within: \"1.5s\", of: \"a stop of the world that is long\" }",
        position: .start, .failed, seen: "never"))
    return run.outcome
  }

  /// A history that fits no order: told by the violation, the check and the expectation.
  static func counterexample() throws -> Outcome {
    var run = try SampleRun("about: \"A stale read\", agents: 3, duration: \"10s\"")
    run.change(180, 2, .running(.leader), term: 1)
    let message = """
      key 0: client 3 read 1, 4.000 ms to 5.000 ms, which fits no order of the operations.
      2 operations on the key returned before it and fit together; they leave the key at 2.
          client 2 wrote 1, 0.000 ms to 1.000 ms
          client 2 wrote 2, 2.000 ms to 3.000 ms
        > client 3 read 1, 4.000 ms to 5.000 ms
      """
    run.end = 6_000 * .millisecond
    run.violation = Violation(
      check: "linearizable", message: message, time: 6_000 * .millisecond)
    run.verdicts = [CheckVerdict("linearizable", .violated(message))]
    run.findings = [
      Finding(
        text: "linearizable: true", position: .start, .failed, seen: "violated",
        tellsViolation: true)
    ]
    return run.outcome
  }

  /// Many faults of many kinds, and an election for every other one.
  static func chaos() throws -> Outcome {
    var run = try SampleRun("about: \"Everything at once\", agents: 5, duration: \"60s\"")
    var term: Int64 = 1
    run.change(150, 1, .running(.leader), term: 1)
    var leader = 1
    for round in 0..<40 {
      guard let kind = FaultKind(rawValue: UInt8(round * 7 % 18)) else { continue }
      let fault = run.declare("\(kind.name)#\(round + 1)", kind, mayHaveNoEffect: true)
      let start = Int64(1_000 + round * 1_300)
      run.serve(start - 700..<start, every: 10 + Int64(round % 5), latency: 900)
      run.begin(fault, start, [leader], "{n\(leader)}")
      let isDown = kind.bearing == .process && kind != .pause
      if isDown { run.change(start, leader, .down) }
      if round % 2 == 0 {
        let next = leader % 5 + 1
        term += 1
        run.change(start + 220, next, .running(.candidate), term: term)
        run.change(start + 230, next, .running(.leader), term: term)
        if !isDown { run.change(start + 300, leader, .running(.follower), term: term) }
        run.end(fault, start + 900, [leader], effects: Int64(round))
        if isDown { run.change(start + 900, leader, .running(.follower)) }
        leader = next
      } else {
        run.end(fault, start + 400, [leader], effects: 3)
        if isDown {
          run.change(start + 400, leader, .running(.follower))
          term += 1
          run.change(start + 500, leader, .running(.leader), term: term)
        }
      }
    }
    run.serve(53_000..<60_000, every: 10, latency: 900)
    run.verdicts = [CheckVerdict("election safety", .held)]
    return run.outcome
  }

  /// Hours of a large and quiet cluster without clients.
  static func large() throws -> Outcome {
    var run = try SampleRun("about: \"Five hours\", agents: 100, duration: \"5h\"")
    run.change(240, 17, .running(.leader), term: 1)
    run.change(7_200_000, 17, .down)
    run.change(7_200_301, 60, .running(.leader), term: 12)
    run.change(7_300_000, 17, .running(.follower))
    run.change(7_300_500, 33, .running(.candidate), term: 13)
    run.change(7_300_600, 33, .running(.follower), term: 13)
    return run.outcome
  }
}
