import Protocols
import Simulator
import Testing

/// What gossip tells visitors, and the codes of its client's alarms.
struct GossipFieldsTests {
  @Test func `rumours are counted from 1`() {
    #expect(
      Gossip.Note.learned(r2, .antiEntropy, isHot: false).description
        == "learned, rumour 2, from anti-entropy, not hot")
    #expect(Gossip.Message.push(batch(r1, r70)).description == "push, rumours [1, 70]")
    #expect(
      GossipClientNote.askedAgain(r1, AgentID(4)).description == "asked again, rumour 1, agent n5")
  }

  @Test func `each kind of message has its own number and size`() {
    let messages: [(Gossip.Message, Int)] = [
      (.push(batch(r1, r2)), 152), (.pull, 24), (.pushPull(batch(r1, counters: [3])), 92),
      (.reply(batch(r1)), 88), (feedback(needed: [r1], known: [r70]), 48), (.call, 24),
      (.accepted, 24), (.rejected, 24), (.digest(RumourSet([r70])), 40),
      (.difference(updates: RumourSet([r1]), wanted: RumourSet([r2])), 96),
      (.updates(RumourSet([r1])), 88),
    ]
    #expect(Set(messages.map { KindVisitor(of: $0.0).index }).count == messages.count)
    for (message, size) in messages { #expect(message.byteCount == size) }
    // What the published tables count as traffic, and what is anti-entropy's.
    #expect(messages.map { $0.0.toldCount } == [2, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0])
    #expect(messages.map { $0.0.reconciledCount } == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1])
  }

  @Test func `values that differ feed different words`() {
    func digest(_ message: Gossip.Message) -> Digest {
      var digest = Digest()
      message.feed(&digest)
      return digest
    }
    #expect(digest(.push(batch(r1))) != digest(.push(batch(r2))))
    #expect(digest(.push(batch(r1, r2))) != digest(.push(batch(r1))))
    #expect(digest(feedback(needed: [r1])) != digest(feedback(known: [r1])))
    #expect(
      digest(.pushPull(batch(r1, counters: [1]))) != digest(.pushPull(batch(r1, counters: [2]))))
  }

  @Test func `an alarm is told by its code`() {
    for alarm in [GossipLoad.Alarm.rumour, .attempt(0), .attempt(9)] {
      #expect(GossipLoad.Alarm(code: alarm.code) == alarm)
    }
  }

  @Test func `each note that a scenario may wait for is a milestone of its own`() {
    let notes: [Gossip.Note] = [
      .learned(r1, .client, isHot: true), .learned(r1, .rumour, isHot: true), .lostInterest(r1),
    ]
    #expect(notes.map { $0.milestone?.index } == [0, 1, 2])
    #expect(Gossip.Note.milestoneNames.count == 3)
    #expect(Gossip.Note.learned(r1, .antiEntropy, isHot: false).milestone?.index == 1)
  }
}
