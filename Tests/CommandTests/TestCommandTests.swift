import Foundation
import Testing

@testable import Command

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct TestCommandTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Desk.calm, to: "Scenarios/basic/calm.json5")
  }

  @Test func `a result without a record fails until it is recorded, and then holds`() throws {
    let first = desk.run("test")
    #expect(first.status == 1)
    #expect(first.out.contains("NEW     basic/calm, 3 runs"))
    #expect(desk.run("test", "--update").status == 0)
    let record = try #require(desk.read("Results/basic/calm.txt"))
    #expect(record.hasPrefix("scenario: Scenarios/basic/calm.json5\n"))
    #expect(record.contains("held: 3 of 3 seeds") && record.contains("\nengine: 1\n"))
    let second = desk.run("test", "--jobs", "1")
    #expect(second.status == 0)
    #expect(second.out.contains("held    basic/calm"))
    #expect(second.out == desk.run("test", "--jobs", "3").out)
  }

  @Test func `an expectation that fails is named with its seed and its replay`() throws {
    try desk.write(
      Desk.calm.replacingOccurrences(of: "<= 1ms", with: "< 1ms"), to: "Scenarios/basic/calm.json5")
    let result = desk.run("test", "--update")
    #expect(result.status == 1)
    #expect(result.out.contains("FAILED  basic/calm"))
    #expect(result.out.contains("3 seeds: 1..3\n"))
    #expect(result.out.contains("lockstep run Scenarios/basic/calm.json5 --seed 1\n"))
  }

  @Test func `one run is counted as one`() throws {
    try desk.write(
      Desk.calm.replacingOccurrences(of: "\"1..3\"", with: "\"1\""),
      to: "Scenarios/basic/calm.json5")
    let result = desk.run("test", "--update", "--junit", "out.xml")
    #expect(result.out.hasPrefix("1 scenario, 1 run: 1 held, 0 failed, 0 moved or new\n"))
    #expect(result.out.contains("basic/calm, 1 run\n"))
    #expect(result.err.hasPrefix("1 run in "))
    #expect(try #require(desk.read("out.xml")).contains("\"1 run holds what is expected\""))
    #expect(desk.run("sweep", "basic/calm").out.contains("HELD in all 1 run:"))
  }

  @Test func `records without a scenario are complained about and removed by an update`() throws {
    _ = desk.run("test", "--update")
    try desk.write("scenario: Scenarios/gone.json5\n", to: "Results/gone.txt")
    try desk.write("How fast it is.\n", to: "Results/notes.txt")
    #expect(desk.run("test").status == 1)
    #expect(desk.run("test").out.contains("ORPHAN  Results/gone.txt"))
    #expect(desk.run("test", "--update").out.contains("removed Results/gone.txt"))
    #expect(desk.read("Results/gone.txt") == nil)
    #expect(desk.read("Results/notes.txt") != nil)
    #expect(desk.run("test").status == 0)
  }

  @Test func `mistakes in any file are all told before anything runs`() throws {
    try desk.write("{ protocol: 1 }", to: "Scenarios/a.json5")
    try desk.write("", to: "Scenarios/b.json5")
    let result = desk.run("test")
    #expect(result.status == 2 && result.out.isEmpty)
    #expect(result.err.contains("a.json5:1:") && result.err.contains("b.json5:1:"))
  }

  @Test func `the JUnit file is well-formed and names what failed`() throws {
    let sharp = Desk.calm.replacingOccurrences(of: "\"<= 1ms\"", with: "\"< 1ms\"")
    try desk.write(sharp, to: "Scenarios/basic/calm.json5")
    try desk.write(Desk.calm, to: "Scenarios/a&b.json5")
    _ = desk.run("test", "--junit", "out/results.xml")
    let text = try #require(desk.read("out/results.xml"))
    let counter = ElementCounter()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = counter
    #expect(parser.parse())
    #expect(counter.count["testsuite"] == 2)
    #expect(counter.count["testcase"] == 6)
    #expect(counter.count["failure"] == 5)
    #expect(text.contains("classname=\"a&amp;b\""))
    #expect(text.contains("replay: lockstep run"))
  }

  /// One setting, told apart by what each of its values must show.
  static let contrast = """
    { about: "Contrast", protocol: "gossip", agents: 3, duration: "1s", seeds: "1..4",
      vary: [
        { "gossip.limit": 5, violates: "moderation", expect: { crowded: false } },
        { "gossip.limit": 1000, expect: { moderation: true, "delivery max": "<= 1ms" } },
      ] }
    """

  @Test func `variants that must behave differently stand side by side`() throws {
    try desk.write(Self.contrast, to: "Scenarios/contrast.json5")
    let result = desk.run("test", "--update")
    #expect(result.status == 0)
    let lines = result.out.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(
      lines.contains([
        "side", "by", "side", "variant", "held", "shown", "by", "the", "first", "seed",
      ]))
    let bad = "contrast gossip.limit 5 4 of 4 violated moderation, crowded no".split(separator: " ")
    let good = "gossip.limit 1000 4 of 4 moderation held, delivery max 1ms".split(separator: " ")
    #expect(lines.contains(bad))
    #expect(lines.contains(good))
    // Runs of one variant only, or of variants that must show the same, are no table.
    #expect(!desk.run("test", "basic/calm").out.contains("side by side"))
  }

  @Test func `a variant that does not show what it must is told apart in every format`() throws {
    try desk.write(
      Self.contrast.replacingOccurrences(of: "limit\": 5", with: "limit\": 500"),
      to: "Scenarios/contrast.json5")
    let result = desk.run("test", "contrast", "--update", "--junit", "out.xml")
    #expect(result.status == 1)
    let lines = result.out.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.contains("contrast gossip.limit 500 0 of 4 crowded no".split(separator: " ")))
    #expect(result.out.contains("no violation of moderation, which was expected"))
    let junit = try #require(desk.read("out.xml"))
    #expect(junit.contains("name=\"gossip.limit=500 violates=moderation seed 1\""))
    #expect(junit.contains("name=\"gossip.limit=1000: 4 runs hold what is expected\""))
    #expect(junit.contains("<system-out>moderation held, delivery max 1ms</system-out>"))
    let json = desk.run("test", "contrast", "--json").out
    #expect(json.contains("\"variant\": \"gossip.limit=1000\""))
    #expect(json.contains("\"seen\": \"held\""))
  }

  /// Counts the elements of a document.
  private final class ElementCounter: NSObject, XMLParserDelegate {
    var count: [String: Int] = [:]

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      count[name, default: 0] += 1
    }
  }
}
