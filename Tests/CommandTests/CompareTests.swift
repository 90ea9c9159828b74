import Foundation
import Testing

@testable import Command

@Suite struct CompareTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
    try desk.write(
      Desk.uneven.replacing("1ms..5ms", with: "1ms..6ms"), to: "Scenarios/slower.json5")
  }

  @Test func `a file and itself are identical`() {
    let result = desk.run("compare", "uneven", "uneven", "--seeds", "1..20")
    #expect(result.status == 0)
    #expect(result.out.contains("A and B are identical in all"))
    #expect(result.out.contains("seeds 1..20, the same for both: 20 pairs"))
  }

  @Test func `a setting and a file that has it say the same`() {
    let set = desk.run(
      "compare", "uneven", "--set", "network.delay=1ms..6ms", "--seeds", "1..60", "--jobs", "2")
    let files = desk.run("compare", "uneven", "slower", "--seeds", "1..60", "--jobs", "1")
    #expect(set.status == 0 && files.status == 0)
    #expect(set.out.contains("B  Scenarios/uneven.json5 --set network.delay=1ms..6ms"))
    let tails = [set, files].map { $0.out.split(separator: "\n").dropFirst(2) }
    #expect(tails[0] == tails[1])
    let line = set.out.split(separator: "\n").first { $0.contains("delivery  p50  whole") }
    #expect(line?.hasPrefix("worse") == true, "\(set.out)")
    #expect(set.out.contains("Holm"))
  }

  @Test func `two parts of sweeps are compared on the seeds that both have`() {
    _ = desk.run("sweep", "uneven", "--seeds", "1..60", "--out", "old.part")
    _ = desk.run("sweep", "slower", "--seeds", "11..70", "--out", "new.part")
    let parts = desk.run("compare", "old.part", "new.part")
    #expect(parts.status == 0 && parts.out.contains(": 50 pairs"))
    #expect(parts.out.contains("worse"))
    let alone = desk.run("compare", "old.part", "uneven")
    #expect(alone.status == 2 && alone.err.contains("compared with another part"))
    let seeds = desk.run("compare", "old.part", "new.part", "--seeds", "1..3")
    #expect(seeds.status == 2 && seeds.err.contains("'--seeds' has no meaning"))
  }

  @Test func `other seeds follow those of the first`() {
    let result = desk.run("compare", "uneven", "uneven", "--seeds", "1..30", "--disjoint")
    #expect(result.out.contains("not paired: seeds 1..30 of A, 31..60 of B: 30 and 30 runs"))
    #expect(result.out.contains("no difference seen"))
    #expect(result.out.contains("seeds to see it"))
  }

  @Test(arguments: [
    (["uneven"], "under --set PATH=VALUE"), (["uneven", "--set", "gossip.baet=1ms"], "baet"),
    (["uneven", "--set", "beat"], "makes no sense"),
    (["uneven", "--set", "gossip.beat=1ms", "--set", "gossip.beat=2ms"], "given twice"),
    (["uneven", "slower", "--detect", "none"], "a percentage"),
    (["uneven", "--set", "faults.9.for=1s"], "leads nowhere"),
  ])
  func `what cannot be compared is refused`(_ words: [String], _ reason: String) {
    let result = desk.run(["compare"] + words)
    #expect(result.status == 2 && result.out.isEmpty)
    #expect(result.err.contains(reason), "\(result.err)")
  }

  @Test func `a file with two variants is compared with itself`() throws {
    try desk.write(
      Desk.uneven.replacing(
        "duration: \"1s\",",
        with: "duration: \"1s\", vary: { \"gossip.beat\": [\"50ms\", \"80ms\"] },"),
      to: "Scenarios/varied.json5")
    let result = desk.run("compare", "varied", "--seeds", "1..30")
    #expect(result.out.contains("--variant 'gossip.beat=80ms'"))
    #expect(result.out.contains("greetings"))
  }

  @Test func `a setting stands in the line that replays a run`() throws {
    let sweep = desk.run("sweep", "slower", "--set", "network.delay=1ms..5ms", "--seeds", "1..60")
    let own = desk.run("sweep", "uneven", "--seeds", "1..60")
    let prints = [sweep, own].map { $0.out.split(separator: "\n").last }
    #expect(prints[0] == prints[1])
    let replay = try #require(
      sweep.out.split(separator: "\n").first { $0.contains("lockstep run") })
    #expect(replay.hasSuffix("--set network.delay=1ms..5ms"))
    #expect(desk.run(replay.split(separator: " ").dropFirst().map { String($0) }).status == 1)
  }

  @Test func `parts of a sweep with a setting are tried with it`() {
    let line = ["sweep", "uneven", "--seeds", "1..9", "--set", "network.delay=2ms"]
    for part in 1...2 {
      _ = desk.run(line + ["--shard", "\(part)/2", "--out", "part\(part)"])
    }
    let merged = desk.run("merge", "part1", "part2")
    #expect(merged.out == desk.run(line).out && !merged.out.isEmpty)
  }
}
