public import Simulator

extension Synchroniser {
  /// One write of a variable.
  public struct Update: Hashable, Sendable {
    /// Among the origin's updates of all variables, from 1.
    public let number: Int64
    /// The variable's number.
    public let variable: Int32
    /// Its name among the writes of the variable, and what it holds.
    public let version: Versions.Sibling
    /// The writes of the variable that it overwrites.
    public let context: CausalContext

    /// An update of this number, made in the knowledge of the writes in `context`.
    public init(
      number: Int64, variable: Int32, _ version: Versions.Sibling, knowing context: CausalContext
    ) {
      self.number = number
      self.variable = variable
      self.version = version
      self.context = context
    }
  }

  /// Updates of one origin that are broadcast and applied together.
  public struct Batch: Hashable, Sendable {
    /// The agent that made the updates.
    public let origin: AgentID
    /// The numbers that it covers; some may be missing, overwritten by later ones before they were sent.
    public let first: Int64
    /// The number of its newest update, by which the batch is acknowledged.
    public let last: Int64
    /// What the origin had applied, including its updates before this batch.
    public let dependencies: VectorClock
    /// Ascending by number, one for each variable.
    public let updates: [Update]

    /// A batch that covers the numbers `first...last`.
    public init(
      origin: AgentID, first: Int64, last: Int64, dependencies: VectorClock, updates: [Update]
    ) {
      self.origin = origin
      self.first = first
      self.last = last
      self.dependencies = dependencies
      self.updates = updates
    }

    /// Whether it is the next of its origin, and all that it depends on is applied.
    func isNext(after delivered: VectorClock) -> Bool {
      delivered[origin] == first - 1 && delivered.covers(dependencies)
    }
  }

  /// What came of a batch at one agent, as an acknowledgement says.
  @frozen
  public enum Outcome: Hashable, Sendable {
    /// Applied; nothing else was concurrent with it.
    case applied
    /// Applied, and some of it is concurrent with other versions, which the policy resolves.
    case resolved
    /// All of it had been overwritten already.
    case stale
    /// It had been applied before.
    case duplicate
    /// It waits for others.
    case held
  }
}

extension Synchroniser.Outcome: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .applied: visitor.kind(0, "applied")
    case .resolved: visitor.kind(1, "resolved")
    case .stale: visitor.kind(2, "stale")
    case .duplicate: visitor.kind(3, "duplicate")
    case .held: visitor.kind(4, "held")
    }
  }
}

extension Synchroniser.Update: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("number", number)
    visitor.field("variable", variable)
    version.fields(into: &visitor)
    visitor.field("context", context)
  }
}

extension Synchroniser.Batch: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("origin", origin)
    visitor.field("first", first)
    visitor.field("last", last)
    visitor.field("dependencies", dependencies)
    visitor.field("updates", updates)
  }
}

extension Synchroniser.Batch {
  /// All that tells two batches apart.
  var fingerprint: UInt64 {
    var digest = Digest()
    fields(into: &digest)
    return digest.value
  }

  /// Origin and numbers, as people read them: `n1.3...5`.
  var name: String { Synchroniser.name(origin, first, last) }

  /// 8 bytes a number, 12 a pair of agent and number in a clock.
  var byteCount: Int {
    updates.reduce(20 + 12 * dependencies.width) {
      $0 + 48 + 12 * ($1.context.clock.width + $1.context.ahead.count)
    }
  }
}

extension Synchroniser {
  static func name(_ origin: AgentID, _ first: Int64, _ last: Int64) -> String {
    let name = "\(origin.description).\(first)"
    return first == last ? name : "\(name)...\(last)"
  }
}
