import Simulator
import Testing

@testable import Protocols

/// Single steps of agents, with all that they ask for.
struct AveragingMachineTests {
  private let first = AgentID(0)
  private let second = AgentID(1)

  /// An agent of two that has drawn its number and entered round 1.
  private func entered(
    _ number: Int, _ settings: Averaging.Settings, value: Int64, count: Int = 2
  ) -> (machine: Averaging, effects: [Effect<Averaging>]) {
    var machine = Averaging(Profile(id: AgentID(number), clusterSize: count), settings)
    var turn = Turn<Averaging>(agent: AgentID(number))
    var storage = Averaging.Storage()
    storage.apply(.began(value, weight: Averaging.one))
    machine.start(from: storage, .intact, &turn)
    _ = turn.takeEffects()
    turn.now = .second
    machine.expire(.round, &turn)
    return (machine, turn.takeEffects())
  }

  private func receive(
    _ message: Averaging.Message, from sender: AgentID, _ machine: inout Averaging,
    at time: Nanoseconds = .second
  ) -> [Effect<Averaging>] {
    var turn = Turn<Averaging>(agent: AgentID(Int(machine.me)), now: time)
    machine.receive(message, from: sender, &turn)
    return turn.takeEffects()
  }

  @Test func `a first number is drawn, durable and stated`() {
    var machine = Averaging(
      Profile(id: first, clusterSize: 2), averagingSettings(.ring))
    var turn = Turn<Averaging>()
    machine.start(from: Averaging.Storage(), .fresh, &turn)
    let value = machine.kept.value
    #expect(
      turn.takeEffects() == [
        .persist(.began(value, weight: Averaging.one)), .note(.began(value)),
        .setTimer(.round, after: .second),
      ])
  }

  @Test func `first numbers have mean 0 and variance 1`() {
    var stream = RandomStream(seed: 3, .test)
    let values = (0..<100_000).map { _ in
      Double(Averaging.draw(stream.next())) / Double(Averaging.one)
    }
    let mean = values.reduce(0, +) / 100_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(mean) < 0.015 && abs(variance - 1) < 0.02)
  }

  @Test
  func `an offer leaves after the promise, and the result is durable before it is acknowledged`() {
    var (member, effects) = entered(1, averagingSettings(.allReduce), value: 5)
    #expect(
      effects == [
        .setTimer(.half, after: .second / 2), .persist(.offered(round: 1, to: first)),
        .send(.offer(round: 1, 5), to: first), .setTimer(.round, after: .second),
      ])
    effects = receive(.result(round: 1, 4), from: first, &member)
    #expect(
      effects == [
        .persist(.resolved(4)), .note(.averaged(1, 4)), .send(.acknowledge(round: 1), to: first),
      ])
    // A result that comes again changes nothing and is acknowledged again.
    effects = receive(.result(round: 1, 9), from: first, &member)
    #expect(effects == [.send(.acknowledge(round: 1), to: first)] && member.kept.value == 4)
  }

  @Test func `a leader writes down what it decided before it says so`() {
    var (leader, _) = entered(0, averagingSettings(.allReduce), value: 2)
    #expect(receive(.offer(round: 1, 5), from: second, &leader) == [])
    #expect(receive(.offer(round: 1, 5), from: second, &leader) == [])
    var turn = Turn<Averaging>(agent: first, now: .second * 3 / 2)
    leader.expire(.half, &turn)
    let result = Averaging.Result(agent: second, round: 1, value: 3)
    #expect(
      turn.takeEffects() == [
        .persist(.decided(round: 1, 4, [result])), .note(.decided(1, 2)), .note(.averaged(1, 4)),
        .send(.result(round: 1, 3), to: second),
      ])
    #expect(
      receive(.acknowledge(round: 1), from: second, &leader)
        == [.persist(.settled(second, round: 1))])
    #expect(receive(.acknowledge(round: 1), from: second, &leader) == [])
  }

  @Test func `an offer that comes late is refused, and that is durable first`() {
    var (leader, _) = entered(0, averagingSettings(.allReduce), value: 2)
    var turn = Turn<Averaging>(agent: first, now: .second * 3 / 2)
    leader.expire(.half, &turn)
    #expect(
      receive(.offer(round: 1, 5), from: second, &leader) == [
        .note(.late(1)), .persist(.closed(round: 1)), .send(.abort(round: 1), to: second),
      ])
    #expect(
      receive(.inquire(round: 1), from: second, &leader) == [.send(.abort(round: 1), to: second)])
  }

  @Test func `what is free again after a round that failed is offered in the present one`() {
    var (member, _) = entered(1, averagingSettings(.allReduce), value: 5)
    var turn = Turn<Averaging>(agent: second, now: 2 * .second)
    member.expire(.round, &turn)
    #expect(
      turn.takeEffects() == [
        .setTimer(.half, after: .second / 2), .send(.inquire(round: 1), to: first),
        .setTimer(.round, after: .second),
      ])
    #expect(
      receive(.abort(round: 1), from: first, &member, at: 2 * .second) == [
        .persist(.released), .persist(.offered(round: 2, to: first)),
        .send(.offer(round: 2, 5), to: first),
      ])
  }

  @Test func `push-sum splits an odd number without loss and takes no part twice`() {
    var (sender, effects) = entered(0, averagingSettings(.pushSum), value: -5)
    let half = Averaging.one / 2
    let share = Averaging.Share(hop: 0, sequence: 1, value: -3, weight: half)
    #expect(
      effects == [
        .setTimer(.half, after: .second / 2), .persist(.shared(-2, weight: half, share)),
        .send(.share(share), to: second), .setTimer(.round, after: .second),
      ])
    var (receiver, _) = entered(1, averagingSettings(.pushSum), value: 7)
    effects = receive(.share(share), from: first, &receiver)
    #expect(
      effects == [
        .persist(.took(1, weight: Averaging.one, hop: 0, sequence: 1)),
        .send(.taken(hop: 0, sequence: 1), to: first),
      ])
    effects = receive(.share(share), from: first, &receiver)
    #expect(effects == [.send(.taken(hop: 0, sequence: 1), to: first)])
    effects = receive(.taken(hop: 0, sequence: 1), from: second, &sender)
    #expect(effects == [.persist(.delivered(hop: 0))] && !sender.kept.isOpen)
  }

  @Test func `an absent agent sends nothing, takes nothing and answers nothing`() {
    let settings = averagingSettings(.pushSum) { $0.absence = .always }
    var (machine, effects) = entered(0, settings, value: 5)
    #expect(effects == [.note(.absent(1)), .setTimer(.round, after: .second)])
    let share = Averaging.Share(hop: 0, sequence: 1, value: 1, weight: 1)
    #expect(receive(.share(share), from: second, &machine) == [])
    let plain = averagingSettings(.ring) { $0.absence = .always }
    (machine, _) = entered(0, plain, value: 5)
    #expect(receive(.value(round: 1, 8), from: second, &machine) == [])
    #expect(machine.offers.isEmpty)
    // It is back in the next round, whose messages may come early.
    #expect(receive(.value(round: 2, 8), from: second, &machine) == [])
    #expect(machine.offers.count == 1)
  }

  @Test func `members cut a total into parts that differ by at most one`() {
    for total in [-7, -6, 0, 5, 6, 7] as [Int64] {
      let parts = (0..<3).map { Averaging.part(of: total, outOf: 3, rank: $0) }
      #expect(parts.reduce(0, +) == total && parts[0] - parts[2] <= 1)
    }
  }
}
