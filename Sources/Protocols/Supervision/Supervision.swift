public import Simulator

/// A tree of simulated processes on one agent: supervisors start, watch, restart and end their children.
///
/// The rules are those of Erlang/OTP's `supervisor` (the module's reference, and *OTP Design Principles*,
/// chapter *Supervisor Behaviour*): strategies, restart types, an intensity of restarts in a sliding
/// period, starting from left to right and ending from right to left, a grace and then a kill, and
/// escalation. As there, a supervisor is a process with a mailbox: while it starts or ends a child it does
/// nothing else, and what happens meanwhile waits. The end of the topmost ends the application.
///
/// Every start of a process is an incarnation of its own, and what is sent to an earlier one is dropped. A
/// worker counts what it is asked; a restart forgets the count unless it is kept on the disk.
///
/// Two simplifications: what is killed takes all below it along at once, and a call to a worker that starts
/// waits until it runs.
public struct Supervision: Hashable, Sendable {
  /// The agent that hosts the tree.
  public let profile: Profile
  /// The tree and its rules.
  public let settings: Settings

  /// Number of this life of the agent; durable.
  var life: Int32 = 0
  /// By node of the tree.
  var actors: [Actor]
  /// What is due when.
  var agenda = Agenda()
  /// What is on the disk or on its way there: a restarted process reads what an earlier one wrote.
  var disk = Storage()
  /// Supervisors that may have something to do, in the order in which they came to have it.
  var ready = Queue<Int32>()
  /// Whether all processes run that should.
  var isComplete = false
  /// Whether a process has changed since `isComplete` was found.
  var hasChanged = false
  /// What the timer is armed for.
  var armedFor: Nanoseconds?

  /// An agent whose tree has not been started.
  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    actors = Array(repeating: Actor(), count: settings.tree.nodes.count)
  }
}

extension Supervision {
  /// One start of a process: what a reference to it names.
  @frozen
  public struct Incarnation: Hashable, Sendable {
    /// The node of the tree.
    public let node: Int32
    /// Number of the agent's life, from 1.
    public let life: Int32
    /// Number of the start within that life, from 1.
    public let epoch: Int32
    /// The name of the process.
    public let name: String

    /// A start of the process of a node.
    @inlinable
    public init(_ node: Int32, life: Int32, epoch: Int32, name: String) {
      self.node = node
      self.life = life
      self.epoch = epoch
      self.name = name
    }

    /// `Core 1.3`: the name, the life and the epoch.
    public var text: String { "\(name) \(life).\(epoch)" }
  }

  func node(_ index: Int32) -> Node { settings.tree.nodes[Int(index)] }

  func incarnation(_ index: Int32) -> Incarnation {
    Incarnation(
      index, life: life, epoch: actors[Int(index)].epoch, name: node(index).name)
  }

  /// Whether a reference names a process that is there and has not begun to end.
  func isCurrent(_ target: Incarnation) -> Bool {
    guard actors.indices.contains(Int(target.node)), target == incarnation(target.node) else {
      return false
    }
    let status = actors[Int(target.node)].status
    return status == .running || status == .starting
  }
}

extension Supervision.Incarnation: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("name", name)
    visitor.fields("life", life, "epoch", epoch)
  }
}
