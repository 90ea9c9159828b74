import Testing

@testable import Checks

@Suite struct `Histories` {
  @Test func `an operation keeps what was asked and what came of it`() throws {
    var history = History()
    let id = try history.invoke(client: 3, key: 5, .write(8), at: 10)
    #expect(history[id].outcome == .pending && history[id].returnedAt == nil)
    try history.complete(id, .ok, at: 12)
    #expect(
      history[id]
        == Operation(
          client: 3, key: 5, action: .write(8), invokedAt: 10, returnedAt: 12, outcome: .ok))
  }

  @Test func `an event that does not fit is refused and changes nothing`() throws {
    var history = History()
    let id = try history.invoke(client: 1, key: 1, .read, at: 10)
    let before = history
    #expect(throws: HistoryError.neverInvoked(OperationID(7))) {
      try history.complete(OperationID(7), .ok, at: 11)
    }
    #expect(throws: HistoryError.outcomeDoesNotFit(id)) {
      try history.complete(id, .mismatch, at: 11)
    }
    #expect(throws: HistoryError.timeFell(from: 10, to: 9)) {
      try history.complete(id, .value(nil), at: 9)
    }
    #expect(throws: HistoryError.timeFell(from: 10, to: 9)) {
      _ = try history.invoke(client: 1, key: 1, .read, at: 9)
    }
    #expect(history == before)
    try history.complete(id, .unknown, at: 11)
    #expect(throws: HistoryError.returnedTwice(id)) {
      try history.complete(id, .value(nil), at: 12)
    }
  }
}
