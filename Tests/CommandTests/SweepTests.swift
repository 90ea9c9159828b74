import Experiments
import Foundation
import Testing

@testable import Command

@Suite struct SweepTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
  }

  private func sweep(_ words: String...) -> Desk.Result {
    desk.run(["sweep", "uneven", "--seeds", "1..60"] + words)
  }

  @Test func `one job and several give the same bytes`() {
    let one = sweep("--jobs", "1")
    let several = sweep("--jobs", "3")
    #expect(one.out == several.out)
    #expect(one.status == several.status)
    #expect(one.out.contains("seeds 1..60"))
  }

  @Test func `some seeds fail and each has a line that replays it`() throws {
    let result = sweep()
    #expect(result.status == 1)
    let replay = try #require(
      result.out.split(separator: "\n").first { $0.contains("lockstep run") })
    let words = replay.split(separator: " ").dropFirst().map { String($0) }
    #expect(desk.run(words).status == 1)
    #expect(result.out.contains("FAILED in"))
  }

  @Test func `a sweep goes on after its journal was torn in the middle of a line`() throws {
    let whole = sweep("--journal", "journal")
    let journal = try #require(desk.read("journal"))
    // Cuts within a row, at its end, and within the header.
    for keptBytes in [journal.utf8.count * 2 / 3, journal.utf8.count - 1, 30, 0] {
      try desk.write(String(decoding: journal.utf8.prefix(keptBytes), as: UTF8.self), to: "journal")
      let resumed = sweep("--journal", "journal")
      #expect(resumed.out == whole.out)
      #expect(resumed.status == whole.status)
    }
    #expect(sweep("--journal", "journal").err.contains("going on after 60 runs"))
  }

  @Test func `a damaged row of a journal and what follows it are run again`() throws {
    let whole = sweep("--journal", "journal")
    let journal = try #require(desk.read("journal"))
    var lines = journal.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    let row = lines.count - 10
    lines[row] =
      lines[row].replacingOccurrences(of: "\t0\t", with: "\t1\t", options: .backwards)
      .replacingOccurrences(of: "held", with: "hold") + "0"
    try desk.write(lines.joined(separator: "\n"), to: "journal")
    let resumed = sweep("--journal", "journal")
    #expect(resumed.out == whole.out)
    #expect(
      resumed.err.contains("journal:\(row + 1): this is not as it was written; dropped this line"))
  }

  @Test func `a journal of another scenario, other seeds or another build is refused`() throws {
    _ = sweep("--journal", "journal")
    let seeds = desk.run("sweep", "uneven", "--seeds", "1..61", "--journal", "journal")
    #expect(seeds.status == 2)
    #expect(seeds.err.contains("journal of another sweep (seeds 1..60, not 1..61)"))
    try desk.write(Desk.uneven + "\n", to: "Scenarios/uneven.json5")
    let content = sweep("--journal", "journal")
    #expect(content.status == 2 && content.out.isEmpty)
    #expect(content.err.contains("scenario content"))
    try desk.write("a letter", to: "letter")
    let letter = sweep("--journal", "letter")
    #expect(letter.status == 2)
    #expect(letter.err.contains("is no journal of a sweep"))
    #expect(desk.read("letter") == "a letter")
  }

  @Test func `a finished sweep leaves no journal behind unless it was named`() throws {
    _ = sweep()
    #expect(desk.context.files.list("state/journals", endings: [".journal"]).isEmpty)
  }

  @Test func `a sweep goes on without a journal if its standard place is closed`() throws {
    let whole = sweep()
    // A file where the directory of journals would be; permissions would not stop an administrator.
    try FileManager.default.removeItem(atPath: desk.context.state.path)
    try desk.write("in the way", to: "state")
    let result = sweep()
    #expect(result.out == whole.out)
    #expect(result.status == whole.status)
    #expect(result.err.contains("state: a part of its path is no directory"))
    #expect(result.err.contains("going on without a journal"))
    #expect(desk.read("state") == "in the way")
  }

  @Test func `a named journal that cannot be kept is an error and nothing is run`() throws {
    try desk.write("in the way", to: "letter")
    let result = sweep("--journal", "letter/journal")
    #expect(result.status == 2)
    #expect(result.out.isEmpty)
    #expect(result.err.contains("cannot use the journal"))
    #expect(!result.err.contains("going on"))
  }

  @Test func `parts joined in any order give the bytes of the whole`() {
    let whole = sweep()
    for part in 1...4 {
      let result = sweep("--shard", "\(part)/4", "--out", "part\(part)")
      #expect(result.out.isEmpty)
      #expect(result.status <= 1)
    }
    let merged = desk.run("merge", "part3", "part1", "part4", "part2")
    #expect(merged.out == whole.out)
    #expect(merged.status == whole.status)
    let json = desk.run("merge", "part1", "part2", "part3", "part4", "--json")
    #expect(json.out == sweep("--json").out)
  }

  @Test func `parts that are missing, overlap, are foreign or damaged are refused`() throws {
    for part in 1...2 { _ = sweep("--shard", "\(part)/3", "--out", "part\(part)") }
    let missing = desk.run("merge", "part1", "part2")
    #expect(missing.status == 2 && missing.out.isEmpty)
    #expect(missing.err.contains("missing: part 3/3"))
    let overlapping = desk.run("merge", "part1", "part2", "part1")
    #expect(overlapping.err.contains("part1 and part1 are both part 1/3"))
    _ = sweep("--shard", "2/2", "--out", "half")
    #expect(desk.run("merge", "part1", "half").err.contains("but part1 is part 1/3"))
    _ = desk.run("sweep", "uneven", "--seeds", "1..9", "--out", "other")
    #expect(desk.run("merge", "part1", "other").err.contains("another sweep than part1"))
    let text = try #require(desk.read("part1"))
    try desk.write(String(text.dropLast(5)), to: "torn")
    let lines = text.split(separator: "\n").count
    #expect(desk.run("merge", "torn").err.contains("torn:\(lines): the file ends here"))
    #expect(desk.run("merge", "nothing").err.contains("nothing: there is no such file"))
    #expect(desk.run("merge", "Scenarios/uneven.json5").err.contains("not written by"))
  }

  @Test func `stopping after failures cuts at the same seed with any number of jobs`() {
    let one = sweep("--jobs", "1", "--stop-after-failures", "2")
    let several = sweep("--jobs", "4", "--stop-after-failures", "2")
    #expect(one.out == several.out)
    #expect(one.out.contains("stopped after failures"))
    #expect(one.out.components(separatedBy: "lockstep run").count == 3)
  }

  @Test func `progress is shown on a terminal alone and never on standard output`() throws {
    let quiet = sweep()
    #expect(!quiet.err.contains("\r"))
    let terminal = try Desk(showsProgress: true)
    try terminal.write(Desk.uneven, to: "Scenarios/uneven.json5")
    let shown = terminal.run("sweep", "uneven", "--seeds", "1..60")
    #expect(shown.err.contains("of 60 runs"))
    #expect(shown.out == quiet.out)
  }

  @Test func `variants are swept together or singly`() throws {
    let text = Desk.uneven.replacingOccurrences(
      of: "duration: \"1s\",",
      with: "duration: \"1s\", vary: { \"gossip.beat\": [\"50ms\", \"1s\"] },")
    try desk.write(text, to: "Scenarios/varied.json5")
    let both = desk.run("sweep", "varied", "--seeds", "1..5")
    #expect(both.out.contains("variant gossip.beat=50ms"))
    let one = desk.run("sweep", "varied", "--seeds", "1..5", "--variant", "gossip.beat=1s")
    #expect(!one.out.contains("gossip.beat=50ms"))
    let typo = desk.run("sweep", "varied", "--variant", "gossip.beat=2s")
    #expect(typo.status == 2)
    #expect(typo.err.contains("did you mean"))
  }

  @Test func `options that make no sense are refused before anything runs`() {
    for words in [
      ["--seeds", "ten"], ["--seeds", "5..1"], ["--shard", "0/4", "--out", "x"],
      ["--shard", "5/4", "--out", "x"], ["--shard", "1/4"], ["--jobs", "0"],
      ["--seeds", "0..18446744073709551615"],
    ] {
      let result = desk.run(["sweep", "uneven"] + words)
      #expect(result.status == 2, "\(words)")
      #expect(result.out.isEmpty && !result.err.isEmpty, "\(words)")
    }
  }
}
