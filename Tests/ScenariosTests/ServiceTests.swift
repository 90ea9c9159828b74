import Scenarios
import Simulator
import Testing

@Suite struct ServiceTests {
  private func services(_ text: String) throws(ScenarioError) -> [ServiceConditions] {
    try scenario(with: text).bind(seed: 1).conditions.services
  }

  private func milliseconds(_ count: Int64) -> Delay { .constant(count * .millisecond) }

  @Test func `without a section, or with a time of zero, no agent takes time`() throws {
    #expect(try services("") == [])
    #expect(try services("service: { time: '0s' }") == [])
    #expect(try !scenario(with: "").measuresService)
    #expect(try scenario(with: "service: { time: '0s' }").measuresService)
  }

  @Test func `one time stands for every kind of input that has none of its own`() throws {
    let read = try services("service: { time: '2ms', timer: '1ms..3ms', workers: 4, inbox: 7 }")
    #expect(read.count == 5)
    #expect(
      read[0]
        == ServiceConditions(
          message: milliseconds(2), timer: .uniform(low: .millisecond, high: 3 * .millisecond),
          request: milliseconds(2), workers: 4, inboxLimit: 7, whenFull: .refuse))
    #expect(Set(read).count == 1)
  }

  @Test func `a time may be any distribution`() throws {
    let read = try services("service: { request: { exponential: { mean: '5ms' } } }")
    #expect(
      read[2] == ServiceConditions(request: .exponential(mean: 5 * .millisecond, offset: 0)))
  }

  @Test func `single agents differ, and a time of theirs stands for every kind again`() throws {
    let read = try services(
      """
      service: { time: '1ms', timer: '3ms', inbox: 9, whenFull: 'drop oldest',
        agents: { '2': { workers: 8 }, '3': { time: '5ms', message: '4ms' } } }
      """)
    let common = ServiceConditions(
      message: milliseconds(1), timer: milliseconds(3), request: milliseconds(1), inboxLimit: 9,
      whenFull: .dropOldest)
    #expect(read[0] == common && read[3] == common && read[4] == common)
    #expect(read[1].workers == 8 && read[1].timer == milliseconds(3))
    #expect(
      read[2]
        == ServiceConditions(
          message: milliseconds(4), timer: milliseconds(5), request: milliseconds(5),
          inboxLimit: 9, whenFull: .dropOldest))
  }

  @Test func `an entry of the list of agents may differ`() throws {
    let read = try scenario(
      """
      { protocol: 'raft', duration: '1s',
        agents: [{ count: 2 }, { service: { time: '3ms' } }] }
      """)
    #expect(read.bind(seed: 1).conditions.services.map { $0.isInstant } == [true, true, false])
    #expect(read.takesTime)
  }

  @Test func `a fault slows agents by a factor`() throws {
    let read = try scenario(
      with: "service: { time: '1ms' }, faults: [{ at: '1s', slow: { of: 'leader', factor: 2.5 } }]")
    #expect(read.faults[0].fault.action == .slow([.role(0)], thousandths: 2_500))
    #expect(read.faults[0].fault.name == "slow")
  }

  @Test(arguments: [
    ("service: {}", "no agent takes any time, so 'service' says nothing"),
    ("service: { workers: 2 }", "no agent takes any time, so 'service' says nothing"),
    ("service: { time: '1ms', whenFull: 'refuse' }", "no inbox is ever full"),
    ("service: { time: '1ms', workers: 0 }", "'workers': 0 is too small"),
    ("service: { time: '1ms', inbox: -1 }", "'inbox': -1 is too small"),
    ("service: { time: '1ms', agents: { '6': { time: '2ms' } } }", "there is no agent '6'"),
    (
      "chaos: { slow: { every: '1s', for: '1s', factor: 2 } }",
      "'slow' slows agents that take no time"
    ),
  ])
  func `service that makes no sense is refused`(_ keys: String, _ message: String) {
    let said = complaints(with: keys)
    #expect(said.count == 1 && said[0].contains(": \(message)"), "\(said)")
  }
}
