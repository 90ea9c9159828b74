public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension Barrier {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("mode", settings.mode)
    if settings.mode == .asWritten { return brief.fields(into: &visitor) }
    visitor.field("isCoordinator", isCoordinator)
    visitor.field("incarnation", incarnation)
    visitor.field(
      "waitsAt", list: arrivals.items.filter { $0.state == .waiting }.map { $0.instance })
    visitor.field("arrivals", list: arrivals.items)
    visitor.field("generations", list: generations.items)
    visitor.field("deliveries", list: deliveries)
    if !heard.isEmpty { visitor.field("heard", list: heard.map { VirtualTime($0) }) }
    visitor.field("retryAt", time: retryAt < .never ? retryAt : nil)
    visitor.field("forgottenArrivals", list: arrivalHorizon.instances)
    visitor.field("forgottenGenerations", list: generationHorizon.instances)
  }
}

extension Barrier.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("incarnation", incarnation)
    visitor.field("arrivals", list: arrivals)
    visitor.field("generations", list: generations)
    visitor.field("forgottenArrivals", list: arrivalHorizon.instances)
    visitor.field("forgottenGenerations", list: generationHorizon.instances)
  }
}

extension Barrier.Spec: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    members.fields(into: &visitor)
    visitor.field("deadline", time: deadline)
    visitor.field("creator", creator < 0 ? nil : creator + 1)
  }
}

extension Barrier.Generation: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    instance.fields(into: &visitor)
    if let spec { spec.members.fields(into: &visitor) }
    visitor.field("arrived", arrived)
    if !missing.isEmpty { visitor.field("missing", missing) }
    if !excluded.isEmpty { visitor.field("excluded", excluded) }
    if !incarnations.isEmpty { visitor.field("incarnations", incarnations) }
    visitor.field("openedAt", time: openedAt)
    visitor.field("deadline", time: deadline)
    visitor.field("extensions", extensions)
    visitor.field("outcome", outcome)
    visitor.field("isInquiring", isInquiring)
    if nextProbe < .never { visitor.field("nextProbe", time: nextProbe) }
  }
}

extension Barrier.Storage.Generation: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    instance.fields(into: &visitor)
    spec.fields(into: &visitor)
    visitor.field("arrived", arrived)
    if !excluded.isEmpty { visitor.field("excluded", excluded) }
    visitor.field("outcome", outcome)
    visitor.field("isSettled", isSettled)
  }
}

extension Barrier.Arrival: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    instance.fields(into: &visitor)
    visitor.field("state", state)
    visitor.field("hasArrived", hasArrived)
    visitor.field("requests", requests)
    visitor.field("isAcknowledged", isAcknowledged)
    visitor.field("hasReported", hasReported)
    visitor.field("received", (0..<32 as Range<Int32>).filter { received & (1 << $0) != 0 })
    visitor.field("round", round)
    visitor.field("attempts", attempts)
    if nextSend < .never { visitor.field("nextSend", time: nextSend) }
    if nextAppeal < .never { visitor.field("nextAppeal", time: nextAppeal) }
  }
}

extension Barrier.Arrival.State: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .expected: visitor.kind(0, "expected")
    case .waiting: visitor.kind(1, "waiting")
    case .concluded(let outcome):
      visitor.kind(2, "concluded")
      outcome.fields(into: &visitor)
    case .refused(let refusal):
      visitor.kind(3, "refused")
      visitor.field("reason", refusal)
    case .pledged: visitor.kind(4, "pledged never to arrive")
    }
  }
}

extension Barrier.Storage.Arrival: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    instance.fields(into: &visitor)
    visitor.field("state", state)
    visitor.field("hasArrived", hasArrived)
  }
}

extension Barrier.Delivery: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    instance.fields(into: &visitor)
    visitor.field("outcome", outcome)
    visitor.field("pending", pending)
    visitor.field("attempts", attempts)
    visitor.field("nextSend", time: nextSend)
  }
}
