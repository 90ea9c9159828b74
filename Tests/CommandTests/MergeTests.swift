import Experiments
import Foundation
import Simulator
import Testing

@testable import Command
@testable import Reports

/// Parts come from other machines: nothing that they say is believed.
@Suite struct MergeTests {
  let desk: Desk
  let whole: Desk.Result

  init() throws {
    desk = try Desk()
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
    whole = desk.run("sweep", "uneven", "--seeds", "1..6")
    for part in 1...2 {
      _ = desk.run(
        "sweep", "uneven", "--seeds", "1..6", "--shard", "\(part)/2", "--out", "part\(part)")
    }
  }

  private func merge(_ words: String...) -> Desk.Result {
    desk.run(["merge", "part1", "part2"] + words)
  }

  private func expectRefusal(_ result: Desk.Result, _ reason: String) {
    #expect(result.status == 2 && result.out.isEmpty)
    #expect(result.err.contains(reason), "\(result.err)")
  }

  /// Writes a part that says something else, with all its seals.
  private func forge(
    _ name: String, header change: (inout SweepHeader) -> Void = { _ in },
    row: (SweepRow) -> SweepRow = { $0 }
  ) throws {
    let text = try #require(desk.read(name))
    let file = try RowFile(Array(text.utf8), .open)
    var header = file.header
    change(&header)
    try desk.write(SampledPart.text(header, file.rows.map(row)), to: name)
  }

  @Test func `a scenario that has moved is named, or found from another directory`() throws {
    #expect(merge().out == whole.out)
    try desk.write(Desk.uneven, to: "moved/other.json5")
    try FileManager.default.removeItem(atPath: desk.directory + "/Scenarios")
    expectRefusal(
      merge(), "Scenarios/uneven.json5, is not found from here; name it with --scenario")
    #expect(merge("--scenario", "moved/other.json5").out == whole.out)
    try desk.write(Desk.uneven, to: "there/Scenarios/uneven.json5")
    let other = desk.run("-C", "there", "merge", "../part1", "../part2")
    #expect(other.out == whole.out)
    expectRefusal(merge("--scenario", "nothing"), "nothing:1:1: there is no such file")
  }

  @Test func `a scenario that has changed is refused, also where it cannot be read any more`()
    throws
  {
    try desk.write(Desk.uneven + "\n", to: "Scenarios/uneven.json5")
    expectRefusal(merge(), "the file has changed since")
    try desk.write("no scenario", to: "Scenarios/uneven.json5")
    expectRefusal(merge(), "the file has changed since")
  }

  @Test func `a scenario from standard input is read from there again`() throws {
    for part in 1...2 {
      _ = desk.run(
        ["sweep", "-", "--seeds", "1..6", "--shard", "\(part)/2", "--out", "part\(part)"],
        input: Desk.uneven)
    }
    expectRefusal(merge(), "read from standard input: '--scenario -'")
    let merged = desk.run(["merge", "part1", "part2", "--scenario", "-"], input: Desk.uneven)
    #expect(merged.status == whole.status && merged.out.contains("-: gossip, seeds 1..6"))
  }

  @Test func `a part whose runs give another fingerprint here is refused`() throws {
    try forge(
      "part2",
      row: { row in
        var fingerprint = row.fingerprint
        fingerprint.feed(true)
        return row.with(fingerprint: fingerprint)
      })
    expectRefusal(merge(), "another build ran it, and builds are not compared here")
    #expect(merge().err.contains("part2: the run of seed "))
  }

  @Test func `a part whose runs were judged otherwise is refused`() throws {
    try forge("part1", row: { $0.with(failures: ["made up"]) })
    expectRefusal(merge(), "has the same fingerprint here, but not the same results")
  }

  @Test func `parts of another engine, version or scenario are refused`() throws {
    try forge("part2", header: { $0.version = "2" })
    expectRefusal(merge(), "part2 and part1 are of different builds")
    try forge("part1", header: { $0.version = "2" })
    expectRefusal(merge(), "part1 is not what this program runs: version 2, not")
    try forge("part2", header: { $0.engine = 2 })
    expectRefusal(merge(), "part2: run by engine 2, and this program's is 1")
    for part in ["part1", "part2"] {
      try forge(
        part,
        header: {
          $0.version = Program.lockstepVersion
          $0.engine = 1
          $0.about = "Made up"
        })
    }
    expectRefusal(merge(), "part1 is not what this program runs: another title or protocol")
    for part in ["part1", "part2"] { try forge(part, header: { $0.labels = ["a=1"] }) }
    expectRefusal(merge(), "has no variant")
  }

  @Test func `what is no file is refused as a part and nothing waits for it`() throws {
    // Safe: the path is passed for the length of the call.
    #expect(unsafe mkfifo(desk.directory + "/pipe", 0o600) == 0)
    expectRefusal(desk.run("merge", "pipe"), "pipe: this cannot be read: it is a pipe")
    expectRefusal(desk.run("merge", "/dev/zero"), "it is a device")
    expectRefusal(
      desk.run("merge", "Scenarios"), "Scenarios: this cannot be read: it is a directory")
    // A part may say that its scenario is one.
    for part in ["part1", "part2"] {
      try forge(part, header: { $0.file = desk.directory + "/pipe" })
    }
    expectRefusal(merge(), "is not found from here")
  }

  @Test func `one variant of several is joined as well`() throws {
    let text = Desk.uneven.replacing(
      "duration: \"1s\",", with: "duration: \"1s\", vary: { \"gossip.beat\": [\"50ms\", \"1s\"] },")
    try desk.write(text, to: "Scenarios/varied.json5")
    for words in [[], ["--variant", "gossip.beat=1s"]] {
      let line = ["sweep", "varied", "--seeds", "1..3"] + words
      for part in 1...2 {
        _ = desk.run(line + ["--shard", "\(part)/2", "--out", "part\(part)"])
      }
      #expect(merge().out == desk.run(line).out)
    }
  }
}

extension SweepRow {
  fileprivate func with(fingerprint: Digest? = nil, failures: [String]? = nil) -> SweepRow {
    SweepRow(
      variant: variant, place: place, seed: seed, fingerprint: fingerprint ?? self.fingerprint,
      eventCount: eventCount, end: end, measures: measures, faults: faults, violation: violation,
      failures: failures ?? self.failures, cells: cells, sketches: sketches)
  }
}
