import Simulator
import Testing

@testable import Protocols

/// One agent, stepped by hand.
struct ReputationAgentTests {
  private var machine: Reputation
  private let rating = Rating(rater: 0, number: 1, worker: 0, score: 700, epoch: 0)
  private let id = RequestID(client: 0, attempt: 1)

  init() {
    var settings = Reputation.Settings()
    settings.workers = 2
    settings.raters = 2
    machine = Reputation(Profile(id: AgentID(0), clusterSize: 3), settings)
  }

  private mutating func step(
    _ body: (inout Reputation, inout Turn<Reputation>) -> Void
  ) -> [Effect<Reputation>] {
    var turn = Turn<Reputation>(agent: AgentID(0))
    body(&machine, &turn)
    return turn.takeEffects()
  }

  private mutating func ask(_ request: Reputation.Request) -> [Effect<Reputation>] {
    step { [id] in $0.accept(request, id, &$1) }
  }

  private mutating func receive(_ message: Reputation.Message) -> [Effect<Reputation>] {
    step { $0.receive(message, from: AgentID(2), &$1) }
  }

  @Test mutating func `a report is asked for on the disk before it is answered`() {
    #expect(
      ask(.report(rating)) == [
        .persist(.rated(rating)), .note(.counted(rating)), .respond(.kept, to: id),
      ])
    let again = ask(.report(rating))
    #expect(again == [.respond(.kept, to: id)])
  }

  @Test mutating func `what there is no rater, task, worker or score for is refused`() {
    for wrong in [
      Rating(rater: 2, number: 1, worker: 0, score: 7, epoch: 0),
      Rating(rater: 0, number: 0, worker: 0, score: 7, epoch: 0),
      Rating(rater: 0, number: 1, worker: 2, score: 7, epoch: 0),
      Rating(rater: 0, number: 1, worker: 0, score: 1001, epoch: 0),
    ] {
      #expect(ask(.report(wrong)) == [.respond(.unknown, to: id)])
    }
    #expect(ask(.ask(worker: 2)) == [.respond(.unknown, to: id)])
  }

  @Test mutating func `a score comes with its tier`() {
    #expect(
      ask(.ask(worker: 1)) == [
        .note(.answered(worker: 1, 500, epoch: 0)),
        .respond(.score(worker: 1, 500, .bronze), to: id),
      ])
  }

  @Test mutating func `a summary is answered with what is missing, and with a summary once`() {
    _ = ask(.report(rating))
    let answers = receive(.summary([], isFirst: true))
    #expect(
      answers == [
        .send(.ratings([rating]), to: AgentID(2)),
        .send(.summary(machine.ratings.summaries, isFirst: false), to: AgentID(2)),
      ])
    #expect(receive(.summary(machine.ratings.summaries, isFirst: false)) == [])
  }

  @Test mutating func `what another agent sends is kept, and a lower rating takes the place`() {
    #expect(receive(.ratings([rating])).contains(.note(.counted(rating))))
    let lower = rating.changed(to: 1)
    #expect(
      receive(.ratings([lower])) == [.persist(.rated(lower)), .note(.replaced(lower))])
    #expect(receive(.ratings([rating, lower])) == [])
  }

  @Test mutating func `a restart knows what the disk has`() {
    var storage = Reputation.Storage()
    storage.apply(.rated(rating))
    storage.apply(.rated(rating.changed(to: 3)))
    _ = step { $0.start(from: storage, .fresh, &$1) }
    #expect(machine.ratings.all == [rating.changed(to: 3)])
  }

  @Test func `each kind of message has its own number and size`() {
    let messages: [Reputation.Message] = [
      .summary([Ratings.Summary()], isFirst: true), .ratings([rating]),
    ]
    #expect(messages.map { KindVisitor(of: $0).index } == [0, 1])
    #expect(messages.map { $0.byteCount } == [40, 44])
    #expect(Reputation.Note.counted(rating).milestone?.index == 0)
    #expect(Reputation.Note.replaced(rating).milestone?.index == 1)
  }
}
