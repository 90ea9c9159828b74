import Foundation
import Testing

@testable import Command

/// The setting with the best value is found where there is one, and none is named where there is not.
@Suite struct TuneTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(
      Desk.uneven.replacing("limit: 46", with: "limit: 60"), to: "Scenarios/uneven.json5")
  }

  private func tune(_ words: String..., stop: StopSignal = .never) -> Desk.Result {
    desk.run(["tune", "uneven"] + words, stop: stop)
  }

  private static let delays = "network.delay=1ms..9ms,1ms..3ms,2ms..8ms,1ms..5ms"

  @Test func `the best of four is told from the others, and the line runs it again`() throws {
    let words = [
      "--vary", Self.delays, "--goal", "minimise delivery p50 after", "--seeds", "1..64",
    ]
    let one = desk.run(["tune", "uneven"] + words + ["--jobs", "1"])
    #expect(one.status == 0)
    #expect(
      one.out.contains("BEST: network.delay=1ms..3ms, told from every other setting that holds"))
    #expect(one.out.contains("4 settings by successive halving, on 32 and 64 seeds: 192 runs"))
    #expect(one.out.contains("worse, dropped as of the worse half"))
    let line = "lockstep sweep Scenarios/uneven.json5 --set network.delay=1ms..3ms --seeds 1..64"
    #expect(one.out.hasSuffix("\n\n\(line)\n"))
    #expect(desk.run(line.split(separator: " ").dropFirst().map { String($0) }).status == 0)
    #expect(desk.run(["tune", "uneven"] + words + ["--jobs", "3"]).out == one.out)
    let most = tune("--vary", Self.delays, "--goal", "maximise delivery mean", "--seeds", "1..64")
    #expect(most.out.contains("NOT DECIDED: network.delay="))
    let least = most.out.split(separator: "\n").first { $0.hasPrefix("network.delay=1ms..3ms ") }
    #expect(least?.contains(" worse, dropped as of the worse half ") == true, "\(most.out)")
  }

  @Test func `settings that are alike are not told apart`() {
    let equal = tune(
      "--vary", "agents=3,3.0", "--goal", "minimise delivery p50", "--seeds", "1..16")
    #expect(equal.status == 0)
    #expect(
      equal.out.contains(
        "NOT DECIDED: agents=3 has the best mean, and cannot be told from agents=3.0"))
    #expect(equal.out.contains("equal in every run"))
    let near = tune(
      "--vary", "gossip.beat=50ms,51ms", "--goal", "minimise delivery p99",
      "--seeds", "1..10")
    #expect(near.out.contains("NOT DECIDED: ") && near.out.contains("not told apart"))
  }

  @Test func `a goal that nothing meets is told with its reason`() {
    let none = tune(
      "--vary", Self.delays, "--goal", "minimise delivery p50 where delivery p99.9 < 1ms",
      "--seeds", "1..40")
    #expect(none.status == 1)
    #expect(none.out.contains("NONE HOLDS: "))
    #expect(none.out.contains("fails: delivery p99.9: \"< 1ms\""))
    #expect(!none.out.contains("lockstep sweep"))
  }

  @Test func `the best of those that hold is taken`() {
    let some = tune(
      "--vary", Self.delays, "--goal", "minimise delivery p50 where delivery max >= 4500us",
      "--seeds", "1..40")
    #expect(some.status == 0)
    #expect(some.out.contains("BEST: network.delay=1ms..5ms"))
    #expect(some.out.contains("fails: delivery max"))
    let json = tune(
      "--vary", Self.delays, "--goal", "minimise delivery p50 where delivery max >= 4500us",
      "--seeds", "1..40", "--json")
    #expect(json.out.contains("\"leader\": \"network.delay=1ms..5ms\""))
    #expect(json.out.contains("--set 'expect.delivery max=>= 4500us'"))
  }

  @Test func `runs that fail are allowed as far as it is said`() throws {
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
    let words = ["--vary", "network.delay=1ms..5ms,1ms..4ms", "--goal", "minimise delivery p50"]
    let strict = desk.run(["tune", "uneven"] + words + ["--seeds", "1..40"])
    #expect(strict.status == 1 && strict.out.contains("fails: violation: moderation"))
    let lax = desk.run(["tune", "uneven"] + words + ["--seeds", "1..40", "--failing", "99%"])
    #expect(lax.status == 0)
  }

  @Test func `variants of the file are searched where nothing is varied`() throws {
    try desk.write(TestCommandTests.contrast, to: "Scenarios/contrast.json5")
    let result = desk.run("tune", "contrast", "--goal", "minimise delivery p50", "--seeds", "1..8")
    #expect(result.err.contains("2 settings on the first 8 seeds"), "\(result.err)")
    let varied = desk.run(
      "tune", "contrast", "--vary", "agents=3,4", "--goal", "minimise delivery p50")
    #expect(varied.status == 2 && varied.err.contains("the file has variants of its own"))
  }

  @Test(arguments: [
    (["--vary", "agents=3,4"], "'--goal' is missing"),
    (["--goal", "minimise delivery p50"], "there is one setting only"),
    (["--vary", "agents", "--goal", "minimise delivery p50"], "'--vary agents' makes no sense"),
    (["--vary", "agents=3,,4", "--goal", "minimise delivery p50"], "makes no sense"),
    (["--vary", "agents=3,3", "--goal", "minimise delivery p50"], "has the value 3 twice"),
    (["--vary", "gossip.beet=1ms,2ms", "--goal", "minimise delivery p50"], "did you mean 'beat'?"),
    (["--vary", "agents=3,4", "--goal", "less delivery p50"], "begins with neither 'minimise'"),
    (["--vary", "agents=3,4", "--goal", "minimise"], "names no measure"),
    (["--vary", "agents=3,4", "--goal", "minimise delivry p50"], "did you mean 'delivery'?"),
    (["--vary", "agents=3,4", "--goal", "minimise delivery p5"], "'p5' is no statistic"),
    (["--vary", "agents=3,4", "--goal", "minimise delivery p50 during alon"], "'alone'"),
    (["--vary", "agents=3,4", "--goal", "minimise delivery total"], "is no number of a run"),
    (["--vary", "agents=3,4", "--goal", "minimise delivery p50 where"], "nothing to hold"),
    (
      ["--vary", "agents=3,4", "--goal", "minimise delivery p50 where greetngs > 3"],
      "did you mean 'greetings'?"
    ),
    (
      ["--vary", "agents=3,4", "--set", "agents=3", "--goal", "minimise delivery p50"],
      "both set and varied"
    ),
    (
      ["--vary", "agents=3,4", "--goal", "minimise delivery p50", "--failing", "x"], "'--failing x'"
    ),
  ])
  func `what makes no sense is refused before anything runs`(_ words: [String], _ reason: String) {
    let result = desk.run(["tune", "uneven"] + words)
    #expect(result.status == 2 && result.out.isEmpty)
    #expect(result.err.contains(reason), "\(result.err)")
  }

  @Test func `a search that is stopped tells what it has and goes on to the same bytes`() throws {
    let words = [
      "tune", "uneven", "--vary", Self.delays, "--goal", "minimise delivery p50", "--seeds",
      "1..40",
      "--jobs", "1",
    ]
    let whole = desk.run(words)
    let count = Locked(0)
    let stop = StopSignal {
      count.use { count in
        count += 1
        return count > 300 ? SIGTERM : nil
      }
    }
    let stopped = desk.run(words, stop: stop)
    #expect(stopped.status == 143, "\(stopped.err)")
    #expect(stopped.out.contains("PARTIAL, the search was stopped"))
    #expect(stopped.err.contains("finished runs are kept, and the same line goes on"))
    let resumed = desk.run(words)
    #expect(resumed.err.contains("going on after ") && resumed.out == whole.out)
    let journals = try FileManager.default.contentsOfDirectory(atPath: desk.path("state/journals"))
    #expect(journals.isEmpty)
  }
}
