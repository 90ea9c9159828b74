import Protocols
import Simulator
import Testing

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct LeasingInvariantsTests {
  private var invariants = LeasingInvariants()
  private var violated: String? { invariants.violation?.check }

  private mutating func note(_ note: Leasing.Note, by agent: Int = 1) {
    invariants.noted(note, by: AgentID(agent), at: 5)
  }

  private mutating func grant(_ fence: Int64) {
    invariants.sent(
      .granted(fence: fence, sentAt: 0), from: AgentID(0), to: AgentID(2), .lost(.network), at: 6)
  }

  private mutating func acknowledge(_ fence: Int64, _ number: Int64) {
    invariants.sent(
      .written(fence: fence, number: number), from: AgentID(1), to: AgentID(2), .lost(.network),
      at: 6)
  }

  @Test mutating func `a write of an old lease after one of a later lease is seen`() {
    note(.accepted(fence: 1, from: AgentID(2), number: 1))
    note(.accepted(fence: 3, from: AgentID(3), number: 1))
    // Twice the same, and a refusal of an old one.
    note(.accepted(fence: 3, from: AgentID(3), number: 1))
    note(.refused(fence: 2, from: AgentID(2)))
    #expect(violated == nil)
    note(.accepted(fence: 2, from: AgentID(2), number: 2))
    #expect(violated == "fenced writes")
  }

  @Test mutating func `a fence that is given twice is seen`() {
    grant(1)
    // What the service notes and a crash takes was told to nobody, and may be granted again.
    note(.granted(fence: 2, to: AgentID(2)), by: 0)
    note(.granted(fence: 2, to: AgentID(3)), by: 0)
    grant(3)
    #expect(violated == nil)
    grant(3)
    #expect(violated == "rising fences")
  }

  @Test mutating func `an acknowledgement of what is not durable is seen`() {
    invariants.becameDurable(
      .written(fence: 2, from: AgentID(2), number: 1), Leasing.Storage(), of: AgentID(1), at: 4)
    acknowledge(2, 1)
    #expect(violated == nil)
    acknowledge(2, 2)
    #expect(violated == "durable first")
  }
}
