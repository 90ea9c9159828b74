import Experiments
import Foundation
import Scenarios
import Testing

@testable import lockstep

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
    let registry = Context.standard(failed: {}).registry
    for vocabulary in registry.vocabularies {
      let scenario = try registry.read(Array(Scaffold(vocabulary).text.utf8), file: "new.json5")
      let outcome = registry.run(scenario, seed: scenario.seed)
      #expect(outcome.passed, "\(vocabulary.name): \(outcome.failures)")
    }
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
      ("amnesia", "its disk is wiped"), ("crowded", "\"crowded\": true"),
    ]
    for (word, meaning) in meanings {
      let result = desk.run("describe", word)
      #expect(result.status == 0 && result.out.contains(meaning), "\(word): \(result.out)")
    }
  }

  @Test func `scenarios, protocols, checks, measures and faults are listed`() throws {
    #expect(desk.run("list").out.contains("uneven     gossip    Uneven  isolate"))
    #expect(desk.run("list", "--protocols").out.contains("Agents that greet"))
    #expect(desk.run("list", "--checks").out.contains("moderation"))
    #expect(desk.run("list", "--measures").out.contains("Time of a greeting"))
    #expect(desk.run("list", "--faults").out.contains("amnesia"))
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
