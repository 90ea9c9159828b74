import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

@testable import Command

@Suite struct WordsTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
  }

  @Test func `a new scenario runs as it is and its file is never overwritten`() throws {
    #expect(desk.run("new", "gossip", "Scenarios/mine.json5").status == 0)
    let run = desk.run("run", "mine")
    #expect(run.status == 0, "\(run.err) \(run.out)")
    let again = desk.run("new", "gossip", "Scenarios/mine.json5")
    #expect(again.status == 2)
    #expect(again.err.contains("is there already"))
    #expect(desk.run("new").out == desk.read("Scenarios/mine.json5"))
  }

  @Test func `the scaffolds of the program's protocols read without a mistake, and hold`() throws {
    let registry = Registry.standard
    for vocabulary in registry.vocabularies {
      let scenario = try registry.read(
        Array(Scaffold(vocabulary, program: "lockstep").text.utf8), file: "new.json5")
      let outcome = registry.run(scenario, seed: scenario.seed)
      #expect(outcome.passed, "\(vocabulary.name): \(outcome.failures)")
    }
  }

  @Test func `what a protocol demands without an example gets a value that it takes`() throws {
    let shapes: [Shape] = [
      .boolean, .integer(3...9), .text, .word(["one", "two"]),
      .duration(5 * .second...Int64.max / 4),
      .positiveDuration, .durationRange(1...20), .delay, .chance, .rate, .bandwidth, .factor,
      .partsPerMillion, .seeds, .list(of: .chance, count: 2...3),
      .object([Key("inner", .rate, .required, about: "A rate.")]),
      .map(of: .chance, names: "names"), .either(.boolean, .text), .anything,
    ]
    let keys = shapes.enumerated().map { Key("key\($0)", $1, .required, about: "A key.") }
    let vocabulary = Vocabulary(name: "demanding", about: "Asks for much.", settings: keys)
    let text = Scaffold(vocabulary, program: "ours").text
    #expect(text.contains("'ours describe demanding'") && !text.contains("load:"))
    let scenario = try Scenario.read(
      Array(text.utf8), file: "new.json5", vocabularies: [vocabulary])
    #expect(scenario.agents.count == 5)
  }

  @Test func `a scenario is described by its comment, faults and expectations`() {
    let text = desk.run("describe", "uneven").out
    #expect(text.contains("Greetings, and a limit that some seeds exceed."))
    #expect(text.contains("delay 1ms..5ms"))
    #expect(text.contains("alone: "))
    #expect(text.contains("greetings: \"> 60\""))
  }

  @Test func `words of each kind are described`() {
    let meanings = [
      ("gossip", "Agents that greet one another."), ("moderation", "a check of gossip"),
      ("delivery", "a measure of gossip: Time of a greeting"), ("greeted", "a milestone of gossip"),
      ("network.loss", "the key network.loss"), ("crash", "The process stops at once."),
      ("rest", "a target: all agents that the other"), ("any 2", "a target: two different"),
      ("logNormal", "a kind of delay: its logarithm"), ("session", "an open run"),
      ("amnesia", "its disk is wiped"), ("crowded", "\"crowded\": true"),
      ("slow", "takes longer to work off an input"), ("service.inbox", "may wait for a worker"),
      ("service", "How long agents take to work off an input"),
    ]
    for (word, meaning) in meanings {
      let result = desk.run("describe", word)
      #expect(result.status == 0 && result.out.contains(meaning), "\(word): \(result.out)")
    }
  }

  @Test func `every form of target that is listed can be written`() throws {
    let vocabularies = Registry.standard.vocabularies
    let forms = TargetForm.all(vocabularies.filter { $0.name == "raft" })
    #expect(forms.contains { $0.form == "leader" })
    for form in forms {
      let fault =
        switch form.form {
        case "rest", "clients": "{ at: \"1s\", partition: [[1], [\"\(form.form)\"]], for: \"1s\" }"
        case "3": "{ at: \"1s\", crash: 3 }"
        default: "{ at: \"1s\", crash: \"\(form.form)\" }"
        }
      let cluster =
        form.form.hasPrefix("group")
        ? "agents: [{ count: 3 }, { count: 2, group: 2 }]"
        : "agents: 5, regions: { places: { eu: { agents: 3 }, us: { agents: 2 } }, "
          + "latency: { 'eu us': '9ms' } }"
      let text = """
        { protocol: "raft", duration: "5s", load: { clients: 1 }, \(cluster), faults: [\(fault)] }
        """
      #expect(throws: Never.self, "\(form.form)") {
        try Registry.standard.read(Array(text.utf8), file: "target.json5")
      }
    }
    #expect(desk.run("describe", "targets").out.contains("majority"))
    // The toy protocol has no roles.
    #expect(!desk.run("describe", "targets").out.contains("follower"))
  }

  @Test func `every form of delay that is described can be written`() throws {
    for form in DelayForm.all {
      try desk.write(
        Desk.calm.replacingOccurrences(
          of: "agents: 3,", with: "agents: 3, network: { delay: \(form.form) },"),
        to: "Scenarios/delayed.json5")
      #expect(desk.run("describe", "Scenarios/delayed.json5").status == 0, "\(form.form)")
    }
    let text = desk.run("describe", "delay").out
    #expect(text.contains("normal 5ms ± 1ms") && text.contains("the key network.delay"))
  }

  @Test func `the words of the README mean the same here`() throws {
    let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("README.md")
    let lines = try String(contentsOf: readme, encoding: .utf8).split(separator: "\n")
    let start = try #require(lines.firstIndex(of: "| word | meaning |"))
    let rows = lines[(start + 2)...].prefix { $0.hasPrefix("| ") }
    #expect(rows.count >= 10)
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(FieldWords.meaning(of: cells[0]) == "\(cells[0]): \(cells[1])\n")
      #expect(desk.run("describe", cells[0]).out.hasPrefix("\(cells[0]): \(cells[1])\n"))
    }
  }

  @Test func `scenarios, protocols, checks, measures, faults and targets are listed`() throws {
    #expect(desk.run("list").out.contains("uneven     gossip    Uneven  isolate"))
    #expect(desk.run("list", "scenarios").out == desk.run("list").out)
    #expect(desk.run("list", "protocols").out.contains("Agents that greet"))
    #expect(desk.run("list", "checks").out.contains("moderation"))
    #expect(desk.run("list", "measures").out.contains("Time of a greeting"))
    let both = desk.run("list", "faults", "targets").out
    #expect(both.contains("amnesia") && both.contains("any 2"))
    #expect(desk.run("list", "meassures").err.contains("did you mean 'measures'?"))
    try desk.write("{", to: "Scenarios/broken.json5")
    let result = desk.run("list")
    #expect(result.status == 2)
    #expect(result.out.contains("uneven") && result.err.contains("broken.json5:1:"))
  }

  @Test func `the schema is printed, and written where editors look for it`() {
    let schema = desk.run("schema").out
    #expect(schema.contains("\"$schema\""))
    #expect(desk.run("schema", "--write").status == 0)
    #expect(desk.read("Scenarios/schema.json") == schema)
    #expect(!desk.run("list").out.contains("schema"))
  }

  @Test func `the schema in the repository is the one that the program writes`() {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let kept = Files(root: repository.path).bytes(SchemaCommand.path, limit: 1 << 24)
    let text = Schema.text(vocabularies: Registry.standard.vocabularies)
    #expect(kept == Array(text.utf8), "lockstep schema --write brings it up to date")
  }
}
