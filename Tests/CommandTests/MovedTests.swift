import Foundation
import Testing

@testable import Command

/// What a test says of runs that are other than the recorded ones.
@Suite struct MovedTests {
  let desk: Desk

  init() throws { desk = try Desk() }

  /// Greetings that take from one to five milliseconds.
  private func scenario(
    delay: String = "1ms..5ms", seeds: String? = nil, comment: String = "Greetings.",
    limit: Int = 1_000_000
  ) -> String {
    """
    // \(comment)
    { about: "Some", protocol: "gossip", agents: 3, duration: "1s",
      \(seeds.map { "seeds: \"\($0)\"," } ?? "")
      network: { delay: "\(delay)" }, gossip: { beat: "50ms", limit: \(limit) },
      faults: [{ at: "300ms", isolate: 1, for: "100ms", mayHaveNoEffect: true, name: "alone" }],
      expect: { "delivery p99 after": "< 1s" } }
    """
  }

  private func record(_ text: String, as name: String = "Scenarios/basic/some.json5") throws {
    try desk.write(text, to: name)
    #expect(desk.run("test", "--update").status == 0)
  }

  /// The lines that hold a text, each as its words.
  private func lines(_ page: String, with text: String) -> [[Substring]] {
    page.split(separator: "\n").filter { $0.contains(text) }.map { $0.split(separator: " ") }
  }

  @Test func `a scenario without seeds is tested with twenty, and swept with a hundred`() throws {
    try record(scenario())
    #expect(desk.run("test").out.contains("held    basic/some, 20 runs\n"))
    #expect(try #require(desk.read("Results/basic/some.txt")).contains("\nseeds: 1..20\n"))
    #expect(desk.run("sweep", "basic/some").out.contains("100 runs"))
  }

  @Test func `a change of comments moves nothing`() throws {
    try record(scenario())
    let records = ["txt", "seeds"].map { desk.read("Results/basic/some.\($0)") }
    try desk.write(scenario(comment: "Greetings, at length."), to: "Scenarios/basic/some.json5")
    let test = desk.run("test")
    #expect(test.status == 0 && test.out.contains("held    basic/some"))
    #expect(desk.run("test", "--update").status == 0)
    #expect(["txt", "seeds"].map { desk.read("Results/basic/some.\($0)") } == records)
  }

  @Test
  func `what moved is called with its interval, over all seeds, and what moved most is on top`()
    throws
  {
    try record(scenario())
    try desk.write(scenario(delay: "2ms..10ms"), to: "Scenarios/basic/some.json5")
    let moved = desk.run("test")
    #expect(moved.status == 1)
    #expect(moved.out.hasPrefix("1 scenario, 20 runs: 0 held, 0 failed, 1 moved or new\n"))
    #expect(moved.out.contains("moved: 1 with something worse\n"))
    #expect(moved.out.contains("; the runs of all 20 seeds differ\n"))
    let rows = lines(moved.out, with: "delivery")
    // Once on top and once below: of the numbers the one that doubled most surely.
    #expect(rows[0].starts(with: ["worse", "delivery", "p99", "whole", "basic/some", "4.9", "ms"]))
    #expect(rows[0].contains("±") && rows[0].suffix(2) == ["1", "worse"])
    #expect(rows.contains { $0.starts(with: ["worse", "delivery", "p99", "after"]) })
    #expect(desk.run("test", "--update").out.contains("wrote   basic/some"))
    #expect(desk.run("test").status == 0)
  }

  @Test func `better is told from worse`() throws {
    try record(scenario(delay: "2ms..10ms"))
    try desk.write(scenario(), to: "Scenarios/basic/some.json5")
    let moved = desk.run("test")
    #expect(moved.status == 1 && moved.out.contains("moved: 1 with something better\n"))
    #expect(lines(moved.out, with: "delivery").allSatisfy { $0.first == "better" })
  }

  @Test func `seeds whose runs differ are named, and few of them are no difference`() throws {
    try record(scenario())
    // A limit ends the runs of those seeds that come to it, before their time.
    let text = try #require(desk.read("Results/basic/some.txt"))
    #expect(!text.contains("violated"))
    try desk.write(scenario(limit: 44), to: "Scenarios/basic/some.json5")
    let moved = desk.run("test")
    let failing = try #require(moved.out.split(separator: "\n").first { $0.contains(" seeds: ") })
    let names = failing.drop { $0 != ":" }.dropFirst(2)
    #expect(moved.out.contains("; the runs of seeds \(names) differ ("), "\(moved.out)")
    #expect(moved.out.contains("held: 20 of 20 seeds → "))
  }

  @Test func `of few seeds no direction is told, only what they show`() throws {
    try record(scenario(seeds: "1..3"))
    try desk.write(scenario(delay: "2ms..10ms", seeds: "1..3"), to: "Scenarios/basic/some.json5")
    let moved = desk.run("test")
    #expect(moved.status == 1)
    #expect(moved.out.contains("moved: 1 with too few seeds to tell\n"))
    #expect(moved.out.contains("3 seeds cannot tell a change from luck in "))
    #expect(!moved.out.contains("worse") && !moved.out.contains("better"))
    #expect(moved.out.contains("not judged"))
  }

  @Test func `records of other seeds are compared where both have them`() throws {
    try record(scenario(seeds: "1..20"))
    try desk.write(scenario(seeds: "11..40"), to: "Scenarios/basic/some.json5")
    let same = desk.run("test")
    #expect(same.status == 1 && same.out.contains("seeds: 1..20 → 11..40"))
    #expect(!same.out.contains("differ"))
    try desk.write(
      scenario(delay: "2ms..10ms", seeds: "8..40"), to: "Scenarios/basic/some.json5")
    #expect(desk.run("test").out.contains("the runs of all 13 seeds differ"))
  }

  @Test func `numbers by seed that are gone or damaged are told, and no direction`() throws {
    try record(scenario())
    let seeds = try #require(desk.read("Results/basic/some.seeds"))
    try desk.write(seeds.replacing("numbers ", with: "numbers A"), to: "Results/basic/some.seeds")
    let damaged = desk.run("test")
    #expect(damaged.status == 1)
    #expect(damaged.out.contains("UNREAD  basic/some"))
    #expect(damaged.out.contains("Results/basic/some.seeds:"))
    try FileManager.default.removeItem(atPath: desk.path("Results/basic/some.seeds"))
    let gone = desk.run("test")
    #expect(gone.status == 1 && gone.out.contains("MOVED   basic/some"))
    #expect(
      gone.out.contains("nothing is recorded seed by seed (Results/basic/some.seeds is missing)"))
    #expect(desk.run("test", "--update").status == 0)
    #expect(desk.read("Results/basic/some.seeds") == seeds)
  }

  @Test func `many that held are told by their folders`() throws {
    for name in ["a", "b", "c", "d", "e", "f"] {
      try desk.write(Desk.calm, to: "Scenarios/many/\(name).json5")
    }
    try record(Desk.calm)
    let test = desk.run("test")
    #expect(test.out.contains("\nheld    many: 6 scenarios, 18 runs\n"))
    #expect(test.out.contains("\nheld    basic/some, 3 runs\n"))
  }

  @Test func `a record is a line a measure, and its numbers by seed stand apart`() throws {
    try record(scenario())
    let text = try #require(desk.read("Results/basic/some.txt"))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.prefix(11) == [
        "scenario: Scenarios/basic/some.json5", "about: Some", "protocol: gossip", "seeds: 1..20",
        "engine: 1", "", "held: 20 of 20 seeds", "expected delivery p99 after: \"< 1s\": held",
        "checks held: moderation", "faults isolate: 20 of 20 took effect, 8.4 ± 0.88 effects a run",
        "measure delivery: mean 2.969ms ± 57us, p50 2.962ms ± 97us, p99 4.902ms ± 36us, "
          + "max 4.936ms ± 27us, count 111.9 ± 3.4",
      ])
    // Of the window of which something is expected, that measure, and nothing else.
    #expect(lines.filter { $0.contains(" after: ") }.count == 2)
    #expect(lines.contains("measures without a sample: silence"))
    #expect(lines.contains("messages greeting: 120.4 ± 3.5 sent, 8.4 ± 0.88 lost"))
    let run = desk.run("run", "basic/some", "--json").out
    let seeds = try #require(desk.read("Results/basic/some.seeds"))
    let first = try #require(seeds.split(separator: "\n").first { $0.hasPrefix("seed 1 ") })
    let fingerprint = first.split(separator: " ")[2]
    #expect(run.contains("\"fingerprint\": \"\(fingerprint)\"") && !text.contains(fingerprint))
  }

  // MARK: Folders of one's own

  @Test func `a folder of any name keeps its own records, however it is named`() throws {
    try desk.write(scenario(), to: "mine/a.json5")
    try desk.write(scenario(), to: "mine/deep/b.json5")
    #expect(desk.run("test", "mine").out.contains("NEW     mine/a"))
    #expect(desk.run("test", "mine", "--update").status == 0)
    #expect(try desk.names(in: "mine") == ["Results", "a.json5", "deep"])
    #expect(try desk.names(in: "mine/Results/deep") == ["b.seeds", "b.txt"])
    let spellings = [
      (".", "mine"), (".", "mine/a.json5"), (".", "mine/deep"), ("mine", "."), ("mine/deep", "b"),
      ("/", desk.path("mine")),
    ]
    for (directory, word) in spellings {
      let test = desk.run("-C", directory, "test", word)
      #expect(test.status == 0 && test.out.contains("held"), "\(directory) \(word): \(test.out)")
      #expect(!test.out.contains("without a record"), "\(directory) \(word)")
    }
    #expect(try desk.names(in: "mine/deep") == ["b.json5"])
    try desk.write(scenario(delay: "2ms..10ms"), to: "mine/a.json5")
    #expect(desk.run("test", "mine/a.json5").out.contains("MOVED   mine/a"))
  }

  @Test func `records of such a folder go with their scenarios`() throws {
    try desk.write(scenario(), to: "mine/a.json5")
    try desk.write(scenario(), to: "mine/b.json5")
    #expect(desk.run("test", "mine", "--update").status == 0)
    try FileManager.default.removeItem(atPath: desk.path("mine/b.json5"))
    #expect(desk.run("test", "mine/a.json5").status == 0)
    let orphan = desk.run("test", "mine")
    #expect(orphan.status == 1 && orphan.out.contains("/mine/Results/b.txt: no scenario gives it"))
    #expect(desk.run("test", "mine", "--update").status == 0)
    #expect(try desk.names(in: "mine/Results") == ["a.seeds", "a.txt"])
  }

  @Test func `a directory above a repository or beside scenarios keeps no records of a file`()
    throws
  {
    try desk.write("", to: "Results/notes.md")
    try desk.write(Desk.calm, to: "checkout/loose.json5")
    try desk.write("", to: "checkout/.git/HEAD")
    let test = desk.run("test", "checkout/loose.json5", "--update")
    #expect(test.out.contains("no record to compare with"))
    #expect(try desk.names(in: "Results") == ["notes.md"])
    #expect(try desk.names(in: "checkout") == [".git", "loose.json5"])
  }
}
