import Protocols
import Simulator
import Testing

/// What caching tells visitors, and the codes of its clients' alarms.
struct CachingFieldsTests {
  @Test func `each kind of message has its own number and size`() {
    let messages: [(Caching.Message, Int)] = [
      (.fetch(key: 1, call: 2), 40), (.granted(key: 1, content(7, 2), term: 5, call: 2), 120),
      (.write(update(7, 1, call: 2)), 120), (.written(key: 1, version: 2, call: 3), 48),
      (.repeated(call: 3), 32), (.revoke(key: 1), 32), (.approve(key: 1, upTo: 3), 40),
    ]
    #expect(Set(messages.map { KindVisitor(of: $0.0).index }).count == messages.count)
    for (message, size) in messages { #expect(message.byteCount == size) }
    #expect(
      Caching.Note.wrote(key: 1, content(7, 2), waited: .second).description
        == "wrote, key 1, value 7, version 2, waited 1.000000000s")
  }

  @Test func `writes, waits and recoveries are milestones`() {
    let notes: [Caching.Note] = [
      .wrote(key: 0, content(7, 1), waited: 0), .waits(key: 0, holders: 2), .recovers(term: 5),
    ]
    #expect(notes.map { $0.milestone?.index } == [0, 1, 2])
    #expect(Caching.Note.milestoneNames.count == 3)
    for note in [.hit(key: 0), .fetched(key: 0), .blocked, .unblocked] as [Caching.Note] {
      #expect(note.milestone == nil)
    }
  }

  @Test func `alarms come back from their codes`() {
    for alarm in [.arrival, .script(0), .script(9), .patience(1)] as [CachingLoad.Alarm] {
      #expect(CachingLoad.Alarm(code: alarm.code) == alarm)
    }
  }

  @Test func `the disk keeps the last content, what was taken, the longest term and the life`() {
    var storage = Caching.Storage()
    storage.apply(.content(key: 2, content(7, 1), id: client(1), low: 1))
    storage.apply(.content(key: 2, content(8, 2), id: client(3), low: 3))
    storage.apply(.longestTerm(9))
    storage.apply(.life(4))
    #expect(storage.contents == [content(0, 0), content(0, 0), content(8, 2)])
    #expect(storage.sessions.map { $0.taken } == [[3]] && storage.sessions[0].low == 3)
    #expect(storage.longestTerm == 9 && storage.life == 4)
  }
}
