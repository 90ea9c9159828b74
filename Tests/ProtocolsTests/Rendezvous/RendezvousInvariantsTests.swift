import Simulator
import Testing

@testable import Protocols

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct RendezvousInvariantsTests {
  private typealias Note = Rendezvous.Note

  private let pair = group(1, 0, 1)
  private let other = group(2, 2, 3)

  private func check(
    _ notes: [(Int, Note)], _ method: Rendezvous.Method = .lighthouse,
    _ change: (inout Rendezvous.Settings) -> Void = { _ in }
  ) -> String? {
    var invariants = RendezvousInvariants(
      agentCount: 4, rendezvousSettings(method, change))
    for (agent, note) in notes { invariants.noted(note, by: AgentID(agent), at: 0) }
    return invariants.violation?.check
  }

  private func did(_ agent: Int, _ group: Rendezvous.Group, _ round: Int32) -> [(Int, Note)] {
    [
      (agent, .contributed(group.id, round: round)), (agent, .did(group.id, round: round)),
      (agent, .parted(group.id)),
    ]
  }

  @Test func `an agent in two groups is seen`() {
    #expect(
      check([(0, .entered(pair)), (0, .entered(group(2, 0, 2)))]) == "one group a round")
    #expect(
      check([
        (0, .entered(pair)), (0, .abandoned(pair.id, round: 1, .timeout, wasWorking: false)),
        (0, .entered(group(2, 0, 2))),
      ]) == nil)
  }

  @Test func `a round that is done twice, or outside the group, is seen`() {
    let again = group(2, 0, 2)
    #expect(
      check([(0, .entered(pair))] + did(0, pair, 1) + [(0, .entered(again))] + did(0, again, 1))
        == "one group a round")
    #expect(check([(0, .did(pair.id, round: 1))]) == "one group a round")
    #expect(
      check([(0, .entered(pair))] + did(0, pair, 1) + [(0, .entered(again))] + did(0, again, 2))
        == nil)
  }

  @Test func `two disjoint groups that do one round are seen under the rule of the majority`() {
    let apart: [(Int, Note)] =
      [(0, .entered(pair)), (2, .entered(other))] + did(0, pair, 1) + did(2, other, 1)
    #expect(check(apart) == "split round")
    #expect(check(apart) { $0.quorum = .fastest } == nil)
    #expect(check(apart, .matchmaking) == nil)
  }

  @Test func `a round that a part of a group did, and another group again, is legal`() {
    // Agent 1 did not get the other's part in time; it does the round in its next group.
    let next = group(2, 1, 2)
    #expect(
      check(
        [(0, .entered(pair)), (1, .entered(pair))] + did(0, pair, 1) + [
          (1, .abandoned(pair.id, round: 1, .timeout, wasWorking: false)), (1, .entered(next)),
          (2, .entered(next)),
        ] + did(1, next, 1) + did(2, next, 1)) == nil)
  }

  @Test func `members that take a group for another one are seen`() {
    let wrong = Rendezvous.Group(pair.id, round: 1, [member(0), member(1), member(2)])
    #expect(check([(0, .entered(pair)), (1, .entered(wrong))]) == "agreed members")
    let later = Rendezvous.Group(pair.id, round: 2, pair.members)
    #expect(check([(0, .entered(pair)), (1, .entered(later))]) == "agreed members")
    #expect(check([(3, .entered(pair))]) == "agreed members")
    #expect(check([(1, .entered(pair)), (2, .entered(other)), (0, .entered(pair))]) == nil)
  }

  private func lives(_ messages: [(Int, Rendezvous.Message)], crash: Bool = false) -> String? {
    var invariants = RendezvousInvariants(agentCount: 4, rendezvousSettings(.store))
    for (sender, message) in messages {
      invariants.delivered(message, from: AgentID(sender), to: AgentID(0), sentAt: 0, at: 1)
    }
    if crash { invariants.changed(AgentID(0), .crashed, at: 2) }
    invariants.noted(.formed(pair), by: AgentID(0), at: 3)
    return invariants.violation?.check
  }

  @Test func `an incarnation that counts after a later one was heard of is seen`() {
    let join = Rendezvous.Message.join(life: 1, round: 0, after: 0)
    let later = Rendezvous.Message.heartbeat(life: 2, number: 0)
    #expect(lives([(1, join), (1, later)]) == "dead incarnation")
    #expect(lives([(1, later), (1, join)]) == "dead incarnation")
    #expect(lives([(1, .ask(attempt: 1, life: 2, round: 0))]) == "dead incarnation")
    #expect(lives([(1, join), (2, later)]) == nil)
    // What the former heard of in an earlier life it cannot know.
    #expect(lives([(1, join), (1, later)], crash: true) == nil)
  }

  @Test func `a wait that lasts longer than it may is seen`() {
    func wait(_ time: Nanoseconds, _ phase: Rendezvous.Phase) -> String? {
      var agent = RendezvousAgent(0)
      agent.start()
      agent.machine.phase = phase
      agent.machine.clock = time
      var invariants = RendezvousInvariants(agentCount: 4, rendezvousSettings(.store))
      invariants.stepped(agent.machine, AgentID(0), at: time)
      return invariants.violation?.check
    }
    #expect(wait(60 * .second + 1, .waiting) == "bounded wait")
    #expect(wait(60 * .second, .waiting) == nil)
    #expect(wait(31 * .second, .collecting) == "bounded wait")
    #expect(wait(301 * .second, .exiting) == "bounded wait")
    #expect(wait(1_000 * .second, .working) == nil)
    // A clock that was put back has waited for less than no time.
    #expect(wait(-.second, .waiting) == nil)
  }
}
