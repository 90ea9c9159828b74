import Protocols
import Simulator
import Testing

@Suite("Synchroniser") struct SynchroniserTests {
  @Test func `an update is on its way to the disk before it is sent to any agent`() throws {
    var agent = TestSynchroniser()
    let effects = agent.write(2, 7)
    let persists = effects.indices.filter { if case .persist = effects[$0] { true } else { false } }
    let sends = effects.indices.filter { if case .send = effects[$0] { true } else { false } }
    #expect(persists.count == 1 && sends.count == 2)
    #expect(try #require(persists.last) < (try #require(sends.first)))
    #expect(agent.disk.replica == agent.machine.replica)
    #expect(agent.machine.value(of: 2) == 7)
  }

  @Test func `an update waits for its cause, and both are applied when it comes`() {
    var one = TestSynchroniser(n1)
    var two = TestSynchroniser(n2)
    var three = TestSynchroniser(n3)
    let cause = one.write(0, 1).batches[0]
    two.receive(.update(cause), from: n1)
    let effect = two.write(1, 2).batches[0]
    let held = three.receive(.update(effect), from: n2)
    #expect(held.notes == [.held(n2, last: 1)] && held.outcomes == [.held])
    #expect(three.machine.value(of: 1) == 0)
    let both = three.receive(.update(cause), from: n1)
    #expect(
      both.notes == [
        .applied(n1, first: 1, last: 1, .applied), .applied(n2, first: 1, last: 1, .applied),
      ])
    #expect(both.outcomes == [.applied, .applied] && three.machine.heldCount == 0)
    #expect(three.machine.value(of: 0) == 1 && three.machine.value(of: 1) == 2)
  }

  @Test func `each outcome is acknowledged`() {
    var one = TestSynchroniser(n1)
    var two = TestSynchroniser(n2)
    let first = one.write(0, 1).batches[0]
    let second = one.write(0, 2).batches[0]
    let other = two.write(0, 3).batches[0]
    var three = TestSynchroniser(n3)
    #expect(three.receive(.update(first), from: n1).outcomes == [.applied])
    #expect(three.receive(.update(first), from: n1).outcomes == [.duplicate])
    #expect(three.receive(.update(other), from: n2).outcomes == [.resolved])
    var four = TestSynchroniser(n3)
    #expect(four.receive(.update(second), from: n1).outcomes == [.held])
    #expect(four.receive(.update(second), from: n1).outcomes == [.held])
    #expect(four.machine.heldCount == 1)
    // In causal order nothing is stale; a write that comes without its number's order is.
    let update = first.updates[0]
    let late = Synchroniser.Batch(
      origin: n1, first: 2, last: 2, dependencies: VectorClock([1]),
      updates: [.init(number: 2, variable: 0, update.version, knowing: update.context)])
    #expect(three.receive(.update(late), from: n1).outcomes == [.stale])
  }

  @Test func `a full buffer drops a batch without a word`() {
    var one = TestSynchroniser(n1)
    one.write(0, 1)
    let second = one.write(0, 2).batches[0]
    let third = one.write(0, 3).batches[0]
    var two = TestSynchroniser(n2, .init(holdLimit: 1, exchange: 0))
    two.receive(.update(second), from: n1)
    let effects = two.receive(.update(third), from: n1)
    #expect(effects == [.note(.dropped(n1, last: 3))])
  }

  @Test func `silence is answered by repetition, ever more slowly, and then by a partial outcome`()
  {
    var agent = TestSynchroniser(
      n1, of: 3, .init(retryLimit: .ms(400), deadline: 2 * .second, exchange: 0))
    agent.write(0, 1)
    agent.receive(.acknowledgement(number: 1, .applied, .durable), from: n2)
    var times: [Nanoseconds] = []
    var outcome: [Synchroniser.Reply] = []
    let start = agent.now
    while agent.now < start + 3 * .second && outcome.isEmpty {
      agent.now += .ms(100)
      let effects = agent.expire(.retry)
      if !effects.batches.isEmpty {
        times.append((agent.now - start) / .millisecond)
        #expect(effects.sends.map { $0.target } == [n3])
      }
      outcome += effects.replies
    }
    #expect(times == [100, 300, 700, 1100, 1500, 1900])
    #expect(outcome == [.partial(number: 1, missing: AgentSet([n3]))])
    #expect(agent.disk.completed == 1 && agent.machine.unsettledCount == 0)
  }

  @Test func `all, or a majority, completes an update, once`() {
    for completion in [Synchroniser.Settings.Completion.all, .quorum] {
      var agent = TestSynchroniser(n1, of: 3, .init(completion: completion, exchange: 0))
      agent.write(0, 1)
      let first = agent.receive(.acknowledgement(number: 1, .resolved, .durable), from: n3)
      let again = agent.receive(.acknowledgement(number: 1, .duplicate, .durable), from: n3)
      let last = agent.receive(.acknowledgement(number: 1, .applied, .durable), from: n2)
      #expect(again.replies == [])
      #expect(
        first.replies == (completion == .all ? [] : [.complete(number: 1, missing: AgentSet([n2]))])
      )
      #expect(
        last.replies == (completion == .all ? [.complete(number: 1, missing: AgentSet())] : []))
    }
  }

  @Test func `a batch holds the last update of each variable, and nothing is seen between them`() {
    var one = TestSynchroniser(n1, of: 3, .init(exchange: 0, batchSize: 3, batchDelay: .ms(5)))
    let first = one.write(0, 1, attempt: 1)
    #expect(first.contains(.setTimer(.batch, after: .ms(5))) && first.batches.isEmpty)
    one.write(1, 2, attempt: 2)
    let again = one.write(0, 3, attempt: 3)
    #expect(again.notes.contains(.coalesced(number: 1)) && again.batches.isEmpty)
    let batch = one.expire(.batch).batches[0]
    #expect(batch.first == 1 && batch.last == 3)
    #expect(batch.updates.map { $0.number } == [2, 3])
    var two = TestSynchroniser(n2)
    #expect(
      two.receive(.update(batch), from: n1).notes == [.applied(n1, first: 1, last: 3, .applied)])
    #expect(two.machine.value(of: 0) == 3 && two.machine.value(of: 1) == 2)
    one.receive(.acknowledgement(number: 3, .applied, .durable), from: n2)
    let done = one.receive(.acknowledgement(number: 3, .applied, .durable), from: n3)
    #expect(done.replies.count == 3)
    #expect(one.disk.replica == one.machine.replica)
  }

  @Test func `a full batch does not wait`() {
    var agent = TestSynchroniser(n1, of: 3, .init(exchange: 0, batchSize: 2, batchDelay: .second))
    #expect(agent.write(0, 1).batches.isEmpty)
    #expect(agent.write(1, 1).batches.count == 2)
  }

  @Test func `after a crash no number is used again and what was not settled is spread again`() {
    var agent = TestSynchroniser(n1, of: 3, .init(exchange: 0, batchSize: 2, batchDelay: .second))
    agent.write(0, 1)
    agent.write(1, 1)
    agent.write(2, 1)
    let effects = agent.restart()
    #expect(effects.batches.map { $0.last } == [2, 2, 3, 3])
    for peer in [n2, n3] {
      agent.receive(.acknowledgement(number: 3, .applied, .durable), from: peer)
    }
    // The later batch is settled and the earlier one is not: another crash must not forget that.
    #expect(agent.disk.completed == 0)
    #expect(agent.restart().batches.map { $0.last }.min() == 2)
    #expect(agent.write(0, 9).notes.contains(.wrote(number: 4, variable: 0, amount: 9)))
    let versions = agent.machine.replica.versions(of: 0)
    #expect(versions.siblings.map { $0.dot } == [Dot(n1, 2)])
  }

  @Test func `a batch that all agents have is kept until its outcome is reported`() {
    var agent = TestSynchroniser(n1)
    for amount in 1...70 { agent.write(0, Int64(amount)) }
    for number in 1...70 as ClosedRange<Int64> {
      agent.receive(.acknowledgement(number: number, .applied, .durable), from: n2)
    }
    // Of n3 only the last acknowledgement arrives; it tells that n3 has all, but settles only one.
    agent.receive(.acknowledgement(number: 70, .applied, .durable), from: n3)
    agent.receive(.inventory(VectorClock(), .answer), from: n2)
    #expect(agent.machine.unsettledCount == 69)
    let again = agent.restart()
    #expect(again.batches.map { $0.last }.min() == 1)
    for number in 1...70 as ClosedRange<Int64> {
      for peer in [n2, n3] {
        agent.receive(.acknowledgement(number: number, .duplicate, .durable), from: peer)
      }
    }
    agent.receive(.inventory(VectorClock(), .answer), from: n2)
    #expect(agent.disk.completed == 70 && agent.disk.replica.log.isEmpty)
  }

  @Test func `acknowledgements come at their level`() {
    let batch = TestSynchroniser(n1).machine.profile.id == n1
    #expect(batch)
    for level in [Synchroniser.Settings.Level.received, .applied, .durable, .adapted] {
      var one = TestSynchroniser(n1)
      let update = one.write(0, 1).batches[0]
      var two = TestSynchroniser(n2, of: 3, .init(level: level, exchange: 0, adaptation: .ms(10)))
      let effects = two.receive(.update(update), from: n1)
      let ack = Synchroniser.Message.acknowledgement(number: 1, .applied, level)
      switch level {
      case .received, .applied: #expect(effects.contains(.sendAhead(ack, to: n1)))
      case .durable: #expect(effects.contains(.send(ack, to: n1)))
      case .adapted:
        #expect(effects.outcomes == [])
        #expect(two.receive(.update(update), from: n1).outcomes == [])
        two.now += .ms(10)
        #expect(two.expire(.adaptation).contains(.send(ack, to: n1)))
        #expect(two.receive(.update(update), from: n1).outcomes == [.duplicate])
      }
    }
  }

  @Test func `a gap that lasts is asked for at the origin, and then at another agent`() {
    var one = TestSynchroniser(n1)
    let first = one.write(0, 1).batches[0]
    let second = one.write(0, 2).batches[0]
    var two = TestSynchroniser(n2)
    two.receive(.update(second), from: n1)
    let ask = two.expire(.gap).sends
    #expect(ask.map { $0.target } == [n1] && ask[0].message == .inventory(VectorClock(), .request))
    let repair = one.receive(ask[0].message, from: n2).sends
    #expect(repair.map { $0.message } == [.repair([first, second])])
    let effects = two.receive(repair[0].message, from: n1)
    #expect(two.machine.heldCount == 0 && two.machine.value(of: 0) == 2)
    #expect(effects.outcomes == [.applied, .applied, .duplicate])
    #expect(effects.contains(.cancelTimer(.gap)))
  }

  @Test func `the arbiter orders concurrent versions, and all agents follow`() {
    let settings = Synchroniser.Settings(standardPolicy: .consensus, exchange: 0)
    var agents = [n1, n2, n3].map { TestSynchroniser($0, of: 3, settings) }
    let one = agents[1].write(0, 5).batches[0]
    let other = agents[2].write(0, 6).batches[0]
    agents[0].receive(.update(one), from: n2)
    let effects = agents[0].receive(.update(other), from: n3)
    #expect(effects.notes.contains(.arbitrated(variable: 0)))
    let order = effects.batches[0]
    for (receiver, batches) in [(1, [other, order]), (2, [one, order])] {
      for batch in batches { agents[receiver].receive(.update(batch), from: batch.origin) }
    }
    let versions = agents.map { $0.machine.replica.versions(of: 0).siblings.count }
    #expect(versions == [1, 1, 1])
    #expect(Set(agents.map { $0.machine.value(of: 0) }) == [6])
  }

  @Test func `after the loss of its disk an agent writes only when it has its past back`() {
    var one = TestSynchroniser(n1)
    var two = TestSynchroniser(n2)
    var three = TestSynchroniser(n3)
    let batch = one.write(0, 1).batches[0]
    two.receive(.update(batch), from: n1)
    one.disk = Synchroniser.Storage()
    let recalls = one.restart(.amnesia).sends
    #expect(recalls.map { $0.target } == [n2, n3] && one.machine.isRecovering)
    #expect(one.write(0, 2).replies == [.recovering])
    for answer in three.receive(recalls[1].message, from: n1).sends {
      one.receive(answer.message, from: n3)
    }
    #expect(one.machine.isRecovering)
    for answer in two.receive(recalls[0].message, from: n1).sends {
      one.receive(answer.message, from: n2)
    }
    #expect(!one.machine.isRecovering && one.machine.value(of: 0) == 1)
    #expect(one.write(0, 2).notes.contains(.wrote(number: 2, variable: 0, amount: 2)))
  }

  @Test func `nonsense changes nothing`() {
    var agent = TestSynchroniser()
    let before = agent.machine
    let update = TestSynchroniser(n2).machine.settings.variables
    #expect(agent.write(update, 1).replies == [.unknownVariable])
    #expect(agent.write(-1, 1).replies == [.unknownVariable])
    let batches = [
      Synchroniser.Batch(origin: AgentID(9), first: 1, last: 1, dependencies: .init(), updates: []),
      Synchroniser.Batch(
        origin: AgentID(-1), first: 1, last: 1, dependencies: .init(), updates: []),
      Synchroniser.Batch(origin: n2, first: 2, last: 1, dependencies: .init([0, 1]), updates: []),
      Synchroniser.Batch(origin: n2, first: 3, last: 3, dependencies: .init([0, 1]), updates: []),
    ]
    for batch in batches { #expect(agent.receive(.update(batch), from: n2).isEmpty) }
    #expect(
      agent.receive(.acknowledgement(number: 5, .applied, .durable), from: AgentID(7)).isEmpty)
    #expect(agent.receive(.inventory(.init(), .request), from: AgentID(-3)).isEmpty)
    #expect(agent.machine == before)
  }
}
