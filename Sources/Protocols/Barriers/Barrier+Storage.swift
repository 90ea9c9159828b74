public import Simulator

extension Barrier {
  /// What must outlive a crash: whom a coordinator counted and how generations ended, and to which
  /// barriers this agent came.
  public struct Storage: DurableStorage {
    /// Number of the last life of the process.
    public private(set) var incarnation: Int32 = 0
    public private(set) var gatherings: [Gathering] = []
    public private(set) var visits: [Visit] = []
    private(set) var gatheringHorizon: [Int32: Int32] = [:]
    private(set) var visitHorizon: [Int32: Int32] = [:]

    public init() {}

    /// A generation of the coordinator.
    public struct Gathering: Hashable, Sendable {
      public let instance: Instance
      public let spec: Spec
      public internal(set) var arrived: AgentSet
      public internal(set) var excluded = AgentSet()
      public internal(set) var outcome: Outcome?
      /// Whether everybody who was told has acknowledged it.
      public internal(set) var isSettled = false
    }

    /// A generation to which this agent came, or to which it pledged never to come.
    public struct Visit: Hashable, Sendable {
      public let instance: Instance
      public internal(set) var hasArrived: Bool
      public internal(set) var state: Barrier.Visit.State
    }

    /// A durable write; each is one record, which a crash keeps wholly or not at all.
    public enum Write: Fielded, Hashable, Sendable {
      case started(incarnation: Int32)
      case opened(Instance, Spec, arrived: AgentSet)
      case counted(Instance, AgentSet)
      case excluded(Instance, AgentID)
      case concluded(Instance, Outcome)
      case settled(Instance)
      case forgotGathering(Instance)
      case arrived(Instance)
      case left(Instance, Outcome)
      case refused(Instance, Refusal)
      case pledged(Instance)
      case forgotVisit(Instance)
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .started(let incarnation): self.incarnation = incarnation
      case .opened(let instance, let spec, let arrived):
        gatherings.append(Gathering(instance: instance, spec: spec, arrived: arrived))
      case .counted(let instance, let agents):
        change(instance) { $0.arrived.formUnion(agents) }
      case .excluded(let instance, let agent):
        change(instance) {
          $0.excluded.insert(agent)
          $0.arrived.remove(agent)
        }
      case .concluded(let instance, let outcome): change(instance) { $0.outcome = outcome }
      case .settled(let instance): change(instance) { $0.isSettled = true }
      case .forgotGathering(let instance):
        gatherings.removeAll { $0.instance == instance }
        gatheringHorizon.raise(to: instance)
      case .arrived(let instance): set(instance, hasArrived: true, .waiting)
      case .left(let instance, let outcome): set(instance, hasArrived: nil, .concluded(outcome))
      case .refused(let instance, let refusal): set(instance, hasArrived: true, .refused(refusal))
      case .pledged(let instance): set(instance, hasArrived: false, .pledged)
      case .forgotVisit(let instance):
        visits.removeAll { $0.instance == instance }
        visitHorizon.raise(to: instance)
      }
    }

    private mutating func change(_ instance: Instance, _ change: (inout Gathering) -> Void) {
      guard let place = gatherings.lastIndex(where: { $0.instance == instance }) else { return }
      change(&gatherings[place])
    }

    private mutating func set(
      _ instance: Instance, hasArrived: Bool?, _ state: Barrier.Visit.State
    ) {
      if let place = visits.lastIndex(where: { $0.instance == instance }) {
        visits[place].state = state
        if let hasArrived { visits[place].hasArrived = hasArrived }
      } else {
        visits.append(Visit(instance: instance, hasArrived: hasArrived ?? false, state: state))
      }
    }

    /// A record's header and checksum take 16 bytes, an instance 8, a set of agents 8 a 64.
    public static func byteCount(_ write: Write) -> Int {
      switch write {
      case .started: 20
      case .opened: 48
      case .counted, .excluded: 32
      case .concluded(_, let outcome), .left(_, let outcome): 33 + 4 * outcome.missing.count
      case .settled, .forgotGathering, .arrived, .pledged, .forgotVisit: 24
      case .refused: 25
      }
    }
  }
}

extension [Int32: Int32] {
  /// Takes note that a generation and all before it are forgotten.
  mutating func raise(to instance: Barrier.Instance) {
    self[instance.barrier] = Swift.max(self[instance.barrier] ?? .min, instance.generation)
  }

  func covers(_ instance: Barrier.Instance) -> Bool {
    instance.generation <= self[instance.barrier] ?? .min
  }
}
