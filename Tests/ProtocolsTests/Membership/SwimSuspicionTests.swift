import Simulator
import Testing

@testable import Protocols

/// Suspicions: how long they last, what ends them, and who hears of them.
struct SwimSuspicionTests {
  @Test(arguments: [
    // 5 * log10(100) periods; 5 periods in a group of ten or fewer.
    (100, false, 0, 10_000), (10, false, 0, 5_000), (4, false, 2, 5_000), (1000, false, 9, 15_000),
    // Lifeguard's: 60 - 50 * log(c + 1) / log(4).
    (100, true, 0, 60_000), (100, true, 1, 35_000), (100, true, 2, 20_375), (100, true, 3, 10_000),
    (100, true, 9, 10_000),
    // A group of four has but two to confirm.
    (4, true, 0, 5_000), (5, true, 0, 30_000),
  ])
  func `a suspicion lasts as long as the rule says`(
    members: Int, isVaried: Bool, confirmations: Int, milliseconds: Int64
  ) {
    let settings = SwimAgent.settings { $0.localHealthSuspicion = isVaried }
    let time = settings.suspicionTime(confirmations: confirmations, members: members)
    #expect(abs(time - milliseconds * .millisecond) <= .millisecond)
  }

  @Test(arguments: [(4, 6), (56, 15), (100, 15), (1000, 21), (10_000, 30)])
  func `news is sent lambda times the logarithm of the group`(members: Int, sends: Int32) {
    // 3 * ceil(ln(n + 1)).
    #expect(Swim.Settings().sendLimit(members: members) == sends)
  }

  @Test func `a suspect that does not refute is dead when its time is over`() {
    var agent = SwimAgent()
    let effects = agent.receive(.news([update(2, .suspect, by: 1)]))
    #expect(effects.contains(.setTimer(.suspicion, after: 5 * .second)))
    agent.now = 4999
    #expect(agent.expire(.suspicion) == [])
    agent.now = 5000
    #expect(
      agent.expire(.suspicion).starts(with: [
        .note(.declared(AgentID(2), 0, clock: 5 * .second)),
        .note(.held(AgentID(2), Swim.Row(.dead, 0), clock: 5 * .second)),
      ]))
    #expect(agent.row(2) == Swim.Row(.dead, 0) && agent.machine.suspicionCount == 0)
  }

  @Test func `a suspect that refutes is alive, and stays so`() {
    var agent = SwimAgent()
    agent.receive(.news([update(2, .suspect, by: 1)]))
    agent.now = 4000
    #expect(
      agent.receive(.ack(1, [update(2, .alive, 1)])).contains(.cancelTimer(.suspicion)))
    agent.now = 6000
    #expect(agent.expire(.suspicion) == [] && agent.row(2) == Swim.Row(.alive, 1))
    // What is said of its former incarnation means nothing now.
    agent.receive(.news([update(2, .suspect, by: 3), update(2, .dead)]))
    #expect(agent.row(2) == Swim.Row(.alive, 1))
  }

  @Test func `a refutation that is taken up too late finds the member dead, and brings it back`() {
    var agent = SwimAgent()
    agent.receive(.news([update(2, .suspect, by: 1)]))
    agent.now = 5500
    let effects = agent.receive(.ack(1, [update(2, .alive, 1)]))
    #expect(effects.contains(.note(.declared(AgentID(2), 0, clock: 5500 * .millisecond))))
    #expect(agent.row(2) == Swim.Row(.alive, 1))
  }

  @Test func `others who suspect the member too make the suspicion shorter, each once`() {
    var agent = SwimAgent(
      SwimAgent.settings { $0.localHealthSuspicion = true }, of: 10)
    agent.receive(.news([update(2, .suspect, by: 1)]))
    agent.receive(.news([update(2, .suspect, by: 1)]))
    agent.receive(.news([update(2, .suspect, by: 4)]))
    agent.receive(.news([update(2, .suspect, by: 5)]))
    let settings = agent.machine.settings
    #expect(
      agent.machine.suspicions[AgentID(2)]?.deadline
        == settings.suspicionTime(confirmations: 2, members: 10))
    // The third is passed on as well, and the fourth is not.
    agent.receive(.news([update(2, .suspect, by: 6)]))
    agent.receive(.news([update(2, .suspect, by: 7)]))
    let told = agent.nextPeriod()?.news.map { $0.accuser.index }
    agent.receive(.ack(agent.machine.sequence, []))
    #expect(told == [1, 4, 5, 6])
    agent.now = 4999
    #expect(agent.expire(.suspicion) == [] && agent.row(2).status == .suspect)
    agent.now = 5000
    agent.expire(.suspicion)
    #expect(agent.row(2).status == .dead)
  }

  @Test func `suspicions end in the order of their deadlines, however they are opened and closed`()
  {
    var list = SuspicionList()
    func suspicion(_ deadline: Int64) -> SuspicionList.Suspicion {
      SuspicionList.Suspicion(incarnation: 0, start: 0, deadline: deadline, accusers: [9])
    }
    for member in 0..<50 { list.set(suspicion(Int64(member * 37 % 50) * 10), of: AgentID(member)) }
    for member in stride(from: 0, to: 50, by: 3) { list.close(AgentID(member)) }
    list.set(suspicion(1), of: AgentID(49))
    #expect(list.members.count == list.count && list.count == 33)
    var last: Int64 = -1
    var taken = 0
    while let deadline = list.earliest() {
      #expect(deadline >= last)
      last = deadline
      #expect(list.takeOverdue(at: deadline - 1) == nil)
      #expect(list.takeOverdue(at: deadline) != nil)
      taken += 1
    }
    #expect(taken == 33 && list.count == 0)
  }
}
