import Foundation
import Reports
import Testing

@testable import Benchmarks
@testable import Command

/// What `--json` gives is what `describe json` says.
@Suite struct JSONFormatTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Desk.calm, to: "Scenarios/basic/calm.json5")
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
    try desk.write(TestCommandTests.contrast, to: "Scenarios/contrast.json5")
    try desk.write(ReplayTests.smallest, to: "trace.jsonl")
    try desk.write("scenario: Scenarios/gone.json5\n", to: "Results/gone.txt")
  }

  /// Every way in which a value differs from its description.
  private static func differences(_ value: Any, _ kind: JSONKind, _ path: String) -> [String] {
    switch kind {
    case .text: return value is String ? [] : ["\(path) is no text"]
    case .number: return isNumber(value) ? [] : ["\(path) is no number"]
    case .flag: return isFlag(value) ? [] : ["\(path) is neither true nor false"]
    case .list(let element):
      guard let list = value as? [Any] else { return ["\(path) is no list"] }
      return list.flatMap { differences($0, element, path + "[]") }
    case .either(let kinds):
      return kinds.contains { differences(value, $0, path).isEmpty } ? [] : ["\(path) is none"]
    case .object(let fields):
      guard let object = value as? [String: Any] else { return ["\(path) is no object"] }
      let unknown = Set(object.keys).subtracting(fields.map { $0.name })
      return unknown.map { "\(path).\($0) is not described" }
        + fields.flatMap { differences(object[$0.name], $0, path) }
    }
  }

  private static func differences(
    _ value: Any?, _ field: JSONField, _ path: String
  ) -> [String] {
    guard let value else { return ["\(path).\(field.name) is missing"] }
    if value is NSNull { return field.isOptional ? [] : ["\(path).\(field.name) is null"] }
    return differences(value, field.kind, "\(path).\(field.name)")
  }

  private static func isFlag(_ value: Any) -> Bool {
    // Safe: the number outlives the text of its type.
    (value as? NSNumber).map { unsafe String(cString: $0.objCType) == "c" } ?? false
  }

  private static func isNumber(_ value: Any) -> Bool { value is NSNumber && !isFlag(value) }

  private static func check(_ text: String, _ fields: [JSONField], _ name: String) throws {
    #expect(!fields.isEmpty && fields.first?.name == "format")
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    for result in value as? [Any] ?? [value] {
      #expect(Self.differences(result, .object(fields), name) == [])
    }
    let start = text.split(separator: "\n").prefix { $0.contains("format") || $0.count <= 3 }
    #expect(start.last?.contains("\"format\"") == true, "\(name): the format comes first")
  }

  @Test(arguments: [
    ["run", "basic/calm"], ["run", "uneven", "--seed", "3"], ["run", "contrast"],
    ["replay", "trace.jsonl"], ["replay", "trace.jsonl", "--gaps"],
    ["sweep", "uneven", "--seeds", "1..20"], ["sweep", "contrast"], ["test"], ["merge", "part"],
    ["mutants", "uneven", "basic/calm", "--seeds", "2"],
    ["compare", "contrast", "--seeds", "1..20"],
    ["tune", "contrast", "--goal", "minimise delivery p50", "--seeds", "1..8"],
  ])
  func `every result has the fields that are described, and the format first`(
    _ words: [String]
  ) throws {
    _ = desk.run("sweep", "uneven", "--seeds", "1..9", "--out", "part")
    let command = try #require(
      desk.context.program.commands.first { $0.syntax(desk.context.program).name == words[0] })
    try Self.check(desk.run(words + ["--json"]).out, command.json, words[0])
  }

  @Test func `a record that moved and one of another kind have the same fields`() throws {
    _ = desk.run("test", "--update", "--failing")
    let record = try #require(desk.read("Results/uneven.txt"))
    try desk.write(
      record.replacing("held: ", with: "keeps: ") + "gone: 1\n", to: "Results/uneven.txt")
    try desk.write(Desk.calm, to: "loose.json5")
    try Self.check(desk.run("test", "uneven", "loose.json5", "--json").out, TestJSON.fields, "test")
  }

  @Test func `lists have their tables, each as it is described`() throws {
    let names = ["scenarios", "protocols", "checks", "mutants", "measures", "faults", "targets"]
    try Self.check(desk.run(["list"] + names + ["--json"]).out, ListCommand.json, "list")
    #expect(desk.run("list", "checks", "--json").out.hasPrefix("{\n  \"format\": 1,\n  \"checks\""))
  }

  @Test func `benchmarks report as they are described`() throws {
    let sample = Sample(
      count: 5, nanoseconds: 9, digest: 7, details: [Sample.Detail(name: "each", value: 1)])
    let benchmark = Benchmark(
      name: "some", about: "something", unit: "events", reference: .yardstick(pending: 50),
      goal: .ratio(1), events: 10, warmup: 0
    ) { _ in sample }
    let report = BenchReport(
      machine: MachineDescription(), runs: 1, isQuick: false,
      measurements: [
        Measurement(
          benchmark, [Round(subject: sample, reference: sample)], events: 10, judges: true)
      ],
      instructions: [InstructionCount(name: "some", unit: "events", units: 1, instructionsEach: 2)])
    try Self.check(report.json, BenchCommand.json, "bench")
  }

  @Test func `the description names every command that has JSON, with its fields`() {
    let text = desk.run("describe", "json").out
    #expect(text.hasPrefix("json: what '--json' prints, format 1."))
    for command in ["run", "sweep", "merge", "compare", "tune", "test", "list"] {
      #expect(text.contains("\nlockstep \(command) --json\n  format: number "))
    }
    #expect(text.contains("partsPerMillion: number"))
    #expect(!text.contains("bench"))
  }
}
