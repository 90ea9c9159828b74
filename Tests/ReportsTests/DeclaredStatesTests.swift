import Experiments
import Simulator
import Testing

@testable import Reports

/// The strip, its legend and the story say what a protocol declares, whatever that is.
struct DeclaredStatesTests {
  private static let idle = ProtocolState("idle", "◦", ascii: "o", .rest)
  private static let asking = ProtocolState("asking", "◔", ascii: "?", .attempting)
  private static let holding = ProtocolState(
    "holding the token", "●", ascii: "@",
    .notable(
      ProtocolState.Telling(
        entered: "got the token", left: "gave up", held: "held", event: "hand-over",
        number: "round")))
  /// Held, but neither counted nor numbered.
  private static let guarding = ProtocolState(
    "guarding", "◆", ascii: "G",
    .notable(
      ProtocolState.Telling(
        entered: "took guard", left: "left guard", held: "stood guard", event: "change of guard")))

  private static func run(agents: Int = 3) throws -> SampleRun {
    var run = try SampleRun("about: \"A token\", agents: \(agents), duration: \"10s\"")
    run.timeline.states = [idle, asking, holding, guarding]
    run.timeline.changes = []
    run.change(1_000, 1, .running(asking), term: 4)
    run.change(1_000, 2, .running(asking), term: 4)
    run.change(1_500, 1, .running(holding), term: 4)
    run.change(1_500, 2, .running(idle))
    run.change(2_000, 3, .running(guarding))
    let fault = run.declare("pause", .pause)
    run.begin(fault, 3_000, [1], "n1")
    run.change(3_000, 1, .paused)
    run.change(4_000, 2, .running(holding), term: 5)
    run.end(fault, 5_000, [1], effects: 2)
    run.change(5_000, 1, .resumed)
    run.change(5_200, 1, .running(idle))
    return run
  }

  @Test func `a declared state has its glyph, its name and its number`() throws {
    let lines = RunPage(try Self.run().outcome, width: 100).text.split(separator: "\n")
    let rows = lines.filter { $0.hasPrefix("  n1 ") || $0.hasPrefix("  n3 ") }
    #expect(Set(try #require(rows.first)) == Set("  n1◦◔4●‖"))
    #expect(Set(try #require(rows.last)) == Set("  n3◦◆"))
    let legend =
      "◦ idle   ◔ asking   ● holding the token, its round in front   ◆ guarding   ‖ paused"
    #expect(lines.contains { $0.hasSuffix(legend) })
  }

  @Test func `a terminal that shows ASCII only gets the glyphs declared for it`() throws {
    let page = RunPage(try Self.run().outcome, width: 100, ascii: true).text
    #expect(page.utf8.allSatisfy { $0 < 0x80 })
    let legend = "o idle   ? asking   @ holding the token, its round in front   G guarding"
    #expect(page.contains(legend))
  }

  @Test func `a story tells of declared states in their own words`() throws {
    let texts = Story(try Self.run().outcome).events.map { $0.text }
    #expect(
      texts == [
        "n1 got the token in round 4, 1.5 s after the start, after 2 attempts",
        "n3 took guard",
        "pause began: n1; n1 held round 4",
        "n2 got the token in round 5, 1 s after pause began, while paused n1 still held round 4",
        "pause ended after 2 s: 2 inputs held back, 1 hand-over, no change of guard",
        "n1 gave up round 4, 1.2 s after n2 got the token in round 5",
      ])
  }

  @Test func `agents that are not shown did nothing of what is declared`() throws {
    let page = RunPage(try Self.run(agents: 20).outcome, width: 100).text
    #expect(
      page.contains("  and 17 agents that never held, stood guard, stopped or stood still"))
    var plain = try SampleRun("about: \"Nothing\", agents: 20, duration: \"10s\"")
    plain.timeline.states = []
    #expect(
      RunPage(plain.outcome, width: 100).text
        .contains("  and 20 agents that never stopped or stood still"))
  }

  @Test func `parts of a protocol may declare the same states, and those of both are shown`() {
    var report = WatchReport()
    report.timeline(
      [Timeline.Change(time: 2, agent: AgentID(0), .running(.waiting))], of: [.waiting])
    report.timeline(
      [Timeline.Change(time: 1, agent: AgentID(1), .running(.leader), number: 3)],
      of: ProtocolState.leadership)
    report.timeline([], of: ProtocolState.leadership)
    #expect(report.states == [.waiting, .follower, .candidate, .leader])
    #expect(report.changes.map { $0.time } == [1, 2])
  }
}
