import Simulator
import Testing

@testable import Protocols

/// What membership tells visitors, its tables, and the codes of its client's alarms.
struct SwimFieldsTests {
  @Test func `what agents state is told in words`() {
    #expect(
      Swim.Note.held(AgentID(2), Swim.Row(.suspect, 3), clock: 5).description
        == "held, member n3, row (status suspect, incarnation 3), clock 0.000000005s")
    #expect(Swim.Note.refuted(4).description == "refuted, incarnation 4")
    #expect(SwimClientNote.departure(AgentID(1)).description == "departure, agent n2")
    #expect(Swim.Request.leave.description == "leave")
  }

  @Test func `each kind of message has its own number and size`() {
    let news = [update(1, .dead), update(2, .suspect, by: 3)]
    let messages: [(Swim.Message, Int)] = [
      (.ping(1, news), 52), (.pingRequest(1, of: AgentID(1), []), 32), (.ack(1, []), 28),
      (.nack(1, []), 28), (.news(news), 48), (.digest(9), 32), (.table(news, isReturn: true), 48),
    ]
    #expect(Set(messages.map { KindVisitor(of: $0.0).index }).count == messages.count)
    for (message, size) in messages { #expect(message.byteCount == size) }
    #expect(messages.map { $0.0.updates.count } == [2, 0, 0, 0, 2, 0, 2])
  }

  @Test func `values that differ feed different words`() {
    let messages: [Swim.Message] = [
      .ping(1, []), .ping(2, []), .ack(1, []), .ping(1, [update(1, .dead)]),
      .ping(1, [update(1, .left)]), .ping(1, [update(1, .dead, 1)]),
      .ping(1, [update(1, .suspect, by: 2)]), .ping(1, [update(1, .suspect, by: 3)]),
      .table([], isReturn: true), .table([], isReturn: false),
    ]
    let digests = messages.map { message in
      var digest = Digest()
      message.feed(&digest)
      return digest
    }
    #expect(Set(digests).count == messages.count)
  }

  @Test func `a table has four bytes an agent, and equal digests if its rows are equal`() {
    var one = MemberTable(count: 1000)
    var other = one
    #expect(one.digest == 0 && one.exceptions.isEmpty)
    one[AgentID(7)] = Swim.Row(.dead, 3)
    one[AgentID(9)] = Swim.Row(.alive, 1 << 20)
    other[AgentID(9)] = Swim.Row(.alive, 1 << 20)
    #expect(one.digest != other.digest)
    other[AgentID(7)] = Swim.Row(.dead, 3)
    other.setLost(AgentID(7), true)
    #expect(one.digest == other.digest && one[AgentID(9)].incarnation == 1 << 20)
    #expect(one.exceptions == [AgentID(7), AgentID(9)])
    #expect(other.isLost(AgentID(7)) && other.isListed(AgentID(7)) && !one.isLost(AgentID(7)))
    other.setListed(AgentID(7), false)
    #expect(!other.isListed(AgentID(7)) && other[AgentID(7)] == Swim.Row(.dead, 3))
    #expect(MemoryLayout<Swim.Row>.size == 4)
  }

  @Test func `alarms of the client have codes of their own`() {
    for alarm in [SwimLoad.Alarm.departure, .errand(0), .errand(70)] {
      #expect(SwimLoad.Alarm(code: alarm.code) == alarm)
    }
  }
}
