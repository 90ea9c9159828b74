public import Simulator

extension Ledger: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("accounts", list: accounts)
    visitor.field("holds", list: openHolds)
  }
}

extension Ledger.Account: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("free", free)
    visitor.field("held", held)
  }
}

extension Ledger.Money: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("coins", coins)
    visitor.field("units", units)
  }
}

extension Ledger.Hold: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("owner", owner)
    visitor.field("rest", rest)
  }
}
