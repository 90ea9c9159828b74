public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension Economy {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("auctioneer", auctioneer)
    visitor.field("tasks", list: tasks.items)
    guard let office = offices.first else { return }
    visitor.field("seat", office.seat)
    visitor.field("duties", office.duties.count)
    visitor.field("waiting", list: office.waiting.items)
    visitor.field("books", office.books)
    visitor.field("log", office.raft)
  }
}

extension Economy.Task: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("auction", auction, "step", Int32(step))
    switch state {
    case .offered: visitor.field("state", "offered")
    case .working: visitor.field("state", "working")
    case .done: visitor.field("state", "done")
    }
  }
}

extension Books: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("time", time: time)
    visitor.field("applied", appliedCount)
    visitor.field("auctions", list: open.items.compactMap { auction($0) })
    visitor.field("transfers", transfers.count)
    visitor.field("ledger", ledger)
    for metric in Metric.allCases {
      if let breaker = breaker(of: metric) { visitor.field(metric.field, breaker) }
    }
    visitor.field("digest", digest)
  }
}

extension Books.Metric {
  /// The name of a field that shows the breaker.
  var field: String {
    switch self {
    case .work: "workBreaker"
    case .coordination: "coordinationBreaker"
    }
  }
}

extension CircuitBreaker: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch state {
    case .closed: visitor.field("state", "closed")
    case .open(let end):
      visitor.field("state", "open")
      visitor.field("until", time: end)
    case .halfOpen(_, let running, let succeeded):
      visitor.field("state", "half open")
      visitor.field("running", running)
      visitor.field("succeeded", succeeded)
    }
  }
}
