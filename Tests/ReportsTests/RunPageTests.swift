import Experiments
import Foundation
import Reports
import Scenarios
import Simulator
import Testing

@Suite struct RunPageTests {
  private static let samples = ["split", "violation", "chaos", "large"]

  private static func outcome(_ name: String) throws -> Outcome {
    switch name {
    case "split": try SampleRun.split()
    case "violation": try SampleRun.violation()
    case "chaos": try SampleRun.chaos()
    default: try SampleRun.large()
    }
  }

  @Test(arguments: samples, [80, 100, 140])
  func `pages read as recorded`(_ name: String, _ width: Int) throws {
    let page = RunPage(try Self.outcome(name), width: width)
    try Golden.check(page.text, "\(name)-\(width).txt")
  }

  @Test(arguments: samples)
  func `pages in ASCII read as recorded`(_ name: String) throws {
    let page = RunPage(try Self.outcome(name), width: 80, ascii: true)
    #expect(page.text.utf8.allSatisfy { $0 < 0x80 })
    try Golden.check(page.text, "\(name)-ascii.txt")
  }

  @Test(arguments: samples, [60, 80, 97, 100, 133, 160])
  func `no line is wider than the terminal or ends in a blank`(_ name: String, _ width: Int) throws
  {
    let page = RunPage(try Self.outcome(name), width: width)
    for line in page.text.split(separator: "\n").dropLast() {
      // A wide character counts one here and two on the page, which only makes the page narrower.
      #expect(line.count <= width, "\(line)")
      #expect(line.last != " ", "\(line)")
    }
  }

  @Test(arguments: samples)
  func `colours change nothing but the colours`(_ name: String) throws {
    let outcome = try Self.outcome(name)
    let colored = RunPage(outcome, width: 100, color: true).text
    let plain = RunPage(outcome, width: 100).text
    #expect(colored.contains("\u{1B}["))
    #expect(!plain.contains("\u{1B}"))
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test(arguments: [80, 100, 140])
  func `a fault's bar stands under its moments on the axis`(_ width: Int) throws {
    let lines = RunPage(try SampleRun.split(), width: width).text.split(separator: "\n")
    let ruler = try #require(lines.firstIndex { $0.contains("┬") })
    let labels = Array(lines[ruler - 1])
    let bar = Array(try #require(lines.first { $0.contains("├") }))
    let row = Array(try #require(lines.first { $0.hasPrefix("  n4") }))
    let start = try #require(Array(lines[ruler]).firstIndex { $0 != " " })
    let cells = Array(lines[ruler]).count - start
    #expect(Array(lines[ruler]).count == width)
    #expect(bar.firstIndex(of: "├") == start + 5 * cells / 20)
    #expect(bar.firstIndex(of: "┤") == start + 8 * cells / 20)
    #expect(row.firstIndex(of: "3") == start + 5_424 * cells / 20_000)
    for (column, mark) in lines[ruler].enumerated() where mark == "┬" && column < width - 3 {
      #expect(labels[column].isNumber)
      #expect(labels[column - 1] == " ")
    }
  }

  @Test func `a run of Raft fits its page and shows its clients`() throws {
    let file = "Scenarios/raft/leader-in-minority.json5"
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let bytes = try Data(contentsOf: root.appendingPathComponent(file))
    let scenario = try Registry.standard.read(Array(bytes), file: file)
    let outcome = Registry.standard.run(scenario, seed: 1)
    let lines = RunPage(outcome, width: 80).text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.contains { $0.hasPrefix("  completed  ") && $0.contains("▄") })
    #expect(lines.contains { $0.contains("was elected in term 1") })
    #expect(lines.last == "lockstep run \(file) --seed 1")
    #expect(throws: Never.self) {
      try JSONSerialization.jsonObject(with: Data(OutcomeJSON(outcome).text.utf8))
    }
  }

  @Test func `what a file is called cannot steer the terminal`() throws {
    let page = RunPage(try SampleRun.violation(file: "a\u{1B}[31m\n.json5"), width: 100).text
    #expect(page.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    #expect(page.contains(#"a\u{1b}[31m\n.json5, raft"#))
    #expect(page.hasSuffix(#"run $'a\033[31m\012.json5' --seed 7"# + "\n"))
  }

  @Test func `the last line runs it again`() throws {
    let page = RunPage(try SampleRun.violation(), width: 80).text
    let last = page.split(separator: "\n").last
    #expect(last == #"lockstep run 'my scenarios/it'\''s bad.json5' --seed 7"#)
  }

  @Test func `a window without a sample shows a dash and not zero`() throws {
    let page = RunPage(try SampleRun.split(), width: 100).text
    let lines = page.split(separator: "\n")
    let unavailable = try #require(lines.first { $0.hasPrefix("  unavailable") })
    let cells = unavailable.split(separator: " ", omittingEmptySubsequences: true)
    #expect(cells == ["unavailable", "max", "385", "ms", "—", "385", "ms", "—"])
    #expect(page.contains("no sample: time without a leader"))
  }

  @Test func `the window of a counterexample stands on a page once`() throws {
    let outcome = try SampleRun.counterexample()
    let scenario = outcome.scenario
    let header = SweepHeader(
      version: "1", scenario: scenario, content: "", seeds: scenario.seeds, runs: [scenario])
    let sweep = SweepResult(header, rows: [SweepRow(outcome, variant: 0, place: 0)])
    for page in [RunPage(outcome, width: 100).text, SweepPage(sweep).text] {
      let lines = page.split(separator: "\n")
      let window = lines.indices.filter {
        lines[$0].hasSuffix("> client 3 read 1, 4.000 ms to 5.000 ms")
      }
      #expect(window.count == 1)
      let place = try #require(window.first)
      #expect(lines[place - 1].hasSuffix("    client 2 wrote 2, 2.000 ms to 3.000 ms"))
      #expect(page.components(separatedBy: "2 operations on the key").count == 2)
      #expect(page.contains("violation: linearizable: key 0: client 3 read 1"))
    }
  }

  @Test(arguments: [
    (1, "a full bar is 0.048 a second"), (40, "a full bar is 1.933 a second"),
    (400, "a full bar is 19 a second"),
  ])
  func `the scale of completions is right where they are rare`(_ count: Int, _ words: String) throws
  {
    var run = try SampleRun("about: \"Rounds\", agents: 3, duration: \"1800s\"")
    // In one cell of 87 over half an hour, which is 20.7 seconds wide.
    for number in 0..<count { run.timeline.pulse.beat(at: 900 * .second + Int64(number)) }
    #expect(RunPage(run.outcome, width: 100).text.contains("completed for clients; \(words)"))
  }

  @Test func `a pulse keeps every completion however long the run`() {
    var pulse = Pulse()
    for minute in 0..<600 { pulse.beat(at: Int64(minute) * 60 * .second) }
    #expect(pulse.counts.reduce(0, +) == 600)
    #expect(pulse.counts.count <= 4_096)
    #expect(pulse.length * Int64(pulse.counts.count) > 599 * 60 * .second)
  }

  @Test func `the same outcome gives the same page`() throws {
    let pages = try [SampleRun.chaos(), SampleRun.chaos()].map { RunPage($0, width: 120).text }
    #expect(pages[0] == pages[1])
  }
}

/// Files beside the tests that hold what is to come out.
enum Golden {
  static func check(_ text: String, _ name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Pages").appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["LOCKSTEP_REGENERATE"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    let recorded = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == recorded, "\(name) has changed; LOCKSTEP_REGENERATE=1 writes it anew")
  }
}
