import Protocols
import Simulator
import Testing

/// One agent, stepped by hand.
private struct LeasingAgent {
  private(set) var machine: Leasing
  var now: Int64 = 0

  init(_ id: Int, _ settings: Leasing.Settings, storage: Leasing.Storage = Leasing.Storage()) {
    machine = Leasing(Profile(id: AgentID(id), clusterSize: 5), settings)
    step { $0.start(from: storage, .fresh, &$1) }
  }

  @discardableResult
  private mutating func step(
    _ body: (inout Leasing, inout Turn<Leasing>) -> Void
  ) -> [Effect<Leasing>] {
    var turn = Turn<Leasing>(agent: machine.profile.id, now: now * .millisecond)
    body(&machine, &turn)
    return turn.takeEffects()
  }

  @discardableResult
  mutating func receive(_ message: Leasing.Message, from sender: Int = 0) -> [Effect<Leasing>] {
    step { $0.receive(message, from: AgentID(sender), &$1) }
  }

  @discardableResult
  mutating func expire(_ timer: Leasing.Timer) -> [Effect<Leasing>] {
    step { $0.expire(timer, &$1) }
  }
}

/// The service, the storage and holders, each by itself.
struct LeasingTests {
  private static let retry = 200 * Nanoseconds.millisecond
  private static let settings = Leasing.Settings(retry: retry...retry)

  @Test func `the service grants one lease at a time, with rising fences`() {
    var service = LeasingAgent(0, Self.settings)
    #expect(
      service.receive(.acquire(sentAt: 3), from: 2) == [
        .persist(.granted(fence: 1, AgentID(2))), .note(.granted(fence: 1, to: AgentID(2))),
        .send(.granted(fence: 1, sentAt: 3), to: AgentID(2)),
      ])
    service.now = 1999
    #expect(service.receive(.acquire(sentAt: 4), from: 3) == [.send(.taken, to: AgentID(3))])
    #expect(
      service.receive(.renew(fence: 1, sentAt: 9), from: 2) == [
        .send(.renewed(fence: 1, sentAt: 9), to: AgentID(2))
      ])
    service.now = 3998
    #expect(service.receive(.acquire(sentAt: 4), from: 3) == [.send(.taken, to: AgentID(3))])
    service.now = 3999
    #expect(
      service.receive(.renew(fence: 1, sentAt: 9), from: 2) == [
        .send(.expired(fence: 1), to: AgentID(2))
      ])
    #expect(
      service.receive(.acquire(sentAt: 4), from: 3).last
        == .send(.granted(fence: 2, sentAt: 4), to: AgentID(3)))
    // A lease that is given back is free at once; an old one is not the one given back.
    service.receive(.release(fence: 1), from: 2)
    #expect(service.receive(.acquire(sentAt: 5), from: 4) == [.send(.taken, to: AgentID(4))])
    service.receive(.release(fence: 2), from: 3)
    #expect(
      service.receive(.acquire(sentAt: 5), from: 4).last
        == .send(.granted(fence: 3, sentAt: 5), to: AgentID(4)))
  }

  @Test func `a service that starts again waits for a term, unless its leases are in memory`() {
    var storage = Leasing.Storage()
    storage.apply(.granted(fence: 4, AgentID(2)))
    for isDurable in [true, false] {
      var settings = Self.settings
      settings.isDurable = isDurable
      var service = LeasingAgent(0, settings, storage: storage)
      service.now = 1999
      let isTaken = service.receive(.acquire(sentAt: 1), from: 3) == [.send(.taken, to: AgentID(3))]
      #expect(isTaken == isDurable)
      service.now = isDurable ? 2000 : 4000
      #expect(
        service.receive(.acquire(sentAt: 1), from: 3).last
          == .send(.granted(fence: isDurable ? 5 : 6, sentAt: 1), to: AgentID(3)))
    }
  }

  @Test func `the storage refuses a write of an old lease, and without a fence takes it`() {
    for fence in [true, false] {
      var settings = Self.settings
      settings.fence = fence
      var storage = LeasingAgent(1, settings)
      #expect(
        storage.receive(.write(fence: 2, number: 7), from: 3) == [
          .persist(.written(fence: 2, from: AgentID(3), number: 7)),
          .note(.accepted(fence: 2, from: AgentID(3), number: 7)),
          .send(.written(fence: 2, number: 7), to: AgentID(3)),
        ])
      let effects = storage.receive(.write(fence: 1, number: 9), from: 2)
      let refusal: [Effect<Leasing>] = [
        .note(.refused(fence: 1, from: AgentID(2))),
        .send(.refused(fence: 1, newest: 2), to: AgentID(2)),
      ]
      #expect((effects == refusal) == fence)
      #expect(effects.contains(.note(.accepted(fence: 1, from: AgentID(2), number: 9))) != fence)
    }
  }

  @Test func `a holder counts its term from when it asked, and writes what it worked at`() {
    var holder = LeasingAgent(2, Self.settings)
    holder.now = 50
    #expect(
      holder.receive(.granted(fence: 4, sentAt: 10 * .millisecond)) == [
        .note(.acquired(fence: 4)), .cancelTimer(.ask),
        .setTimer(.renew, after: 500 * .millisecond), .setTimer(.work, after: 100 * .millisecond),
      ])
    holder.now = 2009
    #expect(
      holder.expire(.work) == [
        .send(.write(fence: 4, number: 1), to: AgentID(1)),
        .setTimer(.work, after: 100 * .millisecond),
      ])
    holder.now = 2010
    #expect(
      holder.expire(.work) == [
        .note(.lost(fence: 4, .ranOut)), .cancelTimer(.renew), .cancelTimer(.work),
        .setTimer(.ask, after: Self.retry),
      ])
  }

  @Test func `a grant that comes when its term is over is given back`() {
    var holder = LeasingAgent(2, Self.settings)
    holder.now = 2010
    #expect(
      holder.receive(.granted(fence: 4, sentAt: 10 * .millisecond)) == [
        .send(.release(fence: 4), to: AgentID(0))
      ])
    #expect(holder.machine.state == .waiting)
  }

  @Test
  func `a holder that does not look again writes after a pause, and then sees that it is over`() {
    var settings = Self.settings
    settings.looksAgain = false
    var holder = LeasingAgent(2, settings)
    holder.receive(.granted(fence: 4, sentAt: 0))
    holder.now = 9000
    let effects = holder.expire(.work)
    #expect(effects.first == .send(.write(fence: 4, number: 1), to: AgentID(1)))
    #expect(effects.contains(.note(.lost(fence: 4, .ranOut))))
  }

  @Test func `a holder whose storage is silent gives its lease back and leaves it to others`() {
    var settings = Self.settings
    settings.surrender = 300 * .millisecond
    var holder = LeasingAgent(2, settings)
    holder.receive(.granted(fence: 4, sentAt: 0))
    holder.now = 100
    holder.expire(.work)
    holder.now = 399
    #expect(
      holder.expire(.renew).first
        == .send(.renew(fence: 4, sentAt: 399 * .millisecond), to: AgentID(0)))
    holder.now = 400
    #expect(
      holder.expire(.renew) == [
        .send(.release(fence: 4), to: AgentID(0)), .note(.lost(fence: 4, .surrendered)),
        .cancelTimer(.renew), .cancelTimer(.work),
        .setTimer(.ask, after: settings.term + Self.retry),
      ])
  }

  @Test func `an answer of the storage ends its silence, and a refusal the lease`() {
    var holder = LeasingAgent(2, Leasing.Settings(surrender: 300 * .millisecond))
    holder.receive(.granted(fence: 4, sentAt: 0))
    holder.now = 100
    holder.expire(.work)
    holder.receive(.written(fence: 4, number: 1), from: 1)
    holder.now = 500
    #expect(holder.expire(.renew).count == 2)
    holder.receive(.refused(fence: 3, newest: 4), from: 1)
    #expect(holder.machine.state == .holding)
    holder.receive(.refused(fence: 4, newest: 5), from: 1)
    #expect(holder.machine.state == .waiting)
  }
}
