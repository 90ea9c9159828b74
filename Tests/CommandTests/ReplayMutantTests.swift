import Experiments
import Foundation
import Protocols
import Reports
import Scenarios
import Simulator
import Testing

@testable import Command

/// The traces of runs here, held against Raft.
@Suite struct `replay reads the traces of runs` {
  /// Random faults of every kind at once, with leaders that fall all the time.
  private static func scenario(_ agents: Int, _ mutant: Raft.Mistake?) -> String {
    let planted = mutant.map { "mutant: \"\($0.word)\"," } ?? ""
    return """
      { about: "Chaos", protocol: "raft", agents: \(agents), duration: "6s", \(planted)
        network: { delay: { pareto: { minimum: "2ms", alpha: 1.2 } }, loss: "3%", duplicate: "5%" },
        disk: { flush: "0.5ms..30ms" },
        raft: { electionTimeout: "60ms..150ms", heartbeat: "25ms", preVote: false, checkQuorum: false,
          maxEntriesPerMessage: \(agents == 3 ? 1 : 4), maxInFlight: 3 },
        load: { clients: 3, rate: "40/s", reads: "40%", compareAndSet: "10%", keys: 8, timeout: "300ms" },
        chaos: { from: "0.3s", until: "6s",
          isolate: { every: "0.7s", for: "0.2s..0.8s", of: "leader" },
          crash: { every: "0.8s", for: "0.1s..0.4s" },
          partition: { every: "1s", for: "0.2s..0.8s" },
          links: { every: "1s", for: "0.3s..1s", loss: "10%", duplicate: "20%", extraDelay: "0ms..200ms" } } }
      """
  }

  /// Runs a scenario, and holds what it records against Raft as it comes.
  private static func verdict(
    _ text: String, seed: UInt64, until time: Int64? = nil
  ) throws -> TraceVerdict {
    let scenario = try Registry.standard.read(Array(text.utf8), file: "trace")
    let session = Registry.standard.open(
      try #require(scenario.runs.first), seed: seed, recording: .recording)
    var replay = TraceReplay(file: "trace", TraceReplay.Options())
    var lines: [UInt8] = []
    session.run(until: time) { session in
      lines += Array(RecordLine.json(session.lastEvent).text.utf8)
      if lines.count < 1 << 14 { return true }
      try? replay.take(lines)
      lines.removeAll(keepingCapacity: true)
      return !replay.isDecided
    }
    try replay.take(lines)
    return try replay.finish()
  }

  /// A mistake, the agents and the seed of a run that shows it, and the rule or check that its trace breaks.
  struct Shown: Sendable {
    let mistake: Raft.Mistake
    let agents: Int
    let seed: UInt64
    let rule: String
    /// Whether it takes so long that only full tests show it.
    var isLong = false
  }

  static let shown: [Shown] = [
    Shown(mistake: .forgetsVote, agents: 3, seed: 1, rule: "one vote"),
    Shown(mistake: .forgetsOwnVote, agents: 3, seed: 1, rule: "one vote"),
    Shown(mistake: .votesTwice, agents: 3, seed: 1, rule: "one vote"),
    Shown(
      mistake: .countsRepeats, agents: 5, seed: 1, rule: "majority of votes", isLong: true),
    Shown(mistake: .countsOldVotes, agents: 3, seed: 1, rule: "majority of votes"),
    Shown(
      mistake: .comparesLength, agents: 5, seed: 1, rule: "vote for a log that is up to date"),
    Shown(mistake: .halvesMajority, agents: 3, seed: 1, rule: "majority of votes"),
    Shown(
      mistake: .commitsOldTerms, agents: 3, seed: 1, rule: "commit of the leader's own term",
      isLong: true),
    Shown(mistake: .promisesUnmatched, agents: 3, seed: 1, rule: "commit index that is sent"),
    Shown(mistake: .truncatesAlways, agents: 3, seed: 1, rule: "removal of conflicts alone"),
    Shown(
      mistake: .keepsConflicts, agents: 3, seed: 1, rule: "acknowledgement of what is there",
      isLong: true),
    Shown(
      mistake: .skipsMatching, agents: 5, seed: 1, rule: "entries that follow what matches",
      isLong: true),
    Shown(mistake: .trustsHints, agents: 3, seed: 1, rule: "commit by a majority", isLong: true),
    Shown(mistake: .votesAhead, agents: 3, seed: 1, rule: "durable before sent"),
    Shown(mistake: .splitsVote, agents: 3, seed: 1, rule: "one vote"),
    Shown(mistake: .acknowledgesAhead, agents: 3, seed: 1, rule: "durable before sent"),
    Shown(mistake: .countsOwnAhead, agents: 3, seed: 1, rule: "durable before sent"),
    Shown(
      mistake: .forgetsTerm, agents: 3, seed: 1, rule: "durable before sent", isLong: true),
    Shown(mistake: .readsAlone, agents: 3, seed: 1, rule: "read under a proven leader"),
    Shown(
      mistake: .readsEarly, agents: 3, seed: 1, rule: "read after a commit of the leader's term",
      isLong: true),
    Shown(
      mistake: .appliesTwice, agents: 3, seed: 1, rule: "answer of the replicated store",
      isLong: true),
    Shown(mistake: .answersEarly, agents: 3, seed: 1, rule: "commit durability"),
  ]

  private static let isFull: Bool =
    ProcessInfo.processInfo.environment["LOCKSTEP_FULL"] == "1"

  @Test(arguments: shown.filter { !$0.isLong || isFull })
  func `a mistake is refused at the step that is wrong`(_ shown: Shown) throws {
    let verdict = try Self.verdict(
      Self.scenario(shown.agents, shown.mistake), seed: shown.seed)
    let refusal = try #require(verdict.refusal, "\(shown.mistake.word) was accepted")
    #expect(refusal.rule == shown.rule, "\(refusal.message)")
  }

  private static let ofOtherRuns: Set<String> = [
    "asks the new majority alone",
    "asks the old majority alone",
    "calls a snapshot later than it is",
    "changes members before its own entry",
    "counts itself when it is removed",
    "counts the votes of learners",
    "drops entries behind a snapshot",
    "forgets that a session expired",
    "gives a snapshot its own term",
    "gives up entries ahead of the snapshot",
    "heeds a change when it is committed",
    "installs an older snapshot",
    "keeps a change that is cut off",
    "keeps entries that a snapshot contradicts",
    "keeps its lease in a transfer",
    "leaves the joint membership early",
    "mixes parts of two snapshots",
    "obeys a late word to stand",
    "stands with a change uncommitted",
    "swaps several members at once",
    "takes snapshots without sessions",
  ]

  /// `lowersMatch` alone cannot be shown: records have no match index, and all that a lower one leads to, an entry
  /// sent again and a heartbeat that promises less, a correct leader may do too. `heedsOldReplies` needs a
  /// leader that leads again while what it sent in its earlier term is under way: no run so short has one.
  /// Mistakes about snapshots and members need runs that have either, whose records no rule of traces covers yet.
  @Test func `every mistake that does harm to safety is shown, but for two`() {
    let safety = Raft.Mistake.allCases.filter { $0.facts.harm == .safety }
    let unshown = Set(safety.map { $0.word }).subtracting(Self.shown.map { $0.mistake.word })
    #expect(
      unshown == Self.ofOtherRuns.union(["lowers a match", "heeds replies of other terms"]))
  }

  @Test func `a correct run under random faults is accepted`() throws {
    for agents in [3, 5] {
      let verdict = try Self.verdict(
        Self.scenario(agents, nil), seed: 3, until: Self.isFull ? nil : 1_500_000_000)
      #expect(verdict.refusal == nil, "\(String(describing: verdict.refusal))")
      #expect(verdict.omission == nil)
      #expect(verdict.unknownCount == 0)
    }
  }

  @Test func `logs that agents start with are known`() throws {
    let verdict = try Self.verdict(
      """
      { about: "Logs", protocol: "raft", agents: 3, duration: "1s", network: { delay: "1ms" },
        raft: { logs: [[1, 1, 2], [1, 1], [1, 1, 3, 3]] }, load: { clients: 1, rate: "20/s" } }
      """, seed: 1)
    #expect(verdict.refusal == nil && verdict.omission == nil)
  }

  @Test func `what a torn write and a lost disk left is told by records`() throws {
    let torn = """
      { about: "Torn", protocol: "raft", agents: 3, duration: "2s", network: { delay: "1ms" },
        disk: { flush: "5ms..20ms" }, load: { clients: 2, rate: "100/s", reads: "0%" },
        faults: [{ at: "1s", crash: "leader", disk: "torn", restart: "100ms", mayHaveNoEffect: true }] }
      """
    for seed in 1...2 as ClosedRange<UInt64> {
      let verdict = try Self.verdict(torn, seed: seed)
      #expect(verdict.refusal == nil && verdict.omission == nil)
    }
  }

  @Test func `the scripts of etcd that are told as scenarios are accepted`() throws {
    for (name, end) in [
      ("etcd-checkquorum", 3_000_000_000), ("etcd-prevote-checkquorum", 3_000_000_000),
    ] {
      let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Scenarios/incidents/\(name).json5").path
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let verdict = try Self.verdict(text, seed: 1, until: Self.isFull ? nil : Int64(end))
      #expect(verdict.refusal == nil && verdict.omission == nil)
    }
  }
}
