public import Simulator

/// The least that a machine can do: sends every message it receives on to a random other agent.
///
/// The yardstick of the engine, not a protocol. A package outside compiles this very file (through a
/// link) into a module of its own, to prove that a machine from elsewhere runs as fast as one of ours.
/// So the world that `run` steps is specialised in whichever module this file is compiled into.
public struct Relay: Machine {
  /// How many balls each agent throws at the start: the messages in flight are these times the agents.
  public struct Settings: Hashable, Sendable {
    /// At least 0; with 0 nothing ever happens.
    public var ballsPerAgent: Int32

    /// Settings with this number of balls an agent.
    public init(ballsPerAgent: Int32) { self.ballsPerAgent = ballsPerAgent }
  }

  /// What is thrown.
  @frozen
  public struct Ball: MessageContent {
    /// Its number among the balls of the agent that threw it at the start, from 0.
    public let number: Int32

    @inlinable
    init(number: Int32) { self.number = number }

    @inlinable public var byteCount: Int { 4 }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("ball", number) }
  }

  public typealias Message = Ball
  public typealias Timer = Nothing
  public typealias Storage = NoStorage
  public typealias Request = Nothing
  public typealias Reply = Nothing
  public typealias Note = Nothing

  @usableFromInline let me: Int32
  @usableFromInline let others: UInt32
  @usableFromInline let settings: Settings
  /// Balls caught so far.
  public private(set) var caught: Int64 = 0

  public init(_ profile: Profile, _ settings: Settings) {
    precondition(
      profile.clusterSize > 1,
      "a ball needs another agent to catch it, and there are \(profile.clusterSize)")
    me = profile.id.rawValue
    others = UInt32(profile.clusterSize - 1)
    self.settings = settings
  }

  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("caught", caught)
  }

  public mutating func start(
    from storage: NoStorage, _ recovery: Recovery, _ turn: inout Turn<Self>
  ) {
    for number in 0..<settings.ballsPerAgent { pass(Ball(number: number), &turn) }
  }

  public mutating func receive(_ ball: Ball, from sender: AgentID, _ turn: inout Turn<Self>) {
    caught &+= 1
    pass(ball, &turn)
  }

  public mutating func expire(_ timer: Nothing, _ turn: inout Turn<Self>) {}

  public mutating func accept(
    _ request: Nothing, _ id: RequestID, _ turn: inout Turn<Self>
  ) {}

  private func pass(_ ball: Ball, _ turn: inout Turn<Self>) {
    let drawn = Int32(truncatingIfNeeded: turn.random.below(UInt64(others)))
    turn.send(ball, to: AgentID(rawValue: drawn < me ? drawn : drawn + 1))
  }
}

extension Relay {
  /// A world of relays that nothing watches.
  public typealias Field = World<Relay, NoLoad<Relay>, NoObserver<Relay, Nothing>>

  /// Agents that throw balls at one another; each flies 1 to 2^20 nanoseconds.
  public static func field(agents: Int, ballsPerAgent: Int32, seed: UInt64) -> Field {
    let flight = LinkClass(delay: .uniform(low: 1, high: 1 << 20))
    return World(
      Conditions(agentCount: agents, link: flight), Settings(ballsPerAgent: ballsPerAgent),
      load: NoLoad(), observer: NoObserver(), seed: seed)
  }

  /// Runs a number of events more, with code specialised in this module.
  @inline(never)
  public static func run(_ field: inout Field, events: Int64) {
    field.run(until: .never, maximumEvents: events)
  }
}
