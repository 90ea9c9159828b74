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

  @Test func `points from elsewhere are rings in the picture`() throws {
    let line = ["sweep", "varied", "--seeds", "1..5", "--svg", "a.svg", "--points", "given.csv"]
    try desk.write(
      """
      # Somebody, 1999
      panel,line,x,y
      delivery p50,agents 3,50ms,3ms
      greetings,,75ms,20

      """, to: "given.csv")
    _ = desk.run(line + ["--plot", "delivery p50, greetings", "--against", "gossip.beat"])
    let lines = try #require(desk.read("a.svg"))
    #expect(lines.contains("Rings are from elsewhere: Somebody, 1999"))
    #expect(lines.components(separatedBy: "class=\"ring s").count == 3)
    #expect(lines.contains("class=\"ring si\""))
    try desk.write("line,x,y\ngossip.beat=50ms agents=3,3ms,50%\n", to: "given.csv")
    _ = desk.run(line + ["--plot", "cdf: delivery"])
    #expect(try #require(desk.read("a.svg")).contains("class=\"ring s0\""))
  }

  @Test(arguments: [
    ("line,x,y\nagents 3,50ms,3ms", "given.csv:2: the picture has 2 panels"),
    ("panel,line,x,y\ndelivery p50,agents 5,50ms,3ms", "given.csv:2: there is no line 'agents 5'"),
    ("panel,line,x,y\ndelivery p50,50ms,50ms,3ms", "given.csv:2: '50ms' is 2 lines"),
    ("panel,line,x,y\ndelivery p50,agents 3,fast,3ms", "given.csv:2: 'fast' is no value of"),
    ("panel,line,x,y\ndelivery p50,agents 3,50ms,3", "given.csv:2: '3' is no value of the measure"),
    ("panel,line,x\n", "given.csv:1: the column 'y' is missing"),
    ("panel,x,y,z\n", "given.csv:1: there is no column 'z'"),
    ("x,y\n1", "given.csv:2: 1 cells where the first line names 2"),
    ("", "given.csv:1: it is empty"),
  ])
  func `points that belong nowhere are refused before the first run`(
    text: String, complaint: String
  ) throws {
    try desk.write(text, to: "given.csv")
    let result = desk.run(
      "sweep", "varied", "--seeds", "1..5", "--svg", "a.svg", "--against", "gossip.beat",
      "--plot", "delivery p50, greetings", "--points", "given.csv")
    #expect(result.status == 2)
    #expect(result.err.contains(complaint))
    #expect(desk.read("a.svg") == nil)
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
