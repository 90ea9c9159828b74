public import Simulator

extension Barrier {
  /// What must outlive a crash: which arrivals a coordinator counted, how generations ended, and at which
  /// barriers this agent arrived.
  public struct Storage: DurableStorage {
    /// Number of the last life of the process.
    public private(set) var incarnation: Int32 = 0
    /// Of the coordinator, the oldest first.
    public var generations: [Generation] { keptGenerations.items }
    private var keptGenerations = KeyedList<Instance, Generation>()
    /// Of this agent, the oldest first.
    public var arrivals: [Arrival] { keptArrivals.items }
    private var keptArrivals = KeyedList<Instance, Arrival>()
    private(set) var generationHorizon = Horizon()
    private(set) var arrivalHorizon = Horizon()

    /// An empty disk.
    public init() {}

    /// A generation of the coordinator.
    public struct Generation: Hashable, Sendable {
      /// Which generation it is.
      public let instance: Instance
      /// What its creation asked for.
      public let spec: Spec
      /// The agents whose arrivals are counted.
      public internal(set) var arrived: AgentSet
      /// Members that are no longer required.
      public internal(set) var excluded = AgentSet()
      /// How it ended; nil while it is open.
      public internal(set) var outcome: Outcome?
      /// Whether all agents that were told the outcome have acknowledged it.
      public internal(set) var isSettled = false
    }

    /// A generation at which this agent arrived, or pledged never to arrive.
    public struct Arrival: Hashable, Sendable {
      /// Which generation it is.
      public let instance: Instance
      /// Whether the agent arrived before the end.
      public internal(set) var hasArrived: Bool
      /// How far the agent has come.
      public internal(set) var state: Barrier.Arrival.State
    }

    /// A durable write; each is one record, which a crash keeps wholly or not at all.
    public enum Write: Fielded, Hashable, Sendable {
      case started(incarnation: Int32)
      case opened(Instance, Spec, arrived: AgentSet)
      case counted(Instance, AgentSet)
      case excluded(Instance, AgentID)
      case concluded(Instance, Outcome)
      case settled(Instance)
      case forgotGeneration(Instance)
      case arrived(Instance)
      case left(Instance, Outcome)
      case refused(Instance, Refusal)
      case pledged(Instance)
      case forgotArrival(Instance)
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .started(let incarnation): self.incarnation = incarnation
      case .opened(let instance, let spec, let arrived):
        keptGenerations.append(
          Generation(instance: instance, spec: spec, arrived: arrived), instance)
      case .counted(let instance, let agents):
        change(instance) { $0.arrived.formUnion(agents) }
      case .excluded(let instance, let agent):
        change(instance) {
          $0.excluded.insert(agent)
          $0.arrived.remove(agent)
        }
      case .concluded(let instance, let outcome): change(instance) { $0.outcome = outcome }
      case .settled(let instance): change(instance) { $0.isSettled = true }
      case .forgotGeneration(let instance):
        if let place = keptGenerations.place(of: instance) { keptGenerations.remove(at: place) }
        generationHorizon.raise(to: instance)
      case .arrived(let instance): set(instance, hasArrived: true, .waiting)
      case .left(let instance, let outcome): set(instance, hasArrived: nil, .concluded(outcome))
      case .refused(let instance, let refusal): set(instance, hasArrived: true, .refused(refusal))
      case .pledged(let instance): set(instance, hasArrived: false, .pledged)
      case .forgotArrival(let instance):
        if let place = keptArrivals.place(of: instance) { keptArrivals.remove(at: place) }
        arrivalHorizon.raise(to: instance)
      }
    }

    private mutating func change(_ instance: Instance, _ change: (inout Generation) -> Void) {
      guard let place = keptGenerations.place(of: instance) else { return }
      change(&keptGenerations[place])
    }

    private mutating func set(
      _ instance: Instance, hasArrived: Bool?, _ state: Barrier.Arrival.State
    ) {
      if let place = keptArrivals.place(of: instance) {
        keptArrivals[place].state = state
        if let hasArrived { keptArrivals[place].hasArrived = hasArrived }
      } else {
        keptArrivals.append(
          Arrival(instance: instance, hasArrived: hasArrived ?? false, state: state), instance)
      }
    }

    /// A record's header and checksum take 16 bytes, an instance 8, a set of agents 8 a 64.
    public static func byteCount(_ write: Write) -> Int {
      switch write {
      case .started: 20
      case .opened: 48
      case .counted, .excluded: 32
      case .concluded(_, let outcome), .left(_, let outcome): 33 + 4 * outcome.missing.count
      case .settled, .forgotGeneration, .arrived, .pledged, .forgotArrival: 24
      case .refused: 25
      }
    }
  }
}

extension Barrier.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .started(let incarnation): visitor.kind(0, "started", "incarnation", incarnation)
    case .opened(let instance, let spec, let arrived):
      visitor.kind(1, "opened")
      instance.fields(into: &visitor)
      spec.fields(into: &visitor)
      visitor.field("arrived", arrived)
    case .counted(let instance, let agents):
      visitor.kind(2, "counted")
      instance.fields(into: &visitor)
      visitor.field("agents", agents)
    case .excluded(let instance, let agent):
      visitor.kind(3, "excluded")
      instance.fields(into: &visitor)
      visitor.field("member", agent)
    case .concluded(let instance, let outcome):
      visitor.kind(4, "concluded")
      instance.fields(into: &visitor)
      outcome.fields(into: &visitor)
    case .settled(let instance):
      visitor.kind(5, "settled")
      instance.fields(into: &visitor)
    case .forgotGeneration(let instance):
      visitor.kind(6, "forgot generation")
      instance.fields(into: &visitor)
    case .arrived(let instance):
      visitor.kind(7, "arrived")
      instance.fields(into: &visitor)
    case .left(let instance, let outcome):
      visitor.kind(8, "left")
      instance.fields(into: &visitor)
      outcome.fields(into: &visitor)
    case .refused(let instance, let refusal):
      visitor.kind(9, "refused")
      instance.fields(into: &visitor)
      visitor.field("reason", refusal)
    case .pledged(let instance):
      visitor.kind(10, "pledged never to arrive")
      instance.fields(into: &visitor)
    case .forgotArrival(let instance):
      visitor.kind(11, "forgot arrival")
      instance.fields(into: &visitor)
    }
  }
}
