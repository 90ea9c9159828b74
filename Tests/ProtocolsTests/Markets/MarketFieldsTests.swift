import Protocols
import Simulator
import Testing

/// What the market tells visitors, and what its disk keeps.
struct MarketFieldsTests {
  private static let answer = Market.Answer(sequence: 3, status: .tooLate, open: 1, traded: 2)
  private static let messages: [Market.Message] = [
    .raft(.heartbeat(.init(term: 1, commitIndex: 0, stamp: 0))), .ask(Deed(.withdraw, actor: 2)),
    .answer(answer), .filled(answer), .elsewhere(AgentID(1), sequence: 4),
  ]

  @Test func `each kind of message has its own number, name and size`() {
    #expect(Set(Self.messages.map { KindVisitor(of: $0).index }).count == Self.messages.count)
    #expect(
      Self.messages.map { Fields(of: $0).kind } == [
        "heartbeat", "ask", "answer", "filled", "elsewhere",
      ])
    #expect(Self.messages.allSatisfy { $0.byteCount > 0 })
    #expect(
      Self.messages[2].description
        == "answer, sequence 3, status too late, open 1, traded 2")
  }

  @Test func `trades and clearings are milestones`() {
    let names = Market.Note.milestoneNames
    #expect(names.suffix(2) == ["trade", "clearing"])
    let clearing = Market.Note.applied(Deed(.clear), index: 1, .cleared, Market.Quote())
    #expect(clearing.milestone?.index == names.count - 1)
    #expect(Market.Note.retired(traded: 1).milestone == nil)
  }

  @Test func `the disk keeps the last request, and the log apart`() {
    var storage = Market.Storage()
    storage.apply(.asked(Deed(.buy, actor: 1, quantity: 2, amount: 3)))
    storage.apply(.asked(Deed(.withdraw, actor: 1)))
    storage.apply(.raft(.term(4, votedFor: nil)))
    #expect(storage.request?.kind == .withdraw && storage.raft.term == 4)
    let hadTail = storage.corruptTail()
    #expect(!hadTail)
  }
}
