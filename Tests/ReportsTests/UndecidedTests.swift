import Experiments
import Scenarios
import Simulator
import Testing

@testable import Reports

/// A check that gave up is no failure and no pass, whatever tells it.
struct UndecidedTests {
  private static let why = "nothing was proven, since key 3 met the limit of 9 steps of search"

  private static func outcome() throws -> Outcome {
    var run = try SampleRun("about: \"Too hard\", agents: 3, duration: \"10s\"")
    run.verdicts = [CheckVerdict("linearizable", .undecided(why))]
    run.findings = [
      Finding(text: "linearizable: true", position: .start, .undecided, seen: "undecided: \(why)")
    ]
    return run.outcome
  }

  @Test func `the verdict is undecided, and nothing failed`() throws {
    let outcome = try Self.outcome()
    #expect(outcome.verdict == .undecided && !outcome.passed && outcome.failures == [])
    #expect(outcome.undecided == ["linearizable: undecided, \(Self.why)"])
    let row = SweepRow(outcome, variant: 0, place: 0)
    #expect(!row.passed && !row.failed && row.undecided == outcome.undecided)
  }

  @Test func `page, record and JSON say undecided and that nothing was proven`() throws {
    let outcome = try Self.outcome()
    let page = RunPage(outcome).text
    #expect(page.contains("UNDECIDED") && page.contains("nothing was proven"))
    #expect(!page.contains("FAILED") && !page.contains("Held:"))
    let record = OutcomeRecord(outcome)
    #expect(record.lines[0] == "verdict: undecided")
    #expect(record.lines[1] == "  undecided: linearizable: undecided, \(Self.why)")
    #expect(record.lines.contains("expected linearizable: true: undecided, undecided: \(Self.why)"))
    let json = OutcomeJSON(outcome).text
    #expect(json.contains("\"verdict\": \"undecided\"") && json.contains("\"failures\": []"))
    #expect(json.contains("\"result\": \"undecided\""))
  }

  @Test func `a row keeps what is undecided and what was not reached`() throws {
    let outcome = try Self.outcome()
    let row = SweepRow(
      variant: 0, place: 3, seed: 9, fingerprint: outcome.fingerprint, eventCount: 7, end: 5,
      measures: [], faults: [], violation: nil, failures: ["a: b"], undecided: ["c", "d\te"],
      notReached: ["f: g"])
    #expect(try SweepRow(body: Array(row.body.utf8)) == row)
    let bare = SweepRow(
      variant: 0, place: 3, seed: 9, fingerprint: outcome.fingerprint, eventCount: 7, end: 5,
      measures: [], faults: [], violation: nil, failures: [], notReached: ["f: g"])
    #expect(try SweepRow(body: Array(bare.body.utf8)) == bare)
  }

  @Test func `a counterexample is told once on a page, in a record and in JSON`() throws {
    let outcome = try SampleRun.counterexample()
    let window = "client 2 wrote 1, 0.000 ms to 1.000 ms"
    for text in [
      RunPage(outcome).text, OutcomeRecord(outcome).text, OutcomeJSON(outcome).text,
    ] {
      #expect(text.components(of: window) == 1)
    }
    #expect(outcome.failures.count == 1)
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(of text: String) -> Int {
    let (whole, part) = (Array(utf8), Array(text.utf8))
    return whole.indices.count { whole[$0...].starts(with: part) }
  }
}
