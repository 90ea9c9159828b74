import Experiments
import Scenarios
import Simulator
import Testing

@Suite struct `A run stops at what is named` {
  static func session(_ recording: RecordLog.Mode = .recording) throws -> Session {
    let text = """
      { protocol: "raft", agents: 5, duration: "6s", load: { clients: 2, rate: "100/s" },
        faults: [{ name: "split", at: "2s", isolate: "leader", for: "1s" },
          { name: "late", at: "4s", pause: 1, for: "100ms", every: "300ms", times: 2 }] }
      """
    let scenario = try Registry.standard.read(Array(text.utf8), file: "test.json5")
    return Registry.standard.open(scenario, seed: 3, recording: recording, keepsHistory: true)
  }

  static func stop(_ name: String, _ session: Session) throws -> Bool {
    session.run(until: try #require(StopNames(session.scenario).stop(name)))
  }

  @Test func `a milestone stops the run at the event that reaches it`() throws {
    let session = try Self.session(.off)
    #expect(try Self.stop("leader elected", session))
    let event = session.eventCount
    let names = session.scenario.vocabulary.milestoneNames
    let elected = try #require(names.firstIndex(of: "leader elected"))
    #expect(session.progress(ofMilestone: elected) == 1)
    #expect(session.go(toEvent: event - 1) && session.progress(ofMilestone: elected) == 0)
    #expect(try Self.stop("commit 100", session))
    let commit = try #require(names.firstIndex(of: "commit"))
    #expect(session.progress(ofMilestone: commit) >= 100)
    let digest = session.digest
    #expect(try Self.stop("commit 100", session) && session.digest == digest)
    #expect(try !Self.stop("commit 100000", session))
    #expect(session.now == 6 * .second)
  }

  @Test func `a fault stops it where it begins and where it ends`() throws {
    let session = try Self.session()
    #expect(try Self.stop("split", session) && session.now == 2 * .second)
    #expect(session.records.contains { $0.kind == .fault })
    #expect(try Self.stop("split ends", session) && session.now == 3 * .second)
    #expect(try Self.stop("late#2 begins", session) && session.now == 4_300 * .millisecond)
  }

  @Test func `notes, records, times, events and conditions stop it`() throws {
    let session = try Self.session()
    #expect(session.run(until: .note("became leader", count: 1)))
    #expect(session.records.contains { $0.kind == .note && $0.content.kind == "became leader" })
    let first = session.now
    #expect(session.run(until: .note("became leader", count: 1)) && session.now > first)
    #expect(session.run(until: .record { $0.kind == .life }))
    #expect(session.records.contains { $0.kind == .life })
    #expect(session.run(until: .event(session.eventCount + 7)))
    let count = session.eventCount
    #expect(session.run(until: .condition { $0.eventCount == count + 3 }))
    #expect(session.eventCount == count + 3)
    #expect(session.run(until: .time(5 * .second)) && session.now == 5 * .second)
    #expect(!session.run(until: .note("no such note", count: 1)))
  }

  @Test func `a name that is neither milestone nor fault is left to notes`() throws {
    let names = StopNames(try Self.session().scenario)
    #expect(names.stop("leadr elected") == nil)
    guard case .note("became leader", count: 3) = names.note("became leader 3") else {
      Issue.record("the number stands behind the kind")
      return
    }
    #expect(names.known.contains("split ends") && names.known.contains("late"))
  }
}
