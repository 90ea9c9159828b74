import Checks
import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

@testable import Command
@testable import Reports

@Suite struct SweepRowTests {
  private func row(seed: UInt64 = 7) throws -> SweepRow {
    let desk = try Desk()
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
    let source = try ScenarioSource("uneven", desk.context)
    let outcome = desk.context.registry.run(source.scenario, seed: seed)
    return SweepRow(outcome, variant: 0, place: 3)
  }

  @Test func `a row is read back as it was written`() throws {
    for seed in UInt64(1)...20 {
      let row = try row(seed: seed)
      let body = row.body
      #expect(!body.contains("\n"))
      #expect(try SweepRow(body: Array(body.utf8)) == row)
    }
  }

  @Test func `a row names kinds of fault by their word`() throws {
    let row = try row()
    #expect(row.faults.map { $0.kind } == [.isolate])
    #expect(row.body.contains("\tisolate:1:1:"))
  }

  @Test func `a header is read back as it was written`() throws {
    let desk = try Desk()
    let name = "tabs \t and\nlines \\n\r"
    try desk.write(
      Desk.uneven.replacingOccurrences(of: "Uneven", with: "Slashes \\\\n"),
      to: "Scenarios/\(name).json5")
    let source = try ScenarioSource(name, desk.context)
    let seeds = try #require(SeedSet(text: "1..10, 20, 30..40"))
    let plan = try SweepPlan(
      source, runs: source.scenario.runs, seeds: seeds,
      shard: try #require(SweepHeader.Shard(number: 2, count: 3)), version: "1")
    let file = try RowFile(Array(plan.header.text(.open).utf8), .open)
    #expect(file.header.text(.open) == plan.header.text(.open))
    #expect(file.header.shard == plan.header.shard)
    #expect(file.header.about == "Slashes \\n")
    #expect(file.header.file == "Scenarios/\(name).json5")
  }
}
