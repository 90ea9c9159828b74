import Foundation
import Testing

@testable import Command

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SweepFilesTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(
      Desk.uneven.replacing(
        "duration: \"1s\",",
        with:
          "duration: \"1s\", vary: { \"gossip.beat\": [\"50ms\", \"100ms\", \"200ms\"], agents: [3, 4] },"
      ), to: "Scenarios/varied.json5")
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
  }

  @Test func `a table has a row for each seed, variant, window and measure`() throws {
    let result = desk.run("sweep", "varied", "--seeds", "1..5", "--csv", "a.csv", "--jobs", "1")
    #expect(result.status == 1)
    let table = try #require(desk.read("a.csv"))
    let lines = table.split(separator: "\n")
    let head = lines[0].split(separator: ",").map { String($0) }
    #expect(
      head == [
        "seed", "variant", "gossip.beat", "agents", "verdict", "window", "measure", "unit", "count",
        "censored", "value", "mean", "min", "p50", "p90", "p99", "p99.9", "max",
      ])
    // Five seeds, six variants; whole, before, during, between and after; eight measures.
    let measures = Set(lines.dropFirst().map { $0.split(separator: ",")[6] }).count
    #expect(measures == 8)
    #expect(lines.count == 1 + 5 * 6 * 5 * measures)
    #expect(
      lines.allSatisfy {
        $0.split(separator: ",", omittingEmptySubsequences: false).count == head.count
      })
    #expect(table.contains(",during alone,delivery,nanoseconds,"))
    #expect(table.contains("gossip.beat=100ms agents=4,100ms,4,"))
  }

  @Test func `files are the same with any number of jobs, and of joined parts`() throws {
    let line = ["sweep", "varied", "--seeds", "1..6"]
    let files = ["--plot", "delivery p50 during alone, greetings", "--csv"]
    _ = desk.run(line + files + ["a.csv", "--svg", "a.svg", "--jobs", "1"])
    _ = desk.run(line + files + ["b.csv", "--svg", "b.svg", "--jobs", "3"])
    for part in 1...2 {
      _ = desk.run(line + ["--shard", "\(part)/2", "--out", "part\(part)"])
    }
    _ = desk.run(["merge", "part1", "part2"] + files + ["c.csv", "--svg", "c.svg"])
    for ending in ["csv", "svg"] {
      let first = try #require(desk.read("a.\(ending)"))
      #expect(desk.read("b.\(ending)") == first && desk.read("c.\(ending)") == first)
    }
  }

  @Test(arguments: [
    [], ["--plot", "delivery p99 during alone", "--against", "agents"],
    ["--plot", "cdf: delivery, delivery during alone"],
    ["--plot", "seeds: delivery max, greetings before"],
    ["--plot", "heat: greetings, delivery p90 after"], ["--plot", "crowded"],
  ])
  func `every picture is XML with what it is about`(_ words: [String]) throws {
    let result = desk.run(["sweep", "varied", "--seeds", "1..5", "--svg", "a.svg"] + words)
    #expect(result.status == 1)
    let picture = try #require(desk.read("a.svg"))
    #expect(XMLParser(data: Data(picture.utf8)).parse())
    #expect(picture.contains("<title>Uneven</title>"))
    #expect(picture.contains("prefers-color-scheme: dark"))
    #expect(!picture.contains("nan") && !picture.contains("inf\""))
    #expect(picture.contains("<path") || picture.contains("<rect x="))
  }

  @Test func `without a varied setting a distribution is drawn, by window`() throws {
    _ = desk.run("sweep", "uneven", "--seeds", "1..5", "--svg", "a.svg")
    let picture = try #require(desk.read("a.svg"))
    #expect(picture.contains(">delivery during alone<") && picture.contains(">delivery before<"))
  }

  @Test(arguments: [
    (["--plot", "delivery"], "'--svg FILE'"),
    (["--svg", "a", "--plot", "delivery"], "needs a statistic"),
    (["--svg", "a", "--plot", "delivry p50"], "did you mean 'delivery'?"),
    (["--svg", "a", "--plot", "pie: delivery"], "there is no picture 'pie'"),
    (["--svg", "a", "--plot", "cdf: greetings"], "no samples"),
    (["--svg", "a", "--against", "agent"], "did you mean 'agents'?"),
    (["--csv", "a", "--shard", "1/2", "--out", "p"], "a part alone has no '--csv'"),
  ])
  func `a picture that there is not is refused before anything is run`(
    _ words: [String], _ reason: String
  ) {
    let result = desk.run(["sweep", "varied", "--seeds", "1..5"] + words)
    #expect(result.status == 2 && result.out.isEmpty)
    #expect(result.err.contains(reason), "\(result.err)")
    #expect(desk.read("a") == nil)
  }

  @Test func `a sweep tells what is before, during and after a fault`() throws {
    let result = desk.run("sweep", "uneven", "--seeds", "1..40")
    let lines = result.out.split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("pooled over 40 runs") })
    let windows = lines[start + 1..<start + 5].map { String($0) }
    #expect(
      zip(windows, ["whole", "before", "during alone", "after"]).allSatisfy { $0.contains($1) })
    #expect(windows.allSatisfy { $0.contains(" .. ") })
  }
}
