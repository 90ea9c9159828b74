import Foundation
import Testing

@testable import Command

@Suite struct MutantsTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Self.strict, to: "Scenarios/strict.json5")
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
  }

  /// No seed comes near the limit, and with one mistake all exceed it.
  private static let strict = """
    {
      about: "Strict", protocol: "gossip", agents: 3, duration: "1s",
      gossip: { beat: "50ms", limit: 65 }, expect: { moderation: true, greetings: "> 20" },
    }
    """

  private func lines(_ text: String, with word: String) -> [String] {
    text.split(separator: "\n").map { String($0) }.filter { $0.contains(word) }
  }

  @Test func `a mutant is told with what catches it, and what all miss with what it does`() {
    let result = desk.run("mutants", "--seeds", "5")
    #expect(result.status == 1)
    #expect(
      result.out.hasPrefix(
        "gossip: 1 of 2 mutants that harm safety caught, by 2 scenarios, at most 5 seeds each\n"))
    let caught = lines(result.out, with: "counts twice").first?.split(separator: " ").map {
      String($0)
    }
    #expect(caught == ["counts", "twice", "strict", "moderation", "1", "1"])
    #expect(
      result.out.contains(
        "missed by all: misnumbers: All greetings have one number, which nobody reads.\n"))
    #expect(lines(result.out, with: "falls silent").first?.contains("greetings: \"> 20\"") == true)
    let legal = desk.run("mutants", "strict", "--seeds", "5").out
    #expect(legal.contains("\nlegal changes, on which nothing failed: hurries\n"))
    #expect(lines(result.out, with: "strict  ").last?.hasSuffix("counts twice") == true)
    #expect(result.err.contains("8 trials in "))
  }

  @Test func `a seed that fails without a mistake catches none`() throws {
    let sweep = desk.run("sweep", "uneven", "--seeds", "1..20")
    #expect(sweep.status == 1)
    let result = desk.run("mutants", "uneven", "--only", "misnumbers", "--seeds", "20")
    #expect(result.status == 1 && result.out.contains("0 of 1 mutant that harms safety caught"))
  }

  @Test func `a legal change that fails is told as an expectation too strict`() throws {
    let text = Self.strict.replacing("limit: 65", with: "limit: 46")
    try desk.write(text, to: "Scenarios/strict.json5")
    let strict = desk.run("mutants", "strict", "--only", "hurries", "--seeds", "50")
    #expect(strict.status == 0)
    let line = "too strict: strict fails on a legal change, hurries, by moderation"
    #expect(strict.out.contains(line))
  }

  @Test func `the output is the same with any number of jobs`() {
    let words = ["mutants", "--seeds", "4", "--ranges", "3"]
    let one = desk.run(words + ["--jobs", "1"]).out
    #expect(one == desk.run(words + ["--jobs", "5"]).out)
    #expect(one.contains("at most 4 seeds each, 3 times"))
    #expect(lines(one, with: "counts twice").first?.contains("3 of 3") == true)
    let json = desk.run(words + ["--json", "--jobs", "1"]).out
    #expect(json == desk.run(words + ["--json", "--jobs", "5"]).out)
  }

  @Test func `ranges are disjoint, and the median is theirs`() throws {
    let out = desk.run("mutants", "strict", "--seeds", "4", "--ranges", "3", "--json").out
    let value = try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any]
    let score = (value?["protocols"] as? [[String: Any]])?.first
    let mutant = (score?["mutants"] as? [[String: Any]])?.first
    let sighting = (mutant?["sightings"] as? [[String: Any]])?.first
    #expect(sighting?["median"] as? Int == 1)
    let catches = sighting?["catches"] as? [[String: Any]] ?? []
    #expect(catches.map { $0["seed"] as? Int } == [1, 5, 9])
    #expect(value?["passed"] as? Bool == false && score?["caught"] as? Int == 1)
  }

  @Test func `a trial ends when its events are used up`() {
    let result = desk.run("mutants", "strict", "--only", "misnumbers", "--budget", "10", "--json")
    #expect(result.status == 1 && result.out.contains("\"events\": 10"))
    let whole = desk.run("mutants", "strict", "--only", "counts twice", "--budget", "10")
    #expect(whole.status == 1 && whole.out.contains("0 of 1 mutant"))
  }

  @Test func `one mutant alone, and what is none`() {
    let one = desk.run("mutants", "strict", "--only", "counts twice", "--seeds", "1")
    #expect(one.status == 0 && !one.out.contains("misnumbers"))
    let none = desk.run("mutants", "strict", "--only", "counts thrice")
    #expect(none.status == 2)
    #expect(
      none.err.contains("'counts thrice' is no mutant of 'gossip'; did you mean 'counts twice'?"))
    let harm = desk.run("mutants", "strict", "--only", "liveness", "--seeds", "1")
    #expect(harm.status == 0 && harm.out.contains("falls silent") && !harm.out.contains("twice"))
    let statistics = desk.run("mutants", "strict", "--only", "statistics")
    #expect(statistics.status == 2)
    #expect(statistics.err.contains("no mutant of 'gossip' harms statistics"))
    #expect(desk.run("mutants", "nowhere").status == 2)
    #expect(desk.run("mutants", "--seeds", "0").status == 2)
  }

  @Test func `scenarios that plant a mistake or expect a violation are left out`() throws {
    try desk.write(
      Self.strict.replacing("agents: 3", with: "agents: 3, mutant: \"hurries\""),
      to: "Scenarios/planted.json5")
    let both = desk.run("mutants", "strict", "planted", "--only", "hurries", "--seeds", "1")
    #expect(both.status == 0 && !both.out.contains("planted"))
    let alone = desk.run("mutants", "planted")
    #expect(alone.status == 2 && alone.err.contains("no mutant can be tried in it"))
  }

  @Test func `an interrupt prints what is done, marked as partial`() {
    let count = Locked(0)
    let stop = StopSignal {
      count.use { count in
        count += 1
        return count > 20 ? SIGINT : nil
      }
    }
    let words = ["mutants", "--jobs", "1", "--seeds", "50"]
    let result = desk.run(words, stop: stop)
    #expect(result.status == 130 && result.out.hasPrefix("PARTIAL: "))
    #expect(result.err.contains("stopped by SIGINT"))
    count.use { $0 = 0 }
    let json = desk.run(words + ["--json"], stop: stop)
    #expect(json.out.contains("\"partial\": true") && json.out.contains("\"passed\": false"))
  }

  @Test func `mutants are listed and described`() {
    #expect(lines(desk.run("list", "mutants").out, with: "counts twice").count == 1)
    #expect(
      desk.run("describe", "gossip").out.contains(
        "  counts twice: harms safety: A greeting counts for two. Seen in town 7.\n"))
    let legal = desk.run("describe", "hurries").out
    #expect(legal.contains("legal: An agent greets a little earlier."))
  }
}
