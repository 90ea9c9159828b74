public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension Synchroniser {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    if let brief { return brief.fields(into: &visitor) }
    visitor.field("recovering", isRecovering)
    let values = replica.variables.indices.map { value(of: Int32(truncatingIfNeeded: $0)) }
    visitor.field("values", values)
    replica.fields(into: &visitor)
    visitor.field("completed", completed)
    visitor.field("held", list: held.all)
    visitor.field("trackers", list: trackers.items)
    visitor.field("known", known)
    visitor.field("openClients", openClients)
    visitor.field("adaptations", list: adaptations.items)
    visitor.field("hybridClock", time)
    if isRecovering {
      visitor.field("awaited", awaited)
      visitor.field("lostUpTo", lostUpTo)
    }
  }
}

extension Synchroniser.Replica: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("delivered", delivered)
    visitor.field("pruned", pruned)
    visitor.field("stamp", time)
    visitor.field("variables", variables)
    visitor.field("open", open)
    visitor.field("openFirst", openFirst)
    visitor.field("log", log)
  }
}

extension Synchroniser.Tracker: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("first", batch.first)
    visitor.field("last", batch.last)
    visitor.field("acknowledged", acknowledged)
    visitor.field("settled", isSettled)
    visitor.field("deadline", time: deadline)
    visitor.field("nextRetry", time: nextRetry)
    visitor.field("clients", clients)
  }
}

extension Synchroniser.Adaptation: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("origin", origin)
    visitor.field("number", number)
    visitor.field("outcome", outcome)
    visitor.field("due", time: time)
  }
}

extension Synchroniser.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    replica.fields(into: &visitor)
    visitor.field("completed", completed)
  }
}

extension Synchroniser.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .wrote(let update, _, let closing):
      visitor.kind(0, "wrote")
      update.fields(into: &visitor)
      visitor.field("closing", closing)
    case .closed(_, let dependencies):
      visitor.kind(1, "closed batch")
      visitor.field("dependencies", dependencies)
    case .delivered(let batch):
      visitor.kind(2, "delivered")
      batch.fields(into: &visitor)
    case .completed(let number):
      visitor.kind(3, "completed")
      visitor.field("last", number)
    case .pruned(let stable):
      visitor.kind(4, "pruned")
      visitor.field("stable", stable)
    case .absorbed(let snapshot):
      visitor.kind(5, "absorbed")
      snapshot.fields(into: &visitor)
    }
  }
}
