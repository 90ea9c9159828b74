public import Simulator

extension Synchroniser {
  /// What one agent knows: versions of the variables, and the batches that others may still lack.
  ///
  /// The machine and its disk keep one each and change them by the same steps.
  public struct Replica: Hashable, Sendable {
    /// Of each agent, every update up to this number is applied; the agent's entry counts all of its updates.
    public private(set) var delivered = VectorClock()
    /// Batches of all origins in the order in which they were applied, without those that all have.
    public var log: [Batch] { batches.all }
    private(set) var batches = BatchLog()
    /// The agent's updates that are not broadcast yet, ascending by number, one for each variable.
    public private(set) var open: [Update] = []
    /// The number of the agent's first update since its last batch, overwritten or not; 0 if none.
    public private(set) var openFirst: Int64 = 0
    /// What was forgotten of the log, since all agents have it.
    public private(set) var pruned = VectorClock()
    /// The highest hybrid time of all updates applied.
    public private(set) var time = HybridClock()
    fileprivate(set) var variables: [Versions] = []
    /// What variables hold before anything is written.
    private static let unwritten = Versions()

    /// A replica that knows nothing.
    public init() {}

    /// The versions of a variable that nothing known has overwritten; none if it was never written.
    public func versions(of variable: Int32) -> Versions {
      let index = Int(variable)
      return index >= 0 && index < variables.count ? variables[index] : Replica.unwritten
    }

    /// Number of variables up to the last one written.
    public var variableCount: Int { variables.count }

    /// Applies an update of the agent and puts it into the open batch, where it replaces an earlier one of
    /// the same variable: the batch is applied as one, so nothing in it can be seen before another.
    /// - Returns: the number of the update that it replaced, or nil.
    @discardableResult
    mutating func write(_ update: Update, by agent: AgentID) -> Int64? {
      let index = open.firstIndex { $0.variable == update.variable }
      let overtaken = index.map { open.remove(at: $0).number }
      if openFirst == 0 { openFirst = update.number }
      open.append(update)
      delivered.raise(agent, to: update.number)
      apply(update)
      return overtaken
    }

    /// Makes the open updates a batch.
    /// - Precondition: there are some.
    mutating func close(_ agent: AgentID, _ dependencies: VectorClock) -> Batch {
      precondition(!open.isEmpty, "no open update of \(agent.description) for a batch")
      let batch = Batch(
        origin: agent, first: openFirst, last: delivered[agent], dependencies: dependencies,
        updates: open)
      batches.append(batch)
      open = []
      openFirst = 0
      return batch
    }

    /// What the agent's next batch depends on.
    func dependencies(of agent: AgentID) -> VectorClock {
      var counters = (0..<delivered.width).map { delivered[AgentID($0)] }
      if openFirst > 0 { counters[agent.index] = openFirst - 1 }
      return VectorClock(counters)
    }

    /// Whether a batch is the next of its origin and all that it depends on is applied.
    func canDeliver(_ batch: Batch) -> Bool {
      batch.isNext(after: delivered)
    }

    /// Applies a batch of another agent.
    mutating func deliver(_ batch: Batch) -> Outcome {
      var isStale = true
      var isConcurrent = false
      for update in batch.updates {
        switch apply(update) {
        case .replaced: isStale = false
        case .concurrent: (isStale, isConcurrent) = (false, true)
        case .stale: break
        }
      }
      delivered.raise(batch.origin, to: batch.last)
      batches.append(batch)
      return isStale ? .stale : isConcurrent ? .resolved : .applied
    }

    @discardableResult
    private mutating func apply(_ update: Update) -> Versions.Effect {
      let index = Int(update.variable)
      while variables.count <= index { variables.append(Versions()) }
      time = max(time, update.version.value.time)
      return variables[index].apply(update.version, knowing: update.context)
    }

    /// Forgets batches that all agents have.
    mutating func prune(_ stable: VectorClock) {
      batches.prune(stable)
      pruned.merge(stable.meet(delivered))
    }
  }

  /// All that an agent has applied, for one that lacks more than the log of the sender reaches back.
  public struct Snapshot: Hashable, Sendable {
    @usableFromInline let delivered: VectorClock
    @usableFromInline let pruned: VectorClock
    @usableFromInline let variables: [Versions]
    @usableFromInline let log: [Batch]
    @usableFromInline let time: HybridClock
  }
}

extension Synchroniser.Replica {
  /// - Precondition: no update is open.
  var snapshot: Synchroniser.Snapshot {
    precondition(open.isEmpty, "\(open.count) open updates: others learn of whole batches only")
    return Synchroniser.Snapshot(
      delivered: delivered, pruned: pruned, variables: variables, log: log, time: time)
  }

  /// Joins what another agent has applied. Both sets of updates hold all causes of their members, and so
  /// does their union.
  mutating func absorb(_ snapshot: Synchroniser.Snapshot) {
    for batch in snapshot.log where batch.last > delivered[batch.origin] { batches.append(batch) }
    delivered.merge(snapshot.delivered)
    pruned.merge(snapshot.pruned)
    time = max(time, snapshot.time)
    for (index, versions) in snapshot.variables.enumerated() {
      if index == variables.count {
        variables.append(versions)
      } else {
        variables[index].merge(versions)
      }
    }
  }
}

extension Synchroniser.Snapshot {
  var byteCount: Int {
    let versions = variables.reduce(0) { $0 + 12 * $1.context.clock.width + 32 * $1.siblings.count }
    return log.reduce(12 * delivered.width + versions) { $0 + $1.byteCount }
  }
}

extension Synchroniser.Snapshot: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("delivered", delivered)
    visitor.field("pruned", pruned)
    visitor.field("stamp", time)
    visitor.field("variables", variables)
    visitor.field("log", log)
  }
}
