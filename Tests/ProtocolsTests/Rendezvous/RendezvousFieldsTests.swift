import Protocols
import Simulator
import Testing

/// What rendezvous tells visitors.
struct RendezvousFieldsTests {
  private let pair = group(4, round: 9, 0, 2)

  @Test func `agents are counted from 1`() {
    #expect(pair.text == "{n1 n3}" && pair.id.text == "n1#4")
    #expect(
      Rendezvous.Note.did(pair.id, round: 9).description
        == "did, round 9, former n1, former life 1, number 4")
    #expect(Rendezvous.Note.dropped(AgentID(2)).description == "dropped, member n3")
  }

  @Test func `each kind of message has its own number and size`() {
    let messages: [(Rendezvous.Message, Int)] = [
      (.join(life: 1, round: 2, after: 3), 36), (.heartbeat(life: 1, number: 2), 32),
      (.pulse(number: 1, .lost, isLast: false), 32), (.group(pair), 56),
      (.leaving(pair.id, lastRound: 1), 40), (.part(pair.id, round: 1, isAsking: true), 40),
      (.kept(round: 1), 28), (.done(life: 1), 28), (.mayLeave, 24), (.bye, 24),
      (.looking(life: 1, since: 2, isLeading: true), 37), (.ask(attempt: 1, life: 2, round: 3), 36),
      (.accepted(attempt: 1), 28), (.refused(attempt: 1, other: nil), 32),
      (.unfollow(attempt: 1), 28),
    ]
    #expect(Set(messages.map { KindVisitor(of: $0.0).index }).count == messages.count)
    for (message, size) in messages { #expect(message.byteCount == size) }
  }

  @Test func `values that differ feed different words`() {
    func digest(_ message: Rendezvous.Message) -> Digest {
      var digest = Digest()
      message.feed(&digest)
      return digest
    }
    let values: [Rendezvous.Message] = [
      .group(pair), .group(group(4, round: 9, 0, 3)), .group(group(5, round: 9, 0, 2)),
      .group(group(4, round: 8, 0, 2)), .pulse(number: 1, nil, isLast: false),
      .pulse(number: 1, .lost, isLast: false), .pulse(number: 1, nil, isLast: true),
      .refused(attempt: 1, other: nil), .refused(attempt: 1, other: AgentID(0)),
      .part(pair.id, round: 1, isAsking: true), .part(pair.id, round: 1, isAsking: false),
    ]
    #expect(Set(values.map { digest($0) }).count == values.count)
  }

  @Test func `each note that a scenario may wait for is a milestone of its own`() {
    let notes: [Rendezvous.Note] = [
      .formed(pair), .did(pair.id, round: 9), .foundNone,
      .abandoned(pair.id, round: 9, .left, wasWorking: true), .dropped(AgentID(1)), .left(.late),
      .entered(pair),
    ]
    #expect(notes.map { $0.milestone?.index } == [0, 1, 2, 3, 4, 5, 6])
    #expect(Rendezvous.Note.milestoneNames.count == notes.count)
    #expect(notes[1].milestone?.progress == .level(9))
  }
}
