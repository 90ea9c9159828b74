import Protocols
import Simulator

/// One agent of a cluster of one or more balancers and four workers, stepped by hand.
struct BalancingAgent {
  private(set) var machine: Balancing
  private let id: AgentID
  /// The agent's clock, in milliseconds.
  var now: Int64 = 0
  private(set) var startEffects: [Effect<Balancing>] = []

  init(
    _ settings: Balancing.Settings = Balancing.Settings(), id: Int = 0,
    storage: Balancing.Storage = Balancing.Storage(), recovery: Recovery = .fresh
  ) {
    self.id = AgentID(id)
    let profile = Profile(id: AgentID(id), clusterSize: settings.balancers + 4)
    machine = Balancing(profile, settings)
    startEffects = step { $0.start(from: storage, recovery, &$1) }
  }

  /// A balancer that knows its workers.
  static func balancer(_ settings: Balancing.Settings = Balancing.Settings()) -> BalancingAgent {
    var agent = BalancingAgent(settings)
    for worker in settings.balancers..<settings.balancers + 4 { agent.register(worker) }
    return agent
  }

  private mutating func step(
    _ body: (inout Balancing, inout Turn<Balancing>) -> Void
  ) -> [Effect<Balancing>] {
    var turn = Turn<Balancing>(agent: id, now: now * .millisecond)
    body(&machine, &turn)
    return turn.takeEffects()
  }

  @discardableResult
  mutating func receive(_ message: Balancing.Message, from sender: Int) -> [Effect<Balancing>] {
    step { $0.receive(message, from: AgentID(sender), &$1) }
  }

  @discardableResult
  mutating func expire(_ timer: Balancing.Timer) -> [Effect<Balancing>] {
    step { $0.expire(timer, &$1) }
  }

  @discardableResult
  mutating func obey(_ order: Int) -> [Effect<Balancing>] {
    step { _ = $0.obey(order, of: AgentSet(), &$1) }
  }

  /// A client's task, by its number.
  @discardableResult
  mutating func place(
    _ task: Balancing.Task, low: Int32 = 1, attempt: Int32? = nil
  ) -> [Effect<Balancing>] {
    let id = RequestID(client: task.id.client, attempt: attempt ?? task.id.number)
    return step { $0.accept(.place(task, low: low), id, &$1) }
  }

  @discardableResult
  mutating func ask(_ request: Balancing.Request, attempt: Int32 = 90) -> [Effect<Balancing>] {
    step { $0.accept(request, RequestID(client: 0, attempt: attempt), &$1) }
  }

  @discardableResult
  mutating func register(
    _ worker: Int, life: Int32 = 1, held: [Balancing.TaskID] = []
  ) -> [Effect<Balancing>] {
    receive(.register(life: life, Balancing.Report(), held: held), from: worker)
  }
}

/// A task of client 1 that takes 10 ms, unless said otherwise.
func task(
  _ number: Int32, work: Int64 = 10, key: Int32 = 0, capability: Int32 = 0,
  remaining: Nanoseconds = .never
) -> Balancing.Task {
  Balancing.Task(
    id: taskID(number), work: work * .millisecond, key: key, capability: capability,
    remaining: remaining)
}

/// A task of client 1.
func taskID(_ number: Int32) -> Balancing.TaskID { Balancing.TaskID(client: 0, number: number) }

/// The fence of an assignment in the first epoch of a single balancer, or in another.
func fence(_ number: Int32, epoch: Int32 = 1) -> Balancing.Fence {
  Balancing.Fence(epoch: epoch, number: number)
}

extension [Effect<Balancing>] {
  /// Messages to others, in order.
  var sent: [Balancing.Message] {
    compactMap {
      switch $0 {
      case .send(let message, _), .sendAhead(let message, _): message
      default: nil
      }
    }
  }

  /// Answers to clients, in order.
  var replies: [Balancing.Reply] {
    compactMap {
      switch $0 {
      case .respond(let reply, _), .respondAhead(let reply, _): reply
      default: nil
      }
    }
  }

  /// The assignments, with the agents that get them.
  var assignments: [(task: Balancing.TaskID, fence: Balancing.Fence, worker: Int)] {
    compactMap {
      guard case .send(.assign(let task, let fence), let worker) = $0 else { return nil }
      return (task.id, fence, worker.index)
    }
  }

  /// Notes, in order.
  var notes: [Balancing.Note] {
    compactMap { if case .note(let note) = $0 { note } else { nil } }
  }
}
