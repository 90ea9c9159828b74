public import Simulator

extension Synchroniser {
  /// What must outlive a crash: clock, variables, updates that others may lack, and what is settled.
  public struct Storage: DurableStorage {
    /// Every update applied that is durable, the agent's included.
    public private(set) var replica = Replica()
    /// Every batch of the agent up to this number is settled: completed, or given up at its
    /// deadline.
    public private(set) var completed: Int64 = 0

    public init() {}

    /// A durable write; each is one record, kept whole or not at all.
    @frozen
    public enum Write: Fielded, Hashable, Sendable {
      /// An update of the agent; with dependencies it also completes a batch, and needs no second write.
      case wrote(Update, by: AgentID, closing: VectorClock?)
      /// The agent's updates since its last batch make one.
      case closed(AgentID, dependencies: VectorClock)
      /// Another agent's batch was applied.
      case delivered(Batch)
      /// The agent's batches up to this number are settled.
      case completed(Int64)
      /// Batches that all agents have are forgotten.
      case pruned(VectorClock)
      /// What another agent has applied was joined.
      case absorbed(Snapshot)
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .wrote(let update, let agent, let dependencies):
        replica.write(update, by: agent)
        if let dependencies { _ = replica.close(agent, dependencies) }
      case .closed(let agent, let dependencies): _ = replica.close(agent, dependencies)
      case .delivered(let batch): _ = replica.deliver(batch)
      case .completed(let number): completed = max(completed, number)
      case .pruned(let stable): replica.prune(stable)
      case .absorbed(let snapshot): replica.absorb(snapshot)
      }
    }

    public static func byteCount(_ write: Write) -> Int {
      switch write {
      case .wrote(let update, _, let dependencies):
        64 + 12 * (update.context.clock.width + (dependencies?.width ?? 0))
      case .closed(_, let dependencies): 24 + 12 * dependencies.width
      case .delivered(let batch): 16 + batch.byteCount
      case .completed: 24
      case .pruned(let stable): 16 + 12 * stable.width
      case .absorbed(let snapshot): 16 + snapshot.byteCount
      }
    }
  }
}
