public import Simulator

/// What an agent knows, holds and waits for, as tools show it.
extension Balancing {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("state", state)
    if isBalancer { balancerFields(into: &visitor) } else { workerFields(into: &visitor) }
  }

  private func balancerFields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("epoch", epoch, "promised", disk.epoch)
    visitor.fields("heard", heardEpoch, "seen", seenEpoch)
    visitor.field("heardAt", time: heardAt == -.never ? nil : heardAt)
    visitor.field("promises", Int64(bitPattern: promises))
    visitor.field("records", list: disk.allRecords)
    if role != .leading { return }
    visitor.field("tasks", list: open.items)
    visitor.field("unconfirmed", list: unconfirmed.items.map { $0.entry })
    visitor.field("lastFence", lastFence)
    visitor.field("workers", list: workers)
    visitor.fields("inFlight", inFlight, "waiting", waitingCount)
  }

  private func workerFields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("epoch", disk.epoch, "life", disk.life)
    visitor.field("welcome", isWelcome)
    visitor.field("running", running)
    visitor.field("until", time: running == nil ? nil : runningUntil)
    visitor.field("jobs", list: jobs.items)
    visitor.field("results", list: results.keys)
  }

  /// What an agent is doing.
  public enum State: UInt8, Hashable, Sendable {
    /// It works, or stands by.
    case ready
    case standing
    case balancing
    /// It is a worker that takes no new tasks.
    case draining
  }

  /// What the agent is doing now.
  public var state: State {
    switch role {
    case .leading: .balancing
    case .standing: .standing
    case .following: disk.isDraining ? .draining : .ready
    }
  }

  /// The last report that the balancer goes by; nil if it does not know the worker.
  public func knownReport(of worker: AgentID) -> Report? {
    guard let number = number(of: worker), number < workers.count else { return nil }
    return workers[number].report
  }
}

extension Balancing.State: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .ready: visitor.kind(0, "ready")
    case .standing: visitor.kind(1, "standing")
    case .balancing: visitor.kind(2, "balancing")
    case .draining: visitor.kind(3, "draining")
    }
  }
}

extension Balancing.Stage: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .recording: visitor.kind(0, "recording")
    case .waiting: visitor.kind(1, "waiting")
    case .bidding: visitor.kind(2, "bidding")
    case .assigned: visitor.kind(3, "assigned")
    case .settling: visitor.kind(4, "settling")
    }
  }
}

extension Balancing.Open: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    task.id.fields(into: &visitor)
    visitor.field("stage", stage)
    visitor.field("worker", worker < 0 ? nil : worker)
    fence.fields(into: &visitor)
    visitor.field("accepted", isAccepted)
    visitor.field("verdict", verdict)
  }
}

extension Balancing.Job: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    task.fields(into: &visitor)
    fence.fields(into: &visitor)
  }
}

extension Balancing.Breaker.State: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .closed: visitor.kind(0, "closed")
    case .open: visitor.kind(1, "open")
    case .halfOpen: visitor.kind(2, "half open")
    case .probing: visitor.kind(3, "probing")
    }
  }
}

extension Balancing.Worker: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("registered", isRegistered)
    visitor.field("tasks", list: tasks)
    report.fields(into: &visitor)
    visitor.field("overloaded", isOverloaded)
    visitor.field("slowness", slowness)
    visitor.field("breaker", breaker.state)
  }
}
