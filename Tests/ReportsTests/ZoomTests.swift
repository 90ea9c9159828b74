import Experiments
import Scenarios
import Simulator
import Testing

@testable import Reports

@Suite struct `A part of a run is drawn` {
  private static let second = Nanoseconds.second

  @Test func `cells of a part divide it, and ticks stand at round times within`() {
    let axis = Axis(start: 4 * Self.second, end: 6 * Self.second, cellCount: 20)
    #expect(axis.start(of: 0) == 4 * Self.second && axis.start(of: 20) == 6 * Self.second)
    #expect(axis.cell(at: 0) == 0 && axis.cell(at: 9 * Self.second) == 19)
    for cell in 0..<20 {
      #expect(axis.cell(at: axis.start(of: cell)) == cell)
      #expect(axis.cell(at: axis.start(of: cell + 1) - 1) == cell)
    }
    #expect(axis.ticks.map { $0.label } == ["4s", "5s", "6s"])
    let late = Axis(start: 4_100 * .millisecond, end: 5_900 * .millisecond, cellCount: 30)
    #expect(late.ticks.allSatisfy { (late.start...late.end).contains($0.time) })
    #expect(axis.shows(0, to: 5 * Self.second) && axis.shows(6 * Self.second, to: 6 * Self.second))
    #expect(
      !axis.shows(0, to: 4 * Self.second) && !axis.shows(6 * Self.second, to: 7 * Self.second))
  }

  private func outcome() throws -> Outcome {
    let text = """
      { protocol: "raft", agents: 5, duration: "8s", raft: { firstCandidate: 1 },
        load: { clients: 2, rate: "50/s" },
        faults: [{ name: "split", at: "2s", isolate: 1, for: "3s" },
          { name: "late", at: "6s", crash: "leader", restart: "1s" }] }
      """
    let scenario = try Registry.standard.read(Array(text.utf8), file: "test.json5")
    return Registry.standard.run(scenario, seed: 1)
  }

  @Test func `a part tells what lies in it and nothing else`() throws {
    let outcome = try outcome()
    let part = 3 * Self.second..<5500 * .millisecond
    let page = RunPage(outcome, part: part).text
    #expect(page.contains("split  ") && !page.contains("late  "))
    #expect(page.contains("split ended after 3 s") && !page.contains("split (isolate) began"))
    #expect(!page.contains("Latencies") && page.contains("--zoom 3s..5.5s"))
    // The bar of a fault that began before has no start; its end is the part's four fifths.
    let bar = try #require(page.split(separator: "\n").first { $0.contains("split  ") })
    #expect(!bar.contains("├") && bar.contains("┤"))
    // Who led before the part has its term in front of its row.
    #expect(
      page.contains("  n1")
        && page.split(separator: "\n").contains { $0.contains(" 1██") || $0.contains("2██") })
  }

  @Test func `the parts of a run have all its completions`() throws {
    let outcome = try outcome()
    let whole = PulseRow(outcome.timeline.pulse, Axis(end: outcome.end, cellCount: 80))
    #expect(whole.peak > 0)
    let inside = PulseRow(
      outcome.timeline.pulse,
      Axis(start: outcome.end / 4, end: outcome.end / 2, cellCount: 20))
    // The same cells, of the same length.
    #expect(Array(whole.text)[20..<40].map { $0 == " " } == Array(inside.text).map { $0 == " " })
  }
}

@Suite struct `The story says what a reader must know` {
  private func story(_ text: String, seed: UInt64 = 1) throws -> String {
    let scenario = try Registry.standard.read(Array(text.utf8), file: "test.json5")
    return RunPage(Registry.standard.run(scenario, seed: seed), width: 140).text
  }

  @Test func `who voted for whom where votes were split`() throws {
    let page = try story(
      """
      { protocol: "raft", agents: 5, duration: "3s", network: { delay: "5ms" },
        raft: { electionTimeout: "10s..20s", preVote: false, checkQuorum: false },
        faults: [{ at: "1s", order: { of: [1, 3], to: "campaign" } },
          { at: "900ms", pause: 5, for: "1s", mayHaveNoEffect: true },
          { at: "2.5s", order: { of: 2, to: "campaign" } }] }
      """)
    #expect(
      page.contains("the votes of term 1 were split: n1 n2 n4 for n1") == false, "n1 would have won"
    )
    let split = try story(
      """
      { protocol: "raft", agents: 4, duration: "3s", network: { delay: "5ms" },
        raft: { electionTimeout: "10s..20s", preVote: false, checkQuorum: false },
        faults: [{ at: "1s", order: { of: [1, 3], to: "campaign" } },
          { at: "900ms", oneWay: { from: 1, to: 4 }, for: "1s" },
          { at: "900ms", oneWay: { from: 3, to: 2 }, for: "1s" },
          { at: "2.5s", order: { of: 2, to: "campaign" } }] }
      """)
    #expect(split.contains("the votes of term 1 were split: n1 n2 for n1; n3 n4 for n3"))
    #expect(split.contains("n2 was elected in term 2"))
    let silent = try story(
      """
      { protocol: "raft", agents: 5, duration: "3s", network: { delay: "5ms" },
        raft: { electionTimeout: "10s..20s", preVote: false, checkQuorum: false },
        faults: [{ at: "1s", order: { of: [1, 3], to: "campaign" } }, { at: "0s", crash: [4, 5] },
          { at: "900ms", oneWay: { from: 1, to: 2 }, for: "1s" }, ] }
      """)
    #expect(
      silent.contains("the votes of term 1 were split: n1 for n1; n2 n3 for n3; n4 n5 for nobody"))
  }

  @Test func `no votes are split where one candidate stands or wins`() throws {
    let page = try story(
      """
      { protocol: "raft", agents: 3, duration: "3s", raft: { preVote: false, firstCandidate: 1 },
        faults: [{ at: "1s", crash: 1, restart: "500ms" }] }
      """)
    #expect(page.contains("was elected") && !page.contains("were split"))
  }

  @Test func `who waits at a barrier that hangs, in the headline too`() throws {
    let hanging = try story(
      """
      { protocol: "barrier", agents: 3, duration: "30s", barrier: { mode: "as written" },
        load: { rounds: 1, work: "1s" }, faults: [{ at: "100ms", crash: 3 }] }
      """)
    #expect(hanging.contains("but n1, n2 still wait at barrier b1/0 for n3, since"), "\(hanging)")
    let quiet = try story(
      """
      { protocol: "barrier", agents: 3, duration: "30s", load: { rounds: 2, work: "1s" } }
      """)
    #expect(quiet.contains("Held: ") && !quiet.contains("still wait"))
  }

  @Test func `which update never reached whom`() throws {
    let page = try story(
      """
      { protocol: "synchronisation", agents: 3, duration: "20s", load: { clients: 1, mode: "scripted",
          requests: [{ at: "1s", client: 1, agent: 1, write: 0, amount: 5 }] },
        faults: [{ at: "0s", isolate: 3 }] }
      """)
    #expect(page.contains("n1's write of 5 to variable 0 at 1"), "\(page)")
    #expect(page.contains("never reached n3"))
  }
}
