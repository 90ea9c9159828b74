public import Simulator

extension Synchroniser {
  /// One write of a variable.
  public struct Update: Hashable, Sendable {
    /// Among the origin's updates of all variables, from 1.
    public let number: Int64
    public let variable: Int32
    /// Its name among the writes of the variable, and what it holds.
    public let version: Versions.Sibling
    /// The writes of the variable that it overwrites.
    public let context: CausalContext

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
    public let origin: AgentID
    /// The numbers that it covers; some may be missing, overwritten by later ones before they were sent.
    public let first: Int64
    public let last: Int64
    /// What the origin had applied, its own updates before this batch included.
    public let dependencies: VectorClock
    /// Ascending by number, one for each variable.
    public let updates: [Update]

    public init(
      origin: AgentID, first: Int64, last: Int64, dependencies: VectorClock, updates: [Update]
    ) {
      self.origin = origin
      self.first = first
      self.last = last
      self.dependencies = dependencies
      self.updates = updates
    }
  }

  /// What came of a batch at one agent, as an acknowledgement says.
  @frozen
  public enum Outcome: Int, Hashable, Sendable {
    /// Applied; nothing else was concurrent with it.
    case applied
    /// Applied, and some of it stands beside concurrent versions, which the policy resolves.
    case resolved
    /// All of it had been overwritten already.
    case stale
    /// It had been applied before.
    case duplicate
    /// It waits for others.
    case held

    public var name: String {
      switch self {
      case .applied: "applied"
      case .resolved: "resolved"
      case .stale: "stale"
      case .duplicate: "duplicate"
      case .held: "held"
      }
    }
  }
}

extension Synchroniser.Update {
  func feed(_ digest: inout Digest) {
    digest.feed(number)
    digest.feed(Int64(variable))
    digest.feed(version.dot.number)
    digest.feed(version.value.value)
    digest.feed(Int64(version.value.priority))
    version.value.time.feed(&digest)
    context.feed(&digest)
  }

  var text: String { "\(variable)=\(version.value.value)" }
}

extension Synchroniser.Batch {
  /// All that tells two batches apart.
  public var fingerprint: UInt64 {
    var digest = Digest()
    feed(&digest)
    return digest.value
  }

  func feed(_ digest: inout Digest) {
    digest.feed(origin)
    digest.feed(first)
    digest.feed(last)
    dependencies.feed(&digest)
    for update in updates { update.feed(&digest) }
    digest.feed(updates.count)
  }

  /// Origin and numbers, as people read them: `n1.3...5`.
  var name: String { Synchroniser.name(origin, first, last) }

  var text: String {
    var text = name
    for update in updates { text += " \(update.text)" }
    return text
  }

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
