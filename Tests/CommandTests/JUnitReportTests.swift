import Testing

@testable import Command

@Suite("What a JUnit report says of runs that did not hold")
struct JUnitReportTests {
  private func report(_ failing: TestReport.Failure...) -> TestReport {
    TestReport(
      path: .standardInput, place: "Scenarios/a.json5", program: "lockstep", runCount: 5,
      variants: [], isContrast: false,
      failing: failing, change: .none, record: nil, duration: .milliseconds(1_250))
  }

  private func failure(
    _ seed: UInt64, _ reasons: [String], undecided: [String] = [], notReached: [String] = []
  ) -> TestReport.Failure {
    TestReport.Failure(
      label: "", seed: seed, reasons: reasons, undecided: undecided, notReached: notReached,
      replay: "lockstep run - --seed \(seed)")
  }

  @Test func `what a violation kept from being reached is skipped, and no failure`() {
    let text = JUnitReport([
      report(failure(3, ["election safety: two leaders"], notReached: [#"commits: "> 3""#]))
    ]).text
    #expect(text.contains(#"tests="3" failures="1" errors="0" skipped="1""#))
    #expect(text.contains(#"<failure type="Expectation" message="election safety: two leaders">"#))
    #expect(text.contains(#"name="seed 3: commits: &quot;&gt; 3&quot;""#))
    #expect(text.contains(#"<skipped message="not reached: a violation came before"/>"#))
  }

  @Test func `a check that gave up is an error, and no failure`() {
    let text = JUnitReport([
      report(failure(4, [], undecided: ["linearizable: undecided, nothing was proven"]))
    ]).text
    #expect(text.contains(#"tests="2" failures="0" errors="1" skipped="0""#))
    #expect(
      text.contains(
        #"<error type="Undecided" message="linearizable: undecided, nothing was proven">"#))
    #expect(!text.contains("<failure"))
  }

  @Test func `a run with a failure and a check that gave up counts as a failure`() {
    let text = JUnitReport([
      report(failure(5, ["one vote: two votes"], undecided: ["linearizable: undecided"]))
    ]).text
    #expect(text.contains(#"failures="1" errors="0""#))
    #expect(text.contains("linearizable: undecided"))
  }

  @Test func `a scenario that was stopped is an error of its own`() {
    let text = JUnitReport([], unfinished: ["raft/quiet"]).text
    #expect(text.contains(#"<error type="Stopped""#) && text.contains(#"errors="1""#))
    #expect(text.contains(#"tests="1" failures="0""#))
  }
}
