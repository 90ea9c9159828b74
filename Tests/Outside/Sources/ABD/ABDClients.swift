public import Experiments
public import Simulator

/// Clients that read and write registers, each time at the agent that they last found well.
///
/// A read without an answer is asked for again at the next agent. A write is not, since it would be a
/// second write: what became of it is unknown.
public struct ABDClients: Load {
  public typealias Subject = ABD

  public enum Alarm: AlarmTag {
    /// The next operation comes.
    case arrival
    /// The attempt of this number has taken too long.
    case timeout(Int32)

    public init(code: Int32) { self = code < 0 ? .arrival : .timeout(code) }

    public var code: Int32 {
      if case .timeout(let attempt) = self { attempt } else { -1 }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .arrival: visitor.kind(0, "arrival")
      case .timeout(let attempt): visitor.kind(1, "timeout", "attempt", attempt)
      }
    }
  }

  private struct Operation {
    let number: Int32
    let client: Int32
    let request: ABD.Request
    let invokedAt: Nanoseconds
    var attempt: Int32 = 0
  }

  public let clientCount: Int
  private let section: ABDLoadSection
  private let agents: Int
  private var open: [Operation] = []
  private var operationCount: Int32 = 0
  private var attemptCount: Int32 = 0
  /// The agent that each client asks.
  private var targets: [Int]

  init(_ section: ABDLoadSection, clients: Int, agents: Int) {
    (self.section, clientCount, self.agents) = (section, clients, agents)
    targets = (0..<clients).map { $0 % agents }
  }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<Self>) {
    arm(client, after: section.pacing.start, &turn)
  }

  private func arm(_ client: Int32, after time: Nanoseconds, _ turn: inout LoadTurn<Self>) {
    guard let next = section.pacing.arrival(after: time, &turn.random) else { return }
    turn.wake(client, alarm: .arrival, after: next - turn.now)
  }

  public mutating func wake(_ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<Self>) {
    if case .timeout(let attempt) = alarm { return timeOut(attempt, &turn) }
    let key = Int32(turn.random.below(UInt64(section.keys)))
    invoke(turn.random.happens(section.reads) ? .read(key) : write(key), client, &turn)
    arm(client, after: turn.now, &turn)
  }

  /// Every value is written once: the next operation's number and one.
  private func write(_ key: Int32) -> ABD.Request { .write(key, Int64(operationCount) + 1) }

  private mutating func invoke(
    _ request: ABD.Request, _ client: Int32, _ turn: inout LoadTurn<Self>
  ) {
    let number = operationCount
    operationCount += 1
    turn.note(.invoked(number, client: client, request))
    ask(Operation(number: number, client: client, request: request, invokedAt: turn.now), &turn)
  }

  /// What a fault `ask` of a scenario, or a person, can make a client ask for.
  public struct Wish: Askable {
    var read: Int32?
    var write: Int32?

    public init() {}

    public mutating func declare(_ form: inout AskForm) {
      form.integer("read", &read, 0...9_999, about: "The register to read.")
      form.integer("write", &write, 0...9_999, about: "The register to write a new value to.")
    }

    public func mistake(_ given: Fields) -> AskMistake? {
      (read == nil) == (write == nil)
        ? AskMistake(nil, "a request is one operation", "either read or write") : nil
    }
  }

  public mutating func ask(_ wish: Wish, by client: Int32, _ turn: inout LoadTurn<Self>) -> Bool {
    guard let key = wish.read ?? wish.write, key < section.keys else { return false }
    invoke(wish.read == nil ? write(key) : .read(key), client, &turn)
    return true
  }

  private mutating func ask(_ operation: Operation, _ turn: inout LoadTurn<Self>) {
    let client = operation.client
    attemptCount += 1
    open.append(operation)
    open[open.count - 1].attempt = attemptCount
    let id = RequestID(client: client, attempt: attemptCount)
    turn.submit(operation.request, id, to: AgentID(targets[Int(client)]))
    turn.wake(client, alarm: .timeout(attemptCount), after: section.timeout)
  }

  private mutating func close(_ attempt: Int32) -> Operation? {
    open.firstIndex { $0.attempt == attempt }.map { open.remove(at: $0) }
  }

  private mutating func timeOut(_ attempt: Int32, _ turn: inout LoadTurn<Self>) {
    guard let operation = close(attempt) else { return }
    targets[Int(operation.client)] = (targets[Int(operation.client)] + 1) % agents
    guard case .read = operation.request else { return turn.note(.unknown(operation.number)) }
    turn.note(.retried(operation.number))
    ask(operation, &turn)
  }

  public mutating func receive(
    _ reply: ABD.Reply, to id: RequestID, from agent: AgentID, _ turn: inout LoadTurn<Self>
  ) {
    guard let operation = close(id.attempt) else { return }
    turn.note(.answered(operation.number, reply, invokedAt: operation.invokedAt))
  }

  /// What clients state; operations are numbered from 0 in the order in which they are invoked.
  public enum Note: RegisterNote, ClientEventNote {
    case invoked(Int32, client: Int32, ABD.Request)
    case answered(Int32, ABD.Reply, invokedAt: Nanoseconds)
    case unknown(Int32)
    case retried(Int32)

    public var registerEvent: RegisterEvent? {
      switch self {
      case .invoked(let number, let client, .read(let key)):
        .invoked(Int(number), client: client, key: key, .read)
      case .invoked(let number, let client, .write(let key, let value)):
        .invoked(Int(number), client: client, key: key, .write(value))
      case .answered(let number, .value(let value), _):
        .ended(Int(number), .value(value == 0 ? nil : value))
      case .answered(let number, .written, _): .ended(Int(number), .ok)
      case .unknown(let number): .ended(Int(number), .unknown)
      case .retried: nil
      }
    }

    public var clientEvent: ClientEvent? {
      switch self {
      case .invoked(_, _, .read): .invoked(isRead: true)
      case .invoked: .invoked(isRead: false)
      case .answered(_, let reply, let time): .completed(isRead: reply != .written, invokedAt: time)
      case .unknown: .unknown
      case .retried: .retried
      }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .invoked(let number, let client, let request):
        visitor.kind(0, "invoked", "operation", number)
        visitor.field("client", client + 1)
        visitor.field("request", request)
      case .answered(let number, let reply, let time):
        visitor.kind(1, "answered", "operation", number)
        visitor.field("reply", reply)
        visitor.field("invokedAt", time: time)
      case .unknown(let number): visitor.kind(2, "unknown outcome", "operation", number)
      case .retried(let number): visitor.kind(3, "retried", "operation", number)
      }
    }
  }
}
