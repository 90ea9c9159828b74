import Simulator
import Testing

@testable import Protocols

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct ReputationInvariantsTests {
  private var invariants: ReputationInvariants
  private var machine: Reputation
  private let agent = AgentID(0)
  private let rating = Rating(rater: 0, number: 1, worker: 0, score: 700, epoch: 1)
  private let id = RequestID(client: 0, attempt: 1)

  private var violated: String? { invariants.violation?.check }

  init() {
    var settings = Reputation.Settings()
    settings.workers = 2
    settings.raters = 2
    invariants = ReputationInvariants(settings, agentCount: 2)
    machine = Reputation(Profile(id: AgentID(0), clusterSize: 2), settings)
  }

  private mutating func report(_ rating: Rating) {
    invariants.submitted(.report(rating), id, to: agent, .lost(.network), at: 0)
  }

  private mutating func keep(_ rating: Rating) {
    invariants.becameDurable(.rated(rating), Reputation.Storage(), of: agent, at: 1)
  }

  private mutating func note(_ note: Reputation.Note, _ agent: Int = 0) {
    invariants.noted(note, by: AgentID(agent), at: 1)
  }

  private mutating func step() { invariants.stepped(machine, agent, at: 1) }

  @Test mutating func `a rating that is kept, repeated, lowered and sent is legal`() {
    report(rating)
    report(rating.changed(to: 5))
    note(.counted(rating))
    note(.counted(rating), 1)
    keep(rating)
    note(.replaced(rating.changed(to: 5)))
    keep(rating.changed(to: 5))
    invariants.responded(.kept, id, by: agent, at: 2)
    // An older rating of the task was durable too.
    invariants.sent(.ratings([rating]), from: agent, to: AgentID(1), .lost(.network), at: 2)
    machine.ratings.insert(rating.changed(to: 5))
    step()
    #expect(violated == nil, "\(String(describing: invariants.violation))")
  }

  @Test mutating func `what a crash took may count again, what is durable may not`() {
    report(rating)
    note(.counted(rating))
    invariants.changed(agent, .crashed, at: 2)
    note(.counted(rating))
    keep(rating)
    #expect(violated == nil)
    var storage = Reputation.Storage()
    storage.apply(.rated(rating))
    invariants.storageChanged(storage, of: agent, at: 3)
    note(.counted(rating))
    #expect(violated == "one effect a task")
  }

  @Test mutating func `a score beyond its bounds is seen`() {
    note(.answered(worker: 0, 1000, epoch: 1))
    #expect(violated == nil)
    note(.answered(worker: 0, 1001, epoch: 1))
    #expect(violated == "score in bounds")
  }

  @Test mutating func `a score that is not due is seen`() {
    note(.answered(worker: 1, 500, epoch: 1))
    step()
    note(.scored(worker: 0, 500, epoch: 1, digest: 0))
    note(.scored(worker: 1, 500, epoch: 1, digest: 0))
    step()
    #expect(violated == nil)
    note(.scored(worker: 0, 500, epoch: 2, digest: 0))
    note(.scored(worker: 1, 501, epoch: 2, digest: 0))
    step()
    #expect(violated == "exact score")
  }

  @Test mutating func `agents that differ by the same ratings are seen`() {
    note(.scored(worker: 0, 500, epoch: 1, digest: 7))
    note(.scored(worker: 0, 400, epoch: 2, digest: 7), 1)
    note(.scored(worker: 0, 300, epoch: 1, digest: 8), 1)
    #expect(violated == nil)
    note(.scored(worker: 0, 400, epoch: 1, digest: 7), 1)
    #expect(violated == "same ratings same score")
  }

  @Test mutating func `a rating that gives way to a higher one is seen`() {
    report(rating)
    report(rating.changed(to: 900))
    keep(rating)
    keep(rating.changed(to: 900))
    #expect(violated == "merge monotone")
  }

  @Test mutating func `an agent that has less than its disk is seen`() {
    report(rating)
    keep(rating)
    step()
    #expect(violated == "merge monotone")
  }

  @Test mutating func `a rating that nobody reported is seen`() {
    report(rating)
    keep(rating.changed(to: 701))
    #expect(violated == "never invented")
  }

  @Test mutating func `what is told before it is durable is seen`() {
    var other = self
    report(rating)
    invariants.responded(.unknown, id, by: agent, at: 1)
    #expect(violated == nil)
    invariants.responded(.kept, id, by: agent, at: 1)
    #expect(violated == "durable before told")
    other.invariants.sent(
      .ratings([rating]), from: agent, to: AgentID(1), .lost(.network), at: 1)
    #expect(other.violated == "durable before told")
  }
}
