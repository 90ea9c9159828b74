public import Simulator

/// Clients that do work in rounds together: the use cases at the end of the brief.
///
/// The client of the barrier's coordinator agent conducts: it hands out tasks, begins rounds, creates
/// each round's barrier, collects results and passes on what was made of them. The clients of the
/// other agents work: in each round they do their tasks, report the results and let their agents come
/// to the round's barrier.
///
/// - Safe: every task is assigned, several to a worker if need be; the barrier is for the workers that
///   have tasks and for the conductor, which waits there itself and collects afterwards; a worker comes
///   only when its results are confirmed; a round's barrier is told by run and round; a beginning
///   carries its model, and what was trained from another one is refused.
/// - As written: see the settings, each with its line of the text.
///
/// What clients hand to one another travels beside the simulated network: it takes a drawn time, may
/// be lost, may overtake, and no fault touches it. Safe clients send again until they are answered.
public struct OrchestrationLoad: Load {
  public typealias Subject = Barrier
  public typealias Note = OrchestrationNote

  public let settings: Settings
  /// One for each agent.
  public var clientCount: Int { settings.agents }

  var conductor: Conductor
  /// By client; the conductor's is not used.
  var workers: [Worker]
  /// By client: its stay at a barrier.
  var visits: [Visit]
  /// What is on its way between clients, by the alarm that delivers it.
  var parcels: [Parcel?] = []
  var freeParcels: [Int] = []
  var attempts: Int32 = 0

  public init(_ settings: Settings) {
    self.settings = settings
    conductor = Conductor(tasks: settings.tasks)
    workers = (0..<settings.agents).map { Worker(tasks: settings.tasks(of: Int32($0))) }
    visits = Array(repeating: Visit(), count: settings.agents)
  }

  /// One round of one run.
  public struct Round: Hashable, Sendable {
    public let run: Int32
    /// Its place in the run, from 0.
    public let index: Int32
    /// Its name: from 1, or what a descending range makes of it.
    public let number: Int32

    public var text: String { "run \(run &+ 1) round \(number)" }

    func isLater(than other: Round) -> Bool {
      run > other.run || run == other.run && index > other.index
    }

    func feed(_ digest: inout Digest) {
      digest.feed(Int(run))
      digest.feed(Int(index))
      digest.feed(Int(number))
    }
  }

  /// What one task gave.
  struct Result: Sendable {
    let round: Round
    let task: Int32
    /// The version of the model that it was trained from.
    let base: Int32
    /// The weight after training and the change that training made.
    let trained: Int64
    let gradient: Int64
  }

  /// What clients hand to one another.
  enum Parcel: Sendable {
    /// Begin the round; the model that it is to be done from, if it comes along.
    case begin(Round, FederatedModel?)
    case model(FederatedModel)
    case result(Result)
    /// The result of a task has been received.
    case confirmed(Round, task: Int32)
  }

  /// A client's stay at a barrier.
  struct Visit: Sendable {
    var round = Round(run: 0, index: 0, number: 0)
    /// The attempt that it waits for, or -1.
    var attempt: Int32 = -1
    /// The first attempt of this stay; answers to earlier ones mean nothing to it.
    var firstAttempt: Int32 = 0
  }
}

extension OrchestrationLoad {
  /// What a client's alarm is for: a parcel that arrives, an attempt whose patience is over, or these.
  enum AlarmCode {
    static var nextRun: Int32 { -1 }
    static var collection: Int32 { -2 }
    static var tellAgain: Int32 { -3 }
    static var taskOver: Int32 { -4 }
    static var reportAgain: Int32 { -5 }
    static var pauseOver: Int32 { -6 }
    /// The patience with attempt `a` is over: this minus `a`.
    static var patience: Int32 { -16 }
  }

  var conductorClient: Int32 { settings.coordinator.rawValue }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>) {
    if client == conductorClient {
      turn.wake(client, alarm: AlarmCode.nextRun, after: settings.start)
    }
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    if alarm >= 0 { return deliver(Int(alarm), to: client, &turn) }
    if alarm <= AlarmCode.patience {
      return losePatience(client, AlarmCode.patience - alarm, &turn)
    }
    switch alarm {
    case AlarmCode.nextRun: beginRun(&turn)
    case AlarmCode.collection: collect(&turn)
    case AlarmCode.tellAgain: tellAgain(&turn)
    case AlarmCode.taskOver: finishTask(client, &turn)
    case AlarmCode.reportAgain: reportAgain(client, &turn)
    case AlarmCode.pauseOver where client == conductorClient && conductor.phase == .creating:
      create(&turn)
    case AlarmCode.pauseOver where client != conductorClient || conductor.phase == .waiting:
      ask(client, &turn)
    default: break
    }
  }

  public mutating func receive(
    _ reply: Barrier.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    if id.client == conductorClient, conductor.phase == .creating {
      if id.attempt >= conductor.firstCreation { takeCreation(reply, &turn) }
      return
    }
    let visit = visits[Int(id.client)]
    if visit.attempt >= 0, id.attempt >= visit.firstAttempt {
      takeAnswer(reply, id.client, &turn)
    }
  }
}

/// The way from client to client.
extension OrchestrationLoad {
  mutating func hand(
    _ parcel: Parcel, to client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    if turn.random.happens(settings.handOverLoss) { return }
    let place = freeParcels.popLast() ?? parcels.count
    if place == parcels.count { parcels.append(nil) }
    parcels[place] = parcel
    turn.wake(
      client, alarm: Int32(place), after: settings.handOver.sample(turn.random.next()))
  }

  private mutating func deliver(
    _ place: Int, to client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    guard let parcel = parcels[place] else { return }
    parcels[place] = nil
    freeParcels.append(place)
    switch parcel {
    case .begin(let round, let model): hear(client, round, model, &turn)
    case .model(let model): workers[Int(client)].model = model
    case .result(let result): take(result, &turn)
    case .confirmed(let round, let task): confirm(client, round, task, &turn)
    }
  }
}
