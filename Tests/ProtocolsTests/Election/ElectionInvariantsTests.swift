import Protocols
import Simulator
import Testing

/// Each check fires, and histories that are odd but legal pass.
@Suite("Checks of elections")
struct ElectionInvariantsTests {
  /// Feeds facts by hand; time moves on with each.
  struct Feed {
    var checks: ElectionInvariants<ElectionLoad.Note>
    var time: Nanoseconds = .second

    init(drift: Int64 = 0) {
      let profiles = (0..<5).map { Profile(id: AgentID($0), clusterSize: 5, group: $0 / 3) }
      var traits = Array(repeating: Election.Directory.Traits(), count: 5)
      traits[4].mayLead = false
      checks = ElectionInvariants(
        directory: Election.Directory(profiles, traits), driftAllowance: drift)
    }

    var fired: String? { checks.violation?.check }

    mutating func note(
      _ fact: Election.Fact, _ term: Election.Term = 1, by agent: Int,
      _ scope: Election.Scope = .global
    ) {
      time += .millisecond
      checks.noted(Election.Note(fact, term, scope), by: AgentID(agent), at: time)
    }

    mutating func acknowledge(
      _ leader: Int, _ term: Election.Term = 1, by members: Int...,
      scope: Election.Scope = .global
    ) {
      for member in members {
        checks.becameDurable(
          .acknowledged(scope, term, AgentID(leader)), Election.Storage(), of: AgentID(member),
          at: time)
      }
    }

    /// Elects with a lease of 100 ms.
    mutating func elect(_ leader: Int, _ term: Election.Term = 1, lease: Int64 = 100) {
      note(.becameLeader(lease: lease * .millisecond), term, by: leader)
    }

    mutating func sendAcknowledgement(_ term: Election.Term, from source: Int, to target: Int) {
      checks.sent(
        Election.Message(.acknowledge(sentAt: 0), term: term), from: AgentID(source),
        to: AgentID(target), .arrives(time), at: time)
    }
  }

  @Test func `two leaders of a term`() {
    var feed = Feed()
    feed.acknowledge(0, by: 0, 1, 2)
    feed.elect(0)
    feed.note(.steppedDown(.leaseLost), by: 0)
    feed.acknowledge(1, by: 3, 4)
    feed.elect(1)
    #expect(feed.fired == "one leader per term")
  }

  @Test func `two agents counted elected at once, without terms`() {
    var feed = Feed()
    feed.note(.finalized(election: 1, AgentID(0)), 0, by: 2)
    #expect(feed.fired == nil)
    feed.note(.finalized(election: 2, AgentID(1)), 0, by: 3)
    #expect(feed.fired == "one leader per term")
  }

  @Test func `two leases at once`() {
    var feed = Feed()
    feed.acknowledge(0, by: 0, 1, 2)
    feed.elect(0)
    feed.acknowledge(1, 2, by: 1, 2, 3)
    feed.elect(1, 2)
    #expect(feed.fired == "one lease")
  }

  @Test func `a lease outlasts its length while its holder runs and has not let go of it`() {
    var feed = Feed()
    feed.acknowledge(0, by: 0, 1, 2)
    feed.elect(0, lease: 10)
    feed.time += .second
    feed.acknowledge(1, 2, by: 1, 2, 3)
    feed.elect(1, 2)
    #expect(feed.fired == "one lease")
  }

  @Test func `a leader that is down, or may not lead`() {
    var feed = Feed()
    feed.acknowledge(4, by: 0, 1, 2)
    feed.elect(4)
    #expect(feed.fired == "elected alive")
    feed = Feed()
    feed.checks.changed(AgentID(3), .crashed, at: 0)
    feed.note(.finalized(election: 1, AgentID(3)), 0, by: 2)
    #expect(feed.fired == "elected alive")
  }

  @Test func `a leader without a majority, counted in its scope and term`() {
    var feed = Feed()
    feed.acknowledge(0, by: 0, 1)
    feed.acknowledge(0, 2, by: 2)
    feed.acknowledge(0, 1, by: 2, scope: .group(0))
    feed.elect(0)
    #expect(feed.fired == "acknowledged by a majority")
  }

  @Test func `an acknowledgement taken back, or of an earlier term`() {
    var feed = Feed()
    feed.acknowledge(0, 2, by: 1)
    feed.acknowledge(2, 2, by: 1)
    #expect(feed.fired == "one acknowledgement")
    feed = Feed()
    feed.acknowledge(0, 2, by: 1)
    feed.acknowledge(0, 1, by: 1)
    #expect(feed.fired == "one acknowledgement")
  }

  @Test func `an acknowledgement that is not durable`() {
    var feed = Feed()
    feed.acknowledge(0, 2, by: 1)
    feed.sendAcknowledgement(2, from: 1, to: 0)
    #expect(feed.fired == nil)
    feed.sendAcknowledgement(3, from: 1, to: 0)
    #expect(feed.fired == "durable before sent")
  }

  @Test func `an order of a term that is over`() {
    var feed = Feed()
    feed.acknowledge(0, 2, by: 1)
    feed.note(.orderAccepted(from: AgentID(0), 1), 2, by: 1)
    #expect(feed.fired == nil)
    feed.note(.orderAccepted(from: AgentID(2), 9), 1, by: 1)
    #expect(feed.fired == "fenced orders")
  }

  @Test func `odd but legal histories pass`() {
    var feed = Feed(drift: 100_000)
    feed.acknowledge(0, by: 0, 1, 2)
    feed.elect(0)
    // The same agent takes a later term over its own lease.
    feed.acknowledge(0, 2, by: 0, 1, 2)
    feed.elect(0, 2)
    // Another agent leads another scope in the same term.
    feed.acknowledge(3, 2, by: 3, 4, scope: .group(1))
    feed.note(.becameLeader(lease: .second), 2, by: 3, .group(1))
    // A holder crashes, and its lease with it; it comes back and acknowledges its successor.
    feed.checks.changed(AgentID(0), .crashed, at: feed.time)
    feed.acknowledge(1, 3, by: 1, 2, 3)
    feed.elect(1, 3)
    feed.checks.changed(AgentID(0), .started(.intact), at: feed.time)
    feed.acknowledge(1, 3, by: 0)
    feed.sendAcknowledgement(3, from: 0, to: 1)
    // A holder stands still beyond its lease, and lets go of it only when it goes on.
    feed.checks.changed(AgentID(1), .paused, at: feed.time)
    feed.time += .second
    feed.acknowledge(2, 5, by: 0, 2, 3)
    feed.elect(2, 5)
    feed.checks.changed(AgentID(1), .resumed, at: feed.time)
    feed.note(.leaseExtended(100 * .millisecond), 5, by: 2)
    feed.note(.steppedDown(.leaseLost), 3, by: 1)
    // An order of a term that the member has not acknowledged a leader of.
    feed.note(.orderAccepted(from: AgentID(2), 1), 5, by: 4)
    // Coordinators of the published algorithm overlap; two counters agree; the elected one dies.
    feed.note(.becameLeader(lease: 0), 0, by: 3)
    feed.note(.becameLeader(lease: 0), 0, by: 1)
    feed.note(.finalized(election: 1, AgentID(1)), 0, by: 0)
    feed.note(.finalized(election: 2, AgentID(1)), 0, by: 3)
    feed.checks.changed(AgentID(1), .crashed, at: feed.time)
    feed.note(.finalized(election: 3, AgentID(2)), 0, by: 3)
    #expect(feed.fired == nil)
  }
}
