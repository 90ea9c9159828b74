import Scenarios
import Simulator
import Testing

@Suite struct ValidTests {
  @Test(arguments: try TestFiles.names(in: "Valid", ending: ".json5"))
  func `a valid file is read and bound`(name: String) throws {
    let read = try Scenario.read(
      try TestFiles.bytes("Valid/\(name)"), file: name, vocabularies: [.test, .other])
    for run in read.runs {
      let bound = run.bind(seed: 7)
      #expect(bound.conditions.agents.count == run.agents.count)
      #expect(bound.conditions.faults.count >= run.faults.count)
    }
  }
}
