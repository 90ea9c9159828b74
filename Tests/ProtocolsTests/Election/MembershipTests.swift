import Protocols
import Simulator
import Testing

/// One agent of the fenced form, stepped by hand; every step's effects are compared as a whole.
@Suite("Fenced bully election, step by step")
struct MembershipTests {
  static let ms = Nanoseconds.millisecond
  static let phase = Election.Timer(.phase)
  static let tenure = Election.Timer(.tenure)

  /// Agent 2 of three, n1 being the fittest and n3 the least fit.
  struct Stage {
    var machine: Election
    var now: Nanoseconds = 1000 * ms

    init(_ index: Int = 1, of count: Int = 3, _ storage: Election.Storage? = nil) {
      machine = Election(
        Profile(id: AgentID(index), clusterSize: count),
        Election.Settings(directory: Election.Directory(agentCount: count), isAutomatic: false))
      _ = step {
        $0.start(from: storage ?? Election.Storage(), storage == nil ? .fresh : .intact, &$1)
      }
    }

    var membership: FencedElection.Membership { machine.fenced!.memberships[0] }

    mutating func step(
      _ input: (inout Election, inout Turn<Election>) -> Void
    ) -> [Effect<Election>] {
      var turn = Turn<Election>(agent: machine.profile.id, now: now)
      input(&machine, &turn)
      return turn.takeEffects()
    }

    @discardableResult
    mutating func receive(
      _ body: Election.Body, _ term: Election.Term, from sender: Int
    ) -> [Effect<Election>] {
      let message = Election.Message(body, term: term)
      return step { $0.receive(message, from: AgentID(sender), &$1) }
    }

    @discardableResult
    mutating func expire(_ timer: Election.Timer) -> [Effect<Election>] {
      step { $0.expire(timer, &$1) }
    }

    @discardableResult
    mutating func ask(_ operation: Election.Operation) -> [Effect<Election>] {
      step { $0.accept(Election.Request(operation), client, &$1) }
    }
  }

  static let client = RequestID(client: 0, attempt: 1)

  static func send(
    _ body: Election.Body, _ term: Election.Term, to agent: Int
  ) -> Effect<Election> {
    .send(Election.Message(body, term: term), to: AgentID(agent))
  }

  static func note(_ fact: Election.Fact, _ term: Election.Term) -> Effect<Election> {
    .note(Election.Note(fact, term, .global))
  }

  /// Term 1 led by agent `n2`, with a lease from 1000 ms on.
  static var leader: Stage {
    var stage = Stage()
    stage.ask(.elect)
    stage.expire(phase)
    stage.receive(.acknowledge(sentAt: 1000 * ms), 1, from: 2)
    stage.receive(.coordinator(sentAt: 1000 * ms), 1, from: 1)
    stage.receive(.acknowledge(sentAt: 1000 * ms), 1, from: 1)
    return stage
  }

  @Test func `an election asks the fitter members only`() {
    var stage = Stage()
    #expect(
      stage.ask(.elect) == [
        Self.note(.electionStarted, 1),
        Self.send(.election(Election.Priority(score: 500_000, agent: AgentID(1))), 1, to: 0),
        .setTimer(Self.phase, after: 30 * Self.ms),
        .respond(.started(1), to: Self.client),
      ])
    #expect(stage.membership.term == 0)
  }

  @Test func `an agent that is answered waits, and tries a later term if nothing comes of it`() {
    var stage = Stage()
    stage.ask(.elect)
    #expect(
      stage.receive(.answer, 1, from: 0) == [.setTimer(Self.phase, after: 150 * Self.ms)])
    #expect(stage.membership.phase == .deferring)
    let effects = stage.expire(Self.phase)
    #expect(effects.first == Self.note(.electionFailed(.noCoordinator), 1))
    stage.expire(Self.phase)
    #expect(stage.membership.proposal == 2)
  }

  @Test func `an unanswered agent asks all others, and itself once that makes a majority`() {
    var stage = Stage()
    stage.ask(.elect)
    #expect(
      stage.expire(Self.phase) == [
        Self.note(.becameCandidate, 1),
        .setTimer(Self.phase, after: 50 * Self.ms),
        Self.send(.coordinator(sentAt: stage.now), 1, to: 0),
        Self.send(.coordinator(sentAt: stage.now), 1, to: 2),
      ])
    #expect(stage.membership.term == 0)
    #expect(
      stage.receive(.acknowledge(sentAt: stage.now), 1, from: 2) == [
        Self.send(.coordinator(sentAt: stage.now), 1, to: 1)
      ])
    #expect(
      stage.receive(.coordinator(sentAt: stage.now), 1, from: 1) == [
        .persist(.acknowledged(.global, 1, AgentID(1))),
        Self.note(.acknowledged(AgentID(1)), 1),
        Self.send(.acknowledge(sentAt: stage.now), 1, to: 1),
      ])
    #expect(stage.membership.phase == .candidate)
    let lease = stage.machine.fenced!.memberships[0].leaseEnd
    #expect(lease < 0)
    let length = Election.Settings().leaderLease
    #expect(
      stage.receive(.acknowledge(sentAt: stage.now), 1, from: 1) == [
        Self.note(.becameLeader(lease: length), 1),
        .setTimer(Self.tenure, after: length),
        .setTimer(Self.phase, after: 50 * Self.ms),
        Self.send(.heartbeat(sentAt: stage.now), 1, to: 0),
        Self.send(.heartbeat(sentAt: stage.now), 1, to: 2),
      ])
  }

  @Test func `an acknowledgement is durable before it is sent`() {
    var stage = Stage()
    #expect(
      stage.receive(.coordinator(sentAt: 7), 4, from: 2) == [
        .persist(.acknowledged(.global, 4, AgentID(2))),
        Self.note(.acknowledged(AgentID(2)), 4),
        Self.send(.acknowledge(sentAt: 7), 4, to: 2),
        .cancelTimer(Self.phase),
      ])
    #expect(stage.membership.acknowledged == AgentID(2))
    #expect(stage.membership.leader == nil)
  }

  @Test func `a member acknowledges one leader a term`() {
    var stage = Stage()
    stage.receive(.coordinator(sentAt: 7), 4, from: 2)
    stage.now += .second
    #expect(
      stage.receive(.coordinator(sentAt: 8), 4, from: 0) == [
        Self.send(.refuse(remaining: 0), 4, to: 0)
      ])
    #expect(
      stage.receive(.coordinator(sentAt: 8), 3, from: 0) == [
        Self.send(.refuse(remaining: 0), 4, to: 0)
      ])
  }

  @Test func `a member is bound to a leader for a lease, and says for how long`() {
    var stage = Stage()
    stage.receive(.heartbeat(sentAt: 7), 4, from: 2)
    stage.now += 50 * Self.ms
    #expect(
      stage.receive(.coordinator(sentAt: 8), 9, from: 0)
        == [Self.send(.refuse(remaining: 150 * Self.ms), 4, to: 0)])
    let priority = Election.Priority(score: 1, agent: AgentID(2))
    #expect(
      stage.receive(.election(priority), 5, from: 2)
        == [Self.send(.leased(remaining: 150 * Self.ms), 4, to: 2)])
    #expect(stage.ask(.elect) == [.respond(.hasLeader(AgentID(2)), to: Self.client)])
    stage.now += 150 * Self.ms
    stage.receive(.coordinator(sentAt: 8), 9, from: 0)
    #expect(stage.membership.term == 9)
  }

  @Test func `a fitter agent answers and holds the election itself`() {
    var stage = Stage(0)
    let priority = Election.Priority(score: 500_000, agent: AgentID(2))
    #expect(
      stage.receive(.election(priority), 5, from: 2).prefix(3) == [
        Self.send(.answer, 5, to: 2), Self.note(.electionStarted, 5),
        Self.note(.becameCandidate, 5),
      ])
  }

  @Test func `of two candidates of a term the fitter one refuses the other`() {
    var stage = Stage()
    stage.ask(.elect)
    stage.expire(Self.phase)
    #expect(
      stage.receive(.coordinator(sentAt: 3), 1, from: 2) == [
        Self.send(.refuse(remaining: 0), 0, to: 2)
      ])
    stage.receive(.coordinator(sentAt: 3), 1, from: 0)
    #expect(stage.membership.acknowledged == AgentID(0))
    #expect(stage.membership.phase == .following)
  }

  @Test func `a candidate of a later term refuses one of an earlier term, however fit`() {
    var stage = Stage()
    stage.receive(.election(Election.Priority(score: 1, agent: AgentID(2))), 5, from: 2)
    stage.expire(Self.phase)
    #expect(stage.membership.phase == .candidate && stage.membership.proposal == 5)
    #expect(
      stage.receive(.coordinator(sentAt: 3), 3, from: 0)
        == [Self.send(.refuse(remaining: 0), 0, to: 0)])
    stage.receive(.heartbeat(sentAt: 3), 3, from: 0)
    #expect(stage.membership.leader == AgentID(0))
  }

  @Test func `a leader's lease counts from when it sent what a majority acknowledged`() {
    var stage = Self.leader
    let length = Election.Settings().leaderLease
    stage.now += 50 * Self.ms
    stage.expire(Self.phase)
    #expect(stage.membership.leaseEnd == 1000 * Self.ms + length)
    stage.now += 40 * Self.ms
    #expect(
      stage.receive(.acknowledge(sentAt: 1050 * Self.ms), 1, from: 0) == [
        Self.note(.leaseExtended(length - 40 * Self.ms), 1),
        .setTimer(Self.tenure, after: length - 40 * Self.ms),
      ])
    #expect(stage.receive(.acknowledge(sentAt: 1050 * Self.ms), 1, from: 0) == [])
    #expect(stage.receive(.acknowledge(sentAt: 1060 * Self.ms), 2, from: 2) == [])
  }

  @Test func `a leader whose lease is over steps down before it looks at anything`() {
    var stage = Self.leader
    stage.now = stage.membership.leaseEnd
    #expect(
      stage.ask(.order) == [
        Self.note(.steppedDown(.leaseLost), 1), .cancelTimer(Self.tenure),
        .respond(.notLeader(nil), to: Self.client),
      ])
  }

  @Test func `an order is done when a majority accepted it in this term`() {
    var stage = Self.leader
    #expect(stage.ask(.order) == (0..<3).map { Self.send(.order(1), 1, to: $0) })
    #expect(
      stage.receive(.order(1), 1, from: 1) == [
        Self.note(.orderAccepted(from: AgentID(1), 1), 1), Self.send(.accepted(1), 1, to: 1),
      ])
    #expect(stage.receive(.accepted(1), 1, from: 1) == [])
    #expect(stage.receive(.accepted(1), 1, from: 1) == [])
    #expect(stage.receive(.accepted(1), 2, from: 0) == [])
    #expect(stage.receive(.accepted(1), 1, from: 2) == [.respond(.done(1), to: Self.client)])
  }

  @Test func `an order of an earlier term is refused`() {
    var stage = Stage()
    stage.receive(.heartbeat(sentAt: 7), 4, from: 2)
    #expect(
      stage.receive(.order(3), 3, from: 0) == [
        Self.note(.orderRefused(from: AgentID(0), 3), 3),
        Self.send(.refuse(remaining: 0), 4, to: 0),
      ])
    #expect(stage.receive(.order(3), 5, from: 0) == [])
  }

  @Test func `a leader that a member of a later term refuses stands again in a later one`() {
    var stage = Self.leader
    let effects = stage.receive(.refuse(remaining: 0), 6, from: 2)
    #expect(
      effects.filter { if case .note = $0 { true } else { false } } == [
        Self.note(.steppedDown(.preempted), 1), Self.note(.electionStarted, 7),
        Self.note(.becameCandidate, 7),
      ])
  }

  @Test func `a leader that a member bound to another of its term refuses stands again`() {
    // Such a member can never acknowledge this leader, and would hold one election after the other.
    var stage = Self.leader
    let effects = stage.receive(.refuse(remaining: 0), 1, from: 2)
    #expect(
      effects.filter { if case .note = $0 { true } else { false } } == [
        Self.note(.steppedDown(.preempted), 1), Self.note(.electionStarted, 2),
        Self.note(.becameCandidate, 2),
      ])
    var member = Stage(2)
    member.receive(.coordinator(sentAt: 1), 1, from: 2)
    #expect(
      member.receive(.heartbeat(sentAt: 7), 1, from: 1)
        == [Self.send(.refuse(remaining: 0), 1, to: 1)])
    member.now += 200 * Self.ms
    member.receive(.coordinator(sentAt: 8), 2, from: 1)
    member.receive(.heartbeat(sentAt: 9), 2, from: 1)
    #expect(member.membership.leader == AgentID(1))
  }

  @Test func `a member that restarts is bound to the leader it acknowledged for a whole lease`() {
    var disk = Election.Storage()
    disk.apply(.acknowledged(.global, 4, AgentID(2)))
    var stage = Stage(1, of: 3, disk)
    #expect(stage.membership.term == 4)
    stage.now += 199 * Self.ms
    #expect(
      stage.receive(.coordinator(sentAt: 1), 5, from: 0)
        == [Self.send(.refuse(remaining: Self.ms), 4, to: 0)])
    stage.receive(.heartbeat(sentAt: 1), 4, from: 2)
    #expect(stage.membership.leader == AgentID(2))
  }

  @Test func `messages of outsiders and of other scopes are ignored`() {
    var stage = Stage()
    #expect(stage.receive(.heartbeat(sentAt: 7), 4, from: 9) == [])
    let other = Election.Message(.heartbeat(sentAt: 7), term: 4, scope: .group(0))
    #expect(stage.step { $0.receive(other, from: AgentID(0), &$1) } == [])
  }
}
