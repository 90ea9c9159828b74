import Experiments
import Scenarios
import Simulator
import Testing

@testable import Reports

/// A page's archive gives back what went into it.
@Suite struct RunArchiveTests {
  private func scenario(_ text: String) throws -> Scenario {
    try Registry.standard.read(Array(text.utf8), file: "archive")
  }

  private static let scenarios = [
    """
    {protocol:'raft',agents:5,duration:'4s',network:{delay:'1ms..9ms',loss:'2%',duplicate:'3%'},
     load:{clients:3,rate:'20/s',keys:3},
     faults:[{at:'1s',isolate:'leader',inFlight:'held',for:'500ms'},
             {at:'2s',crash:'leader',for:'300ms'},{at:'3s',pause:'any follower',for:'200ms'}]}
    """,
    "{protocol:'synchronisation',agents:4,duration:'2s',load:{clients:2,rate:'50/s'}}",
    "{protocol:'coordination',agents:4,duration:'2s'}",
  ]

  @Test(arguments: scenarios)
  func `records and states are read again as they were`(text: String) throws {
    let session = Registry.standard.open(try scenario(text), seed: 3, recording: .recording)
    var archive = RunArchive(agentCount: session.agentCount, part: 0...Nanoseconds.never)
    var records: [Record] = []
    var states: [Int: [Int64: AgentInspection]] = [:]
    while session.step() {
      archive.add(session)
      records += session.records
      for agent in 0..<session.agentCount {
        states[agent, default: [:]][session.eventCount] = session.inspect(AgentID(agent))
      }
    }
    #expect(archive.recordsEnd == nil && archive.statesEnd == nil && records.count > 500)
    let read = archive.recordsRead
    #expect(read.count == archive.records.recordCount && read == records)
    let entries = archive.statesRead
    #expect(entries.count == archive.states.entryCount && entries.count > 100)
    for entry in entries {
      let inspection = try #require(states[entry.agent]?[entry.event])
      let machine = entry.fields.filter { inspection.machine[$0.name] != nil }
      #expect(machine.map { $0.value } == inspection.machine.items.map { $0.value })
      #expect(entry.fields.first?.value == .text(inspection.life))
    }
  }

  @Test func `nothing that an agent is goes by unseen`() throws {
    let session = Registry.standard.open(
      try scenario(RunArchiveTests.scenarios[0]), seed: 5, recording: .recording)
    var archive = RunArchive(agentCount: session.agentCount, part: 0...Nanoseconds.never)
    while session.step() { archive.add(session) }
    var last: [Int: [Field]] = [:]
    for entry in archive.statesRead { last[entry.agent] = entry.fields }
    for agent in 0..<session.agentCount {
      let now = session.inspect(AgentID(agent))
      for item in now.machine.items + now.disk.items.map({ Field("disk \($0.name)", $0.value) }) {
        #expect(last[agent]?.first { $0.name == item.name }?.value == item.value)
      }
    }
  }

  @Test func `a part holds what happens in it, and begins with all agents`() throws {
    let session = Registry.standard.open(
      try scenario(RunArchiveTests.scenarios[0]), seed: 3, recording: .recording)
    var archive = RunArchive(
      agentCount: session.agentCount, part: Nanoseconds.second...(2 * Nanoseconds.second))
    while session.step() { archive.add(session) }
    let times = archive.recordsRead.map { $0.time }
    #expect(times.allSatisfy { archive.part.contains($0) } && times.count > 100)
    #expect(Set(archive.statesRead.prefix(5).map { $0.agent }).count == 5)
  }

  @Test func `numbers of all sizes come back`() {
    let numbers: [Int64] = [0, 1, -1, 63, -64, 64, 127, 128, 1 << 40, -(1 << 52), .max, .min]
    var writer = ValueWriter()
    var bytes = ByteWriter()
    for number in numbers { writer.write(FieldValue.integer(number), to: &bytes) }
    var reader = ArchiveReader(bytes.bytes, writer)
    #expect(numbers.map { _ in reader.value() } == numbers.map { FieldValue.integer($0) })
    #expect(reader.isAtEnd)
  }
}
