import Simulator
import Testing

@testable import Protocols

/// News of members: what prevails, how often it is sent, and what an agent says of itself.
struct SwimNewsTests {
  @Test func `of one member the later incarnation prevails, and then the graver status`() {
    let rows = [
      Swim.Row(.alive, 0), Swim.Row(.suspect, 0), Swim.Row(.dead, 0), Swim.Row(.left, 0),
      Swim.Row(.alive, 1), Swim.Row(.dead, 1),
    ]
    #expect(rows == rows.sorted() && rows.last?.incarnation == 1)
    for (place, row) in rows.enumerated() {
      for (other, later) in rows.enumerated() {
        var agent = SwimAgent()
        for row in [row, later] {
          agent.receive(.news([Swim.Update(AgentID(2), row, by: AgentID(1))]))
        }
        #expect(agent.row(2) == rows[max(place, other)])
      }
    }
  }

  @Test func `news is sent so many times, the least sent first, and none that is overtaken`() {
    var table = MemberTable(count: 9)
    var queue = NewsQueue()
    for member in 1...3 {
      table[AgentID(member)] = Swim.Row(.dead, 0)
      queue.append(update(member, .dead))
    }
    func take(_ limit: Int = 2) -> [Int] {
      var updates: [Swim.Update] = []
      queue.take(into: &updates, upTo: limit, sends: 3, table)
      return updates.map { $0.member.index }
    }
    #expect(take() == [1, 2])
    #expect(take() == [3, 1])
    table[AgentID(2)] = Swim.Row(.alive, 1)
    queue.append(update(2, .alive, 1))
    // The overtaken one is met and dropped.
    #expect(take() == [2, 3])
    #expect(take(9) == [2, 1, 3])
    #expect(take(9) == [2])
    #expect(take(9) == [] && queue.count == 0 && queue == NewsQueue())
  }

  @Test func `an agent refutes what is said of it, once its disk keeps the new incarnation`() {
    var agent = SwimAgent()
    let effects = agent.receive(.ping(5, [update(0, .suspect, by: 2)]))
    let own = update(0, .alive, 1)
    #expect(
      effects == [
        .persist(Swim.Storage.Write(own.row)), .note(.refuted(1)),
        .send(.ack(5, [own, own]), to: AgentID(1)),
      ]
        || effects == [
          .persist(Swim.Storage.Write(own.row)), .note(.refuted(1)),
          .send(.ack(5, [own]), to: AgentID(1)),
        ])
    // The same again is old; who tells it is told.
    #expect(
      agent.receive(.news([update(0, .suspect, by: 2)]), from: 3) == [
        .send(.news([own]), to: AgentID(3))
      ])
    agent.receive(.news([update(0, .dead, 7)]))
    #expect(agent.machine.own == Swim.Row(.alive, 8))
  }

  @Test func `a ping tells a suspect that it is, by the buddy rule, and the dead always`() {
    for buddy in [false, true] {
      var agent = SwimAgent(SwimAgent.settings { $0.buddy = buddy }, of: 2)
      agent.receive(.news([update(1, .suspect, by: 1)]))
      for _ in 0..<6 {
        agent.receive(.ping(1, []))
        agent.nextPeriod()
        agent.receive(.ack(agent.machine.sequence, []))
      }
      // Its news of the suspicion has been sent as often as it may by now, but the suspect never heard.
      let news = agent.nextPeriod()?.news
      #expect(news == (buddy ? [update(1, .suspect, by: 1)] : []) || agent.row(1).status == .dead)
      agent.now += 10_000
      agent.expire(.suspicion)
      let answer = agent.receive(.ping(9, []))
      #expect(
        answer.contains { effect in
          guard case .send(.ack(9, let news), _) = effect else { return false }
          return news.first == update(1, .dead)
        })
    }
  }

  @Test func `multicast tells all members at once, and those tell nobody`() {
    var agent = SwimAgent(
      SwimAgent.settings {
        $0.dissemination = .multicast
        $0.suspicion = false
      })
    guard let (target, _, _) = agent.nextPeriod() else { return }
    agent.now = 2000
    let told = agent.expire(.period).compactMap { effect -> AgentID? in
      guard case .send(.news([update(target.index, .dead)]), let member) = effect else {
        return nil
      }
      return member
    }
    #expect(told.count == 2 && !told.contains(target))
    var other = SwimAgent(SwimAgent.settings { $0.dissemination = .multicast })
    other.receive(.news([update(2, .dead)]))
    #expect(other.row(2).status == .dead && other.nextPeriod()?.news == [])
  }

  @Test func `tables are compared by a digest, and exchanged if they differ`() {
    var one = SwimAgent(SwimAgent.settings { $0.sync = .second })
    var other = SwimAgent(id: 1)
    #expect(one.machine.table.digest == other.machine.table.digest)
    one.receive(.news([update(3, .left, 2)]))
    guard case .send(let digest, _) = one.expire(.sync).last else { return }
    #expect(digest == .digest(one.machine.table.digest))
    let table = Swim.Message.table([], isReturn: false)
    #expect(other.receive(digest, from: 0) == [.send(table, to: AgentID(0))])
    let answer = Swim.Message.table([update(3, .left, 2)], isReturn: true)
    #expect(one.receive(table) == [.send(answer, to: AgentID(1))])
    other.receive(answer, from: 0)
    #expect(one.machine.table.digest == other.machine.table.digest)
    #expect(other.receive(digest, from: 0) == [])
  }

  @Test func `the dead of another's table are suspected first`() {
    var agent = SwimAgent()
    agent.receive(.table([update(2, .dead), update(3, .left)], isReturn: true))
    #expect(agent.row(2).status == .suspect && agent.row(3).status == .left)
    #expect(agent.machine.accuser(of: AgentID(2)) == AgentID(1))
    var hasty = SwimAgent(SwimAgent.settings { $0.suspicion = false })
    hasty.receive(.table([update(2, .dead)], isReturn: true))
    #expect(hasty.row(2).status == .dead)
  }

  @Test func `an agent that comes back does so in a new incarnation, and asks for a table`() {
    var storage = Swim.Storage()
    storage.apply(Swim.Storage.Write(Swim.Row(.alive, 4)))
    let agent = SwimAgent(storage: storage, .intact)
    let own = Swim.Row(.alive, 5)
    #expect(
      agent.startEffects.starts(with: [.persist(Swim.Storage.Write(own)), .note(.joined(5))]))
    #expect(
      agent.startEffects.contains { effect in
        if case .send(.digest, _) = effect { true } else { false }
      })
    #expect(storage.corruptTail() && storage.own == Swim.Row(.alive, 0) && !storage.corruptTail())
  }

  @Test func `an agent that left probes nobody, answers that it has left, and comes back if asked`()
  {
    var agent = SwimAgent()
    agent.receive(.news([update(2, .suspect, by: 1)]))
    let effects = agent.accept(.leave)
    #expect(effects.first == .persist(Swim.Storage.Write(Swim.Row(.left, 0))))
    #expect(effects.last == .respond(.left(0), to: RequestID(client: 0, attempt: 3)))
    #expect(agent.machine.suspicionCount == 0 && agent.machine.state == .absent)
    for _ in 0..<9 { agent.receive(.ping(1, [])) }
    #expect(agent.receive(.ping(8, [])) == [.send(.ack(8, [update(0, .left)]), to: AgentID(1))])
    #expect(
      agent.accept(.leave) == [.respond(.left(0), to: RequestID(client: 0, attempt: 3))])
    var storage = Swim.Storage()
    storage.apply(Swim.Storage.Write(Swim.Row(.left, 0)))
    #expect(SwimAgent(storage: storage, .intact).startEffects == [])
    #expect(agent.accept(.join).contains(.note(.joined(1))))
    #expect(agent.machine.state == .member)
  }

  @Test func `who is held to be dead is pinged now and then, and those who came back are not`() {
    var agent = SwimAgent(SwimAgent.settings { $0.reconnect = 2 * .second })
    agent.receive(.news([update(2, .dead), update(3, .dead)]))
    agent.receive(.news([update(3, .alive, 1)]))
    for _ in 0..<5 {
      let effects = agent.expire(.reconnect)
      guard case .send(.ping(_, let news), AgentID(2)) = effects.last else {
        Issue.record("\(effects)")
        return
      }
      #expect(news.first == update(2, .dead))
    }
    agent.receive(.news([update(2, .alive, 1)]))
    #expect(agent.expire(.reconnect) == [.setTimer(.reconnect, after: 2 * .second)])
  }
}
