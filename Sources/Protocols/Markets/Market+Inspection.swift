public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension Market {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    if isReplica {
      visitor.field("exchange", replicas[0].exchange)
      visitor.field("log", replicas[0].raft)
    } else {
      visitor.field("trader", trader)
    }
  }
}

extension Market.Trader: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("number", number, "sequence", sequence)
    visitor.field("request", request)
    visitor.field("open", open)
    visitor.field("traded", traded)
    visitor.field("asks", target)
    visitor.field("attempts", attempts)
    visitor.field("done", isDone)
  }
}

extension Exchange: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("bids", list: book.sorted(.bid))
    visitor.field("asks", list: book.sorted(.ask))
    visitor.field("price", price)
    visitor.field("seats", list: seats)
    visitor.field("ledger", ledger)
  }
}

extension Exchange.Seat: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("sequence", sequence)
    visitor.field("status", status)
    visitor.field("order", order)
    visitor.field("traded", traded)
  }
}
