import Simulator
import Testing

@testable import Protocols

/// A member of a team, driven by hand.
struct TeamAgentTests {
  private let settings = TeamSamples.settings()

  /// An agent of three that has started, as the given one.
  private func agent(_ id: AgentID = n2) -> TeamAgent {
    var agent = TeamAgent(Profile(id: id, clusterSize: 3), settings)
    _ = step(&agent) { $0.start(from: .init(), .fresh, &$1) }
    return agent
  }

  private func step(
    _ agent: inout TeamAgent, at now: Nanoseconds = .second,
    _ input: (inout TeamAgent, inout Turn<TeamAgent>) -> Void
  ) -> [Effect<TeamAgent>] {
    var turn = Turn<TeamAgent>(agent: agent.profile.id, now: now)
    input(&agent, &turn)
    return turn.takeEffects()
  }

  private func sent(_ effects: [Effect<TeamAgent>]) -> [TeamAgent.Message] {
    effects.compactMap { if case .send(let message, _) = $0 { message } else { nil } }
  }

  private func lease(
    term: Int64 = 1, _ number: Int32 = 1, round: Int32 = 0, base: Int64? = nil, task: Int32 = 1
  ) -> Lease {
    Lease(
      term: term, number: number, round: round, base: base ?? settings.job.initial.digest,
      task: task)
  }

  private func proposal(_ snapshot: Snapshot) -> Proposal {
    Proposal(
      ProposalID(epoch: 0, proposer: n1, sequence: 1), variable: 0, value: snapshot.digest,
      expectedVersion: snapshot.round - 1)
  }

  @Test func `a task takes its time, and what it gives is reported until a receipt comes`() {
    var worker = agent()
    let lease = lease()
    let taken = step(&worker) { $0.receive(.lease(lease), from: n1, &$1) }
    let time = settings.duration(of: 1, from: settings.job.initial)
    #expect(taken.contains(.setTimer(.work, after: time)) && worker.isWorking)
    #expect(sent(taken).isEmpty)
    let done = step(&worker) { $0.expire(.work, &$1) }
    let report = TeamAgent.Message.report(
      lease, settings.job.result(of: 1, from: settings.job.initial))
    #expect(done.contains(.note(.worked(lease))) && sent(done) == [report])
    let again = step(&worker, at: 2 * .second) { $0.expire(.tick, &$1) }
    #expect(sent(again) == [report])
    _ = step(&worker) { $0.receive(.receipt(lease, .counted), from: n1, &$1) }
    let silent = step(&worker, at: 3 * .second) { $0.expire(.tick, &$1) }
    #expect(silent.isEmpty, "and the tick ends")
  }

  @Test func `a newer lease of the same work takes over what is done or under way`() {
    var worker = agent()
    _ = step(&worker) { $0.receive(.lease(lease()), from: n1, &$1) }
    let newer = lease(term: 2)
    let renewed = step(&worker) { $0.receive(.lease(newer), from: n3, &$1) }
    #expect(!renewed.contains { if case .setTimer(.work, _) = $0 { true } else { false } })
    // The older coordinator has no say any more.
    _ = step(&worker) { $0.receive(.lease(lease(2)), from: n1, &$1) }
    let done = step(&worker) { $0.expire(.work, &$1) }
    #expect(done.contains(.note(.worked(newer))))
    #expect(done.contains { if case .send(.report(newer, _), to: n3) = $0 { true } else { false } })
    let newest = lease(term: 3)
    let again = step(&worker) { $0.receive(.lease(newest), from: n1, &$1) }
    #expect(
      again.contains { if case .send(.report(newest, _), to: n1) = $0 { true } else { false } })
    #expect(!worker.isWorking)
  }

  @Test func `a worker does not start from a snapshot that it does not have`() {
    var worker = agent()
    let next = settings.job.course[1]
    let lease = lease(round: 1, base: next.digest)
    let asked = step(&worker) { $0.receive(.lease(lease), from: n1, &$1) }
    #expect(asked == [.send(.fetch(round: 1, digest: next.digest), to: n1)])
    let given = step(&worker) { $0.receive(.snapshot(next), from: n1, &$1) }
    #expect(given.contains(.persist(.candidate(next))) && worker.isWorking)
  }

  @Test func `a member votes on what its disk keeps, and after it is written`() {
    var member = agent()
    let next = settings.job.course[1]
    let proposal = proposal(next)
    func ask() -> [Effect<TeamAgent>] {
      step(&member) {
        $0.receive(.parts(.deliberation(.proposal(proposal))), from: n1, &$1)
      }
    }
    #expect(ask().isEmpty, "it has not got it")
    #expect(ask() == [.send(.fetch(round: 1, digest: next.digest), to: n1)])
    let effects = step(&member) { $0.receive(.snapshot(next), from: n1, &$1) }
    let written = effects.firstIndex(of: .persist(.candidate(next)))
    let voted = effects.firstIndex {
      if case .send(.parts(.deliberation(.vote(proposal.id, let vote))), to: n1) = $0 {
        vote.choice == .accept
      } else {
        false
      }
    }
    #expect(written != nil && voted != nil && written! < voted!)
    #expect(!ask().isEmpty, "it repeats its vote")
  }

  @Test func `a member votes against what can no longer be decided`() {
    var member = agent()
    let course = settings.job.course
    var storage = TeamAgent.Storage()
    storage.apply(.candidate(course[2]))
    storage.apply(.decided(round: 2, digest: course[2].digest))
    _ = step(&member) { $0.start(from: storage, .intact, &$1) }
    #expect(member.decided == course[2])
    let effects = step(&member) {
      $0.receive(
        .parts(.deliberation(.proposal(proposal(Snapshot(round: 1, values: [1]))))), from: n1, &$1)
    }
    let isAgainst = sent(effects).contains {
      if case .parts(.deliberation(.vote(_, let vote))) = $0 {
        vote.choice == .reject
      } else {
        false
      }
    }
    #expect(isAgainst)
  }

  @Test func `a report to an agent that does not coordinate is refused`() {
    var member = agent()
    let lease = lease()
    let effects = step(&member) { $0.receive(.report(lease, [1]), from: n3, &$1) }
    #expect(
      effects == [
        .note(.refused(lease, n3, .notCoordinator)),
        .send(.receipt(lease, .notCoordinator), to: n3),
      ])
  }

  @Test func `who asks for an old snapshot gets the newest that was decided`() {
    var member = agent()
    let course = settings.job.course
    var storage = TeamAgent.Storage()
    storage.apply(.candidate(course[1]))
    storage.apply(.candidate(Snapshot(round: 1, values: [7])))
    storage.apply(.decided(round: 1, digest: course[1].digest))
    #expect(storage.candidates.isEmpty, "of a round that is decided one is enough")
    _ = step(&member) { $0.start(from: storage, .intact, &$1) }
    let effects = step(&member) { $0.receive(.fetch(round: 0, digest: 9), from: n1, &$1) }
    #expect(effects == [.send(.snapshot(course[1]), to: n1)])
    let none = step(&member) { $0.receive(.fetch(round: 3, digest: 9), from: n1, &$1) }
    #expect(none.isEmpty)
  }

  @Test func `a client is told what was announced`() {
    var member = agent()
    let effects = step(&member) {
      $0.accept(.outcome, RequestID(client: 0, attempt: 1), &$1)
    }
    #expect(effects == [.respond(.underWay(round: 0), to: RequestID(client: 0, attempt: 1))])
    #expect(TeamAgent.unpacked(TeamAgent.packed(7, 123)) == (7, 123))
    #expect(TeamAgent.packed(7, 1 << 50) < TeamAgent.packed(8, 0))
  }
}
