import Protocols
import Simulator
import Testing

struct BarrierSafeTests {
  private let first = Barrier.Instance(0)

  @Test func `agents meet at every barrier of a long run in every form`() {
    for form in [Barrier.Form.central, .tree, .dissemination] {
      var world = barrierWorld(
        7, Barrier.Settings(form: form),
        load: .init(
          agents: 7, rounds: 200, barriers: 3, work: .exponential(mean: 10 * .millisecond),
          creationDelay: form == .central ? 0 : nil))
      world.run(until: 60 * .second)
      #expect(world.violated == nil)
      for round in 0..<Int32(200) {
        let outcomes = world.tally.outcomes(of: world.load.instance(ofRound: round))
        #expect(
          outcomes
            == Array(repeating: Barrier.Outcome(.released, arrived: 7, required: 7), count: 7))
      }
    }
  }

  @Test func `arrivals before the creation are kept`() {
    var world = barrierWorld(
      4, load: .init(agents: 4, creationDelay: 3 * .second, patience: 20 * .second))
    world.run(until: 10 * .second)
    #expect(world.tally.outcomes(of: first).count == 4)
    #expect(world.tally.notes.allSatisfy { if case .refused = $0.note { false } else { true } })
  }

  @Test func `an arrival at what is never created is refused as unknown at its deadline`() {
    var world = barrierWorld(
      3, Barrier.Settings(deadline: 2 * .second),
      load: .init(agents: 3, creationDelay: nil, patience: 20 * .second, givesUp: true))
    world.run(until: 10 * .second)
    for client in Int32(0)..<3 {
      #expect(world.tally.replies(of: client) == [.refused(.unknown)])
    }
  }

  @Test func `a barrier of nobody releases at once`() {
    var coordinator = Barrier(
      Profile(id: AgentID(0), clusterSize: 3), Barrier.Settings())
    var turn = Turn<Barrier>()
    coordinator.start(from: Barrier.Storage(), .fresh, &turn)
    _ = turn.takeEffects()
    coordinator.accept(
      .create(first, .count(0), deadline: .second), RequestID(client: 0, attempt: 0), &turn)
    let released = Barrier.Outcome(.released, arrived: 0, required: 0)
    #expect(turn.takeEffects().contains(.persist(.concluded(first, released))))
  }

  @Test func `creations are refused by name`() {
    var coordinator = Barrier(Profile(id: AgentID(0), clusterSize: 3), Barrier.Settings())
    func reply(
      to instance: Barrier.Instance, _ members: Barrier.Members, deadline: Nanoseconds = .second,
      client: Int32 = 0
    ) -> Barrier.Reply? {
      var turn = Turn<Barrier>()
      let id = RequestID(client: client, attempt: 0)
      coordinator.accept(.create(instance, members, deadline: deadline), id, &turn)
      for effect in turn.takeEffects() {
        if case .respond(let reply, id) = effect { return reply }
      }
      return nil
    }
    let two = Barrier.Instance(0, generation: 2)
    #expect(reply(to: two, .count(-1)) == .refused(.invalidCount))
    #expect(reply(to: two, .count(4)) == .refused(.invalidCount))
    #expect(reply(to: two, .agents(AgentSet([AgentID(3)]))) == .refused(.invalidCount))
    #expect(reply(to: two, .count(2), deadline: 0) == .refused(.invalidDeadline))
    #expect(reply(to: two, .count(2)) == .created)
    #expect(reply(to: two, .count(2)) == .created)
    #expect(reply(to: two, .count(2), client: 1) == .refused(.alreadyExists))
    #expect(reply(to: two, .count(3)) == .refused(.alreadyExists))
    #expect(reply(to: Barrier.Instance(0, generation: 3), .count(2)) == .refused(.stillOpen))
    #expect(reply(to: Barrier.Instance(0, generation: 1), .count(2)) == .refused(.stale))
    #expect(reply(to: Barrier.Instance(1), .count(2)) == .created)
    var other = Barrier(Profile(id: AgentID(1), clusterSize: 3), Barrier.Settings())
    var turn = Turn<Barrier>(agent: AgentID(1))
    let id = RequestID(client: 0, attempt: 0)
    other.accept(.create(two, .count(2), deadline: .second), id, &turn)
    #expect(turn.takeEffects() == [.respond(.refused(.notCoordinator), to: id)])
  }

  @Test func `an agent that is no member is refused and not counted`() {
    var world = barrierWorld(
      4, load: .init(agents: 4, participants: 3, outsiders: true))
    world.run(until: 10 * .second)
    #expect(world.tally.replies(of: 3) == [.refused(.notMember)])
    #expect(world.tally.outcomes(of: first).count == 3)
  }

  @Test func `asking twice counts once`() {
    var world = barrierWorld(
      5, load: .init(agents: 5, rounds: 20, work: .uniform(low: 0, high: .second), repeats: .always)
    )
    world.run(until: 60 * .second)
    #expect(world.violated == nil)
    #expect(world.tally.outcomes(of: world.load.instance(ofRound: 19)).count == 5)
  }

  @Test func `a late arriver is told what it missed`() {
    var coordinator = Barrier(
      Profile(id: AgentID(0), clusterSize: 3), Barrier.Settings())
    var turn = Turn<Barrier>()
    let id = RequestID(client: 0, attempt: 0)
    coordinator.accept(.create(first, .count(1), deadline: .second), id, &turn)
    coordinator.receive(
      .arrive(first, first: 1, count: 1, incarnation: 1), from: AgentID(1), &turn)
    _ = turn.takeEffects()
    coordinator.receive(
      .arrive(first, first: 2, count: 1, incarnation: 1), from: AgentID(2), &turn)
    #expect(turn.takeEffects() == [.send(.refuse(first, .alreadyReleased), to: AgentID(2))])
    coordinator.receive(
      .arrive(first, first: 1, count: 1, incarnation: 1), from: AgentID(1), &turn)
    let outcome = Barrier.Outcome(.released, arrived: 1, required: 1)
    #expect(turn.takeEffects() == [.send(.conclude(first, outcome), to: AgentID(1))])
  }

  @Test func `a release is durable before it is sent`() {
    var coordinator = Barrier(
      Profile(id: AgentID(0), clusterSize: 2), Barrier.Settings())
    var turn = Turn<Barrier>()
    coordinator.accept(
      .create(first, .count(1), deadline: .second), RequestID(client: 0, attempt: 0), &turn)
    _ = turn.takeEffects()
    coordinator.receive(
      .arrive(first, first: 1, count: 1, incarnation: 1), from: AgentID(1), &turn)
    let outcome = Barrier.Outcome(.released, arrived: 1, required: 1)
    #expect(
      turn.takeEffects() == [
        .persist(.counted(first, AgentSet([AgentID(1)]))),
        .note(.counted(first, arrived: 1)),
        .send(.arriveAck(first, arrived: 1, required: 1), to: AgentID(1)),
        .persist(.concluded(first, outcome)),
        .note(.concluded(first, outcome, at: 0)),
        .send(.conclude(first, outcome), to: AgentID(1)),
        .setTimer(.retry, after: 200 * .millisecond),
        .cancelTimer(.deadline),
      ])
  }
}
