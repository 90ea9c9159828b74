import Checks
import Experiments
import Foundation
import Reports
import Scenarios
import Simulator
import Testing

@testable import Command

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
      let line = row.text
      #expect(!line.contains("\n"))
      #expect(SweepRow(line: Array(line.utf8)) == row)
    }
  }

  @Test func `a row names kinds of fault by their word`() throws {
    let row = try row()
    #expect(row.faults.map { $0.kind } == [.isolate])
    #expect(row.text.contains("\tisolate:1:1:"))
  }

  @Test func `a row that lost or changed a byte is not read`() throws {
    let line = Array(try row().text.utf8)
    for index in line.indices {
      var damaged = line
      damaged[index] = damaged[index] == 0x31 ? 0x32 : 0x31
      #expect(SweepRow(line: damaged) == nil)
      #expect(SweepRow(line: Array(line[..<index])) == nil)
    }
  }

  @Test func `a header is read back as it was written`() throws {
    let desk = try Desk()
    try desk.write(
      Desk.uneven.replacingOccurrences(of: "Uneven", with: "Tabs \\t and\\nlines \\\\n"),
      to: "Scenarios/uneven.json5")
    let source = try ScenarioSource("uneven", desk.context)
    let seeds = try #require(SeedSet(text: "1..10, 20, 30..40"))
    let plan = try SweepPlan(
      source, runs: source.scenario.runs, seeds: seeds,
      shard: try #require(SweepHeader.Shard(number: 2, count: 3)), version: "1")
    let file = try #require(RowFile(Array(plan.header.text.utf8)))
    #expect(file.header.text == plan.header.text)
    #expect(file.header.shard == plan.header.shard)
    #expect(file.header.about == plan.header.about)
  }
}
