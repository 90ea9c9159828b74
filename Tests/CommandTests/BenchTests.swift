import Experiments
import Foundation
import Testing

@testable import Benchmarks
@testable import Command

@Suite
struct BenchTests {
  private static let program = Program(
    .standard, name: "lockstep", further: [BenchCommand.self])

  private func options(_ words: String...) throws -> BenchOptions {
    try BenchOptions(Arguments(words, BenchCommand.syntax(Self.program)))
  }

  @Test func `arguments say what to measure, how often and how to print it`() throws {
    let options = try options("queue", "raft-16", "--runs", "7", "--json", "--quick")
    #expect(options.names == ["queue", "raft-16"])
    #expect(options.runs == 7 && options.output == .json && options.isQuick)
    #expect(try self.options().runs == 5)
    #expect(try self.options("--write=x.md").output == .file("x.md"))
  }

  @Test(arguments: [
    (["--nonsense"], "unknown option '--nonsense'"),
    (["--run", "3"], "did you mean '--runs'?"),
    (["--runs"], "'--runs' needs a value: --runs N"),
    (["--runs", "0"], "it takes a whole number from 1 to 1000"),
    (["--events", "many"], "'--events many' makes no sense"),
    (["--write"], "'--write' needs a value"),
    (["--json", "--markdown"], "'--json' and '--markdown' each name an output"),
    (["queu"], "no benchmark or group is called 'queu'; 'lockstep bench --list' names them"),
  ])
  func `arguments that make no sense are refused`(_ words: [String], _ complaint: String) throws {
    let desk = try Desk(program: Self.program)
    let result = desk.run(["bench"] + words)
    #expect(result.status == 2 && result.out.isEmpty)
    #expect(result.err.hasPrefix("lockstep bench: ") && result.err.contains(complaint))
  }

  @Test func `it is a command like the others where a program offers it`() throws {
    let desk = try Desk(program: Self.program)
    #expect(desk.run("help").out.contains("  bench      measures the speed"))
    #expect(desk.run("bench", "--help").out.contains("lockstep bench queue messages --runs 7"))
    #expect(desk.run("bnech").err.contains("did you mean 'bench'?"))
    #expect(desk.run("bench", "--list", "idle").out.hasPrefix("idle "))
    let without = try Desk()
    #expect(!without.run("help").out.contains("bench"))
    #expect(without.run("bench").status == 2)
  }

  @Test func `a name means itself and what goes on from it`() throws {
    let chosen = try options("queue-50", "idle").select(
      from: BenchCommand.benchmarks, program: "lockstep")
    #expect(
      chosen.map(\.name) == [
        "queue-50-uniform", "queue-50-exponential", "queue-50-bimodal", "queue-50-equal", "idle",
      ])
  }

  @Test func `names are unique, references exist and each run is capped`() {
    let all = BenchCommand.benchmarks
    #expect(Set(all.map(\.name)).count == all.count)
    for benchmark in all {
      #expect(benchmark.events > 0 && benchmark.events <= 10_000_000)
      if case .benchmark(let name) = benchmark.reference {
        #expect(all.contains { $0.name == name })
      }
    }
  }

  @Test(arguments: [50, 1_000, 100_000] as [UInt32])
  func `our queue pops what the yardstick pops, in the same order`(pending: UInt32) {
    let size = Benchmark.Size(warmup: 1_000, events: 20_000)
    let ours = HoldModel.measure(pending, UniformDelays(), size)
    #expect(ours.digest == HoldYardstick.measure(pending: pending, size).digest)
  }

  @Test func `each benchmark gives the same digest twice at a small size`() {
    for benchmark in BenchCommand.benchmarks where benchmark.name != "growth-1000000" {
      let size = Benchmark.Size(warmup: 10, events: 200)
      let first = benchmark.measure(size)
      #expect(first.count >= 200 && !first.isCapped, "\(benchmark.name)")
      #expect(first.digest == benchmark.measure(size).digest, "\(benchmark.name)")
    }
  }

  @Test func `a median stands in the middle, between the least and the most`() {
    let odd = RateSpread([3, 1, 2])
    #expect(odd.median == 2 && odd.minimum == 1 && odd.maximum == 3)
    #expect(RateSpread([4, 1, 2, 3]).median == 2.5)
  }

  /// A report of two rounds in which a benchmark ran at 2 and 4 times its reference.
  private func report(goal: Benchmark.Goal, isCapped: Bool = false) -> BenchReport {
    let benchmark = Benchmark(
      name: "queue-50-equal", about: "a queue", unit: "events",
      reference: .yardstick(pending: 50), goal: goal, events: 10, warmup: 0
    ) { _ in Sample(count: 1, nanoseconds: 1, digest: 0) }
    let rounds = [2.0, 4.0].map {
      Round(
        subject: Sample(count: $0 * 1e6, nanoseconds: 1_000_000_000, digest: 9, isCapped: isCapped),
        reference: Sample(count: 1e6, nanoseconds: 1_000_000_000, digest: 7))
    }
    return BenchReport(
      machine: MachineDescription(), runs: 2, isQuick: false,
      measurements: [Measurement(benchmark, rounds, events: 10, judges: true)], instructions: [])
  }

  @Test func `a goal is met by the median ratio or rate, and never by a capped run`() {
    #expect(report(goal: .ratio(3)).measurements[0].verdict == .met)
    #expect(report(goal: .ratio(3.1)).measurements[0].verdict == .missed)
    #expect(report(goal: .rate(3e6)).measurements[0].verdict == .met)
    #expect(report(goal: .rate(3.1e6)).measurements[0].verdict == .missed)
    #expect(report(goal: .ratio(3), isCapped: true).measurements[0].verdict == .missed)
    #expect(report(goal: .none).measurements[0].verdict == .none)
  }

  @Test func `the table and the JSON tell the same figures`() throws {
    let report = report(goal: .ratio(3))
    #expect(report.table.contains("3.00 M"))
    #expect(report.table.contains("(2.00..4.00)"))
    let decoded = try JSONDecoder().decode(BenchReport.self, from: Data(report.json.utf8))
    #expect(decoded.measurements[0].ratio == RateSpread([2, 4]))
    #expect(decoded.measurements[0].goal?.value == 3)
  }

  @Test func `writing replaces the measured part of a file and keeps the rest`() {
    let old = "before\n\(BenchReport.beginMark)\nold\n\(BenchReport.endMark)\nafter\n"
    let text = report(goal: .ratio(3)).replacing(in: old)
    #expect(text.hasPrefix("before\n") && text.hasSuffix("\nafter\n"))
    #expect(text.contains("`queue-50-equal`") && !text.contains("old"))
  }

  @Test(arguments: [
    (0.01519, "0.0152"), (0.5, "0.50"), (7.314, "7.31"), (41.28, "41.3"), (584.2, "584"),
    (12_345, "12.3 k"), (999_900, "1.00 M"), (24_170_000, "24.2 M"),
  ])
  func `figures are short`(number: Double, text: String) {
    #expect(Figures.short(number) == text)
  }
}
