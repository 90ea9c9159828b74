import Experiments
import Scenarios
import Simulator
import Testing

/// Settings of a command line stand instead of a file's, and can take what it says away.
@Suite struct OverridesTests {
  private static let text = """
    {protocol:'raft',agents:3,duration:'1s',mutant:'votes twice',
     faults:[{at:'1ms',crash:1,for:'2ms',name:'x'}],raft:{preVote:true},
     vary:[{'raft.heartbeat':'20ms'},{'raft.heartbeat':'30ms'}]}
    """

  private func read(_ settings: (String, String)...) throws -> Scenario {
    try Registry.standard.read(
      Array(Self.text.utf8), file: "x",
      overrides: settings.map { Choice(path: $0.0, value: $0.1) })
  }

  @Test func `null takes away what the file says`() throws {
    #expect(try read().mutant == "votes twice" && read().runs.count == 2)
    let without = try read(("mutant", "null"), ("faults", "null"))
    #expect(without.mutant == nil && without.faults.isEmpty && without.runs.count == 2)
    #expect(try read(("faults.1.name", "null")).faults[0].fault.name != "x")
    for path in ["nothing", "raft.heartbeatt", "faults.2", "faults.1.nothing", "mutant.x", ""] {
      #expect(throws: ScenarioError.self, "\(path)") { try read((path, "null")) }
    }
  }

  @Test func `what a file varies can be set once the variants are taken away, in any order`() throws
  {
    #expect(throws: ScenarioError.self) { try read(("raft.heartbeat", "40ms")) }
    let one = try read(("raft.heartbeat", "40ms"), ("vary", "null"))
    #expect(one.runs.count == 1 && one.settings["heartbeat"]?.duration == 40_000_000)
  }

  @Test func `what is taken away although it must be there is missed`() {
    #expect(throws: ScenarioError.self) { try read(("duration", "null")) }
  }
}
