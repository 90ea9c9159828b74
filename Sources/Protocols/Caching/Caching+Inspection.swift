public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension Caching {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("state", state)
    visitor.field("copies", list: copies)
    visitor.field("calls", list: calls.items)
    visitor.field("lastCall", lastCall)
    visitor.field("blockingCall", blockingCall == 0 ? nil : blockingCall)
    visitor.field("mailbox", list: mailbox.waiting)
    if !isServer { return }
    visitor.field("variables", list: variables)
    visitor.field("waiting", list: waiting.items)
    visitor.field("sessions", list: sessions)
    visitor.field("longestTerm", time: longestTerm)
    visitor.field("recoveredAt", time: recoveredAt == .min ? nil : recoveredAt)
  }
}

extension Caching.State: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .serving: visitor.kind(0, "serving")
    case .blocked: visitor.kind(1, "blocked")
    case .writesWait: visitor.kind(2, "writes wait")
    }
  }
}

extension Caching.Copy: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    content.fields(into: &visitor)
    visitor.field("until", time: until == .min ? nil : until)
    visitor.field("fetch", fetch == 0 ? nil : fetch)
  }
}

extension Caching.Call: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("key", key)
    visitor.field("askedAt", time: askedAt)
    visitor.field("clients", list: clients)
    visitor.field("late", list: late)
  }
}

extension Caching.Letter: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .request(let request, let id):
      visitor.kind(0, "request")
      visitor.field("request", request)
      visitor.field("id", id)
    case .revoke(let key): visitor.kind(1, "revoke", "key", key)
    }
  }
}

extension Caching.Variable: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    content.fields(into: &visitor)
    visitor.field("leases", list: leases.items)
  }
}

extension Caching.Lease: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("holder", holder)
    visitor.field("call", call)
    visitor.field("expiry", time: expiry)
  }
}

extension Caching.WaitingWrites: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("writes", list: writes.waiting)
    visitor.field("asked", isAsked)
  }
}

extension Caching.PendingWrite: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("key", update.key)
    visitor.field("value", update.value)
    visitor.field("id", update.id)
    visitor.field("writer", writer)
    visitor.field("since", time: since)
  }
}
