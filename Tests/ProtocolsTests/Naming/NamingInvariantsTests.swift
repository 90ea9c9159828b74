import Protocols
import Simulator
import Testing

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct NamingInvariantsTests {
  private var invariants = NamingInvariants(Naming.Settings(), agentCount: 3)
  private var violated: String? { invariants.violation?.check }

  private mutating func note(_ note: Naming.Note, by agent: Int, _ seconds: Int64) {
    invariants.noted(note, by: AgentID(agent), at: seconds * .second)
  }

  private mutating func connect(_ one: Int, _ other: Int, _ seconds: Int64) {
    note(.connected(AgentID(other)), by: one, seconds)
    note(.connected(AgentID(one)), by: other, seconds)
  }

  private mutating func look(_ seconds: Int64) {
    invariants.expired(.tick, of: AgentID(0), at: seconds * .second)
  }

  @Test mutating func `connected agents that differ on a name for long are seen`() {
    connect(0, 1, 1)
    note(.owned(name: 2, by: AgentID(0)), by: 0, 2)
    look(7)
    #expect(violated == nil)
    look(8)
    #expect(violated == "names agree")
  }

  @Test mutating func `agents may differ for a while, and for ever while they are not connected`() {
    connect(0, 1, 1)
    note(.owned(name: 2, by: AgentID(0)), by: 0, 2)
    note(.owned(name: 2, by: AgentID(0)), by: 1, 7)
    look(20)
    // One alone takes itself for connected.
    note(.connected(AgentID(2)), by: 0, 20)
    look(40)
    #expect(violated == nil)
  }

  @Test mutating func `an owner that an agent is not connected to is seen`() {
    connect(0, 1, 1)
    note(.owned(name: 2, by: AgentID(0)), by: 0, 2)
    note(.owned(name: 2, by: AgentID(0)), by: 1, 2)
    look(10)
    note(.parted(AgentID(0)), by: 1, 10)
    look(15)
    #expect(violated == nil)
    look(16)
    #expect(violated == "owners known")
  }

  @Test mutating func `an agent that crashes forgets what it knew and was connected to`() {
    connect(0, 1, 1)
    note(.owned(name: 2, by: AgentID(0)), by: 0, 2)
    invariants.changed(AgentID(0), .crashed, at: 4 * .second)
    look(30)
    #expect(violated == nil)
  }
}
