import Protocols
import Simulator
import Testing

/// A holder: what it answers from its copy, for how long, and what it gives up when.
struct CachingHolderTests {
  private static let settings = Caching.Settings(
    term: .second, allowance: 100 * .millisecond, timeout: 5 * .second)

  private static func granted(_ value: Int64, _ number: Int64, term: Nanoseconds = .second)
    -> Caching.Message
  {
    .granted(key: 0, content(value, 3), term: term, call: call(number))
  }

  private static func answer(_ value: Int64, _ attempt: Int32) -> Effect<Caching> {
    .respond(.value(key: 0, content(value, 3)), to: client(attempt))
  }

  private static func fetch(_ number: Int64) -> Effect<Caching> {
    .send(.fetch(key: 0, call: call(number)), to: AgentID(0))
  }

  @Test func `the number of a life is durable before anything is asked in it`() {
    var storage = Caching.Storage()
    storage.apply(.life(6))
    var agent = CachingAgent(Self.settings, storage: storage)
    #expect(agent.startEffects == [.persist(.life(7))])
    #expect(
      agent.read(1).last == .send(.fetch(key: 0, call: call(1, life: 7)), to: AgentID(0)))
  }

  @Test func `a read fetches, and later ones are answered from the copy until the term is over`() {
    var agent = CachingAgent(Self.settings, now: 100)
    #expect(
      agent.read(1) == [
        .setTimer(.call, after: 5 * .second), .note(.fetched(key: 0)), Self.fetch(1),
      ])
    agent.now = 300
    #expect(agent.receive(Self.granted(7, 1)) == [Self.answer(7, 1)])
    // Counted from when it asked, less the allowance: until 1000.
    agent.now = 999
    #expect(agent.read(2) == [.note(.hit(key: 0)), Self.answer(7, 2)])
    agent.now = 1000
    #expect(agent.read(3).last == Self.fetch(2))
  }

  @Test func `readers who come meanwhile share the fetch`() {
    var agent = CachingAgent(Self.settings)
    agent.read(1)
    #expect(agent.read(2) == [])
    agent.now = 500
    #expect(agent.receive(Self.granted(7, 1)) == [Self.answer(7, 1), Self.answer(7, 2)])
    #expect(agent.receive(Self.granted(7, 1)) == [])
  }

  @Test func `without a lease only those who asked first are answered, and the others fetch anew`()
  {
    for (term, time) in [(0, 10), (Nanoseconds.second, 900)] as [(Nanoseconds, Int64)] {
      var agent = CachingAgent(Self.settings)
      agent.read(1)
      agent.read(2)
      agent.read(3)
      agent.now = time
      let effects = agent.receive(Self.granted(7, 1, term: term))
      #expect(effects.first == Self.answer(7, 1))
      #expect(effects.last == Self.fetch(2))
      #expect(
        agent.receive(Self.granted(8, 2, term: term)) == [Self.answer(8, 2), Self.answer(8, 3)])
    }
  }

  @Test func `without caching each read goes to the server`() {
    var agent = CachingAgent(Caching.Settings(mode: .none))
    #expect(agent.read(1).last == Self.fetch(1))
    #expect(agent.read(2).last == Self.fetch(2))
    #expect(agent.receive(Self.granted(7, 2, term: 0)) == [Self.answer(7, 2)])
    #expect(agent.read(3).last == Self.fetch(3))
  }

  @Test func `who approves of a write drops its copy`() {
    var agent = CachingAgent(Self.settings)
    agent.read(1)
    agent.receive(Self.granted(7, 1))
    #expect(
      agent.receive(.revoke(key: 0)) == [
        .send(.approve(key: 0, upTo: call(1)), to: AgentID(0))
      ])
    #expect(agent.read(2).last == Self.fetch(2))
  }

  @Test func `what a fetch from before the approval brings is not kept`() {
    var agent = CachingAgent(Self.settings)
    agent.read(1)
    agent.read(2)
    agent.receive(.revoke(key: 0))
    // It overtook the answer, which is good for the reader who asked before, and for no other.
    let effects = agent.receive(Self.granted(7, 1))
    #expect(effects.first == Self.answer(7, 1) && effects.last == Self.fetch(2))
    #expect(agent.read(3) == [])
  }

  @Test func `a write gives up the copy, and what a fetch under way brings`() {
    var agent = CachingAgent(Self.settings)
    agent.read(1)
    agent.receive(Self.granted(7, 1))
    #expect(
      agent.write(9, 2).last == .send(.write(update(9, 2, call: 2)), to: AgentID(0)))
    #expect(agent.read(3).last == Self.fetch(3))
    agent.write(10, 4)
    agent.receive(Self.granted(7, 3))
    #expect(agent.read(5).last == Self.fetch(5))
    #expect(
      agent.receive(.written(key: 0, version: 4, call: call(2))) == [
        .respond(.written(key: 0, version: 4), to: client(2))
      ])
    #expect(agent.receive(.repeated(call: call(4))) == [])
    #expect(agent.receive(.written(key: 0, version: 5, call: call(4))) == [])
  }

  @Test func `a call that times out is told to all who wait, and its late answer means nothing`() {
    var agent = CachingAgent(Self.settings)
    agent.read(1)
    agent.now = 2000
    agent.read(2)
    agent.write(9, 3)
    agent.now = 5000
    #expect(
      agent.expire(.call) == [
        .respond(.timedOut, to: client(1)), .respond(.timedOut, to: client(2)),
        .setTimer(.call, after: 2 * .second),
      ])
    #expect(agent.receive(Self.granted(7, 1)) == [])
    #expect(agent.read(4).last == Self.fetch(3))
  }

  @Test func `an agent that calls is blocked until the answer, and then works off its mailbox`() {
    var settings = Self.settings
    settings.requests = .call
    var agent = CachingAgent(settings)
    #expect(agent.read(1).contains(.note(.blocked)))
    #expect(agent.machine.state == .blocked)
    #expect(agent.read(2) == [] && agent.write(9, 3) == [])
    #expect(agent.receive(.revoke(key: 0)) == [] && agent.read(4) == [])
    // The second read finds the copy; the write blocks again, with the rest of the mailbox behind it.
    #expect(
      agent.receive(Self.granted(7, 1)) == [
        Self.answer(7, 1), .note(.unblocked), .note(.hit(key: 0)), Self.answer(7, 2),
        .setTimer(.call, after: 5 * .second), .note(.blocked),
        .send(.write(update(9, 3, call: 2)), to: AgentID(0)),
      ])
    // The call times out; the approval went no sooner.
    agent.now = 5000
    let effects = agent.expire(.call)
    #expect(effects.prefix(2) == [.respond(.timedOut, to: client(3)), .note(.unblocked)])
    #expect(effects.contains(.send(.approve(key: 0, upTo: call(2)), to: AgentID(0))))
    #expect(effects.contains(Self.fetch(3)))
  }
}
