import Simulator

extension OrchestrationLoad {
  /// The state of one worker.
  struct Worker: Sendable {
    let tasks: [Int32]
    /// The last model that it was told.
    var model = FederatedModel()
    /// Rounds that it was told to start and has not started, with the model that came along.
    var queue = Queue<Start>()
    /// The round that it is in.
    var current: Round?
    /// The model that this round's tasks start from.
    var base = FederatedModel()
    /// Tasks of this round that are done.
    var doneTasks = 0
    /// Results that are not confirmed.
    var unconfirmed: [Result] = []
    var willReportAgain = false
    /// The newest round that it was told of.
    var newest: Round?
    /// Whether it stopped for good.
    var hasStopped = false

    init(tasks: [Int32]) { self.tasks = tasks }

    struct Start: Hashable, Sendable {
      let round: Round
      let model: FederatedModel?
    }
  }
}

/// Working.
extension OrchestrationLoad {
  mutating func hear(
    _ client: Int32, _ round: Round, _ model: FederatedModel?,
    _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    let worker = Int(client)
    // A worker without a task has nothing to start; a safe one is told again what it knows.
    if workers[worker].tasks.isEmpty { return }
    if settings.mode == .safe, let newest = workers[worker].newest, !round.isLater(than: newest) {
      return
    }
    workers[worker].newest = round
    workers[worker].queue.append(Worker.Start(round: round, model: model))
    startNext(client, &turn)
  }

  private mutating func startNext(
    _ client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    let worker = Int(client)
    guard workers[worker].current == nil, !workers[worker].hasStopped,
      !workers[worker].queue.isEmpty
    else { return }
    let start = workers[worker].queue.removeFirst()
    if let model = start.model { workers[worker].model = model }
    workers[worker].base = workers[worker].model
    workers[worker].current = start.round
    workers[worker].doneTasks = 0
    work(client, &turn)
  }

  private mutating func work(_ client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>) {
    turn.wake(
      client, alarm: .taskOver, after: settings.work.sample(turn.random.next()))
  }

  mutating func finishTask(_ client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>) {
    let worker = workers[Int(client)]
    guard let round = worker.current, worker.doneTasks < worker.tasks.count else { return }
    let task = worker.tasks[worker.doneTasks]
    let trained = worker.base.trained(on: settings.shard(of: task))
    report(
      Result(
        round: round, task: task, base: worker.base.version, trained: trained,
        gradient: trained - worker.base.weight), client, &turn)
    workers[Int(client)].doneTasks += 1
    if worker.doneTasks + 1 < worker.tasks.count { return work(client, &turn) }
    finishWork(client, &turn)
  }

  private mutating func report(
    _ result: Result, _ client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    hand(.result(result), to: conductorClient, &turn)
    if settings.mode == .asWritten { return }
    workers[Int(client)].unconfirmed.append(result)
    if workers[Int(client)].willReportAgain { return }
    workers[Int(client)].willReportAgain = true
    turn.wake(client, alarm: .reportAgain, after: settings.resend)
  }

  mutating func reportAgain(_ client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>) {
    let unconfirmed = workers[Int(client)].unconfirmed
    workers[Int(client)].willReportAgain = !unconfirmed.isEmpty
    if unconfirmed.isEmpty { return }
    for result in unconfirmed { hand(.result(result), to: conductorClient, &turn) }
    turn.wake(client, alarm: .reportAgain, after: settings.resend)
  }

  mutating func confirm(
    _ client: Int32, _ round: Round, _ task: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    let count = workers[Int(client)].unconfirmed.count
    workers[Int(client)].unconfirmed.removeAll { $0.round == round && $0.task == task }
    if workers[Int(client)].unconfirmed.count < count { finishWork(client, &turn) }
  }

  /// All tasks are done: a safe worker comes to the barrier once its results are confirmed.
  private mutating func finishWork(
    _ client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    let worker = workers[Int(client)]
    guard let round = worker.current, worker.doneTasks == worker.tasks.count,
      worker.unconfirmed.isEmpty
    else { return }
    if !settings.hasBarrier { return finishRound(client, &turn) }
    come(client, round, &turn)
  }

  private mutating func finishRound(
    _ client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    workers[Int(client)].current = nil
    startNext(client, &turn)
  }
}

/// At the barrier; the conductor too.
extension OrchestrationLoad {
  mutating func come(
    _ client: Int32, _ round: Round, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    stays[Int(client)] = Stay(round: round, firstAttempt: attempts + 1)
    turn.note(.came(client, round))
    ask(client, &turn)
  }

  mutating func ask(_ client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>) {
    attempts += 1
    stays[Int(client)].attempt = attempts
    turn.submit(
      .wait(settings.instance(of: stays[Int(client)].round)),
      RequestID(client: client, attempt: attempts), to: AgentID(rawValue: client))
    awaitAnswer(client, &turn)
  }

  /// As written a client waits without an end; what the limit of its calls does is another matter.
  func awaitAnswer(_ client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>) {
    if settings.mode == .safe {
      turn.wake(client, alarm: .patience(attempt: attempts), after: settings.patience)
    }
  }

  mutating func losePatience(
    _ client: Int32, _ attempt: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    if client == conductorClient, conductor.creation == attempt { return create(&turn) }
    if stays[Int(client)].attempt == attempt { ask(client, &turn) }
  }

  mutating func takeAnswer(
    _ reply: Barrier.Reply, _ client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    stays[Int(client)].attempt = -1
    let round = stays[Int(client)].round
    switch reply {
    case .created: return
    case .exited:
      stop(client)
      turn.note(.exited(client, round))
    case .refused(.unknown) where settings.mode == .safe:
      turn.wake(client, alarm: .pauseOver, after: settings.pause)
    case .refused(.unknown), .refused(.notAvailable):
      stop(client)
      turn.note(.gaveUp(client, round))
    case .concluded, .refused:
      turn.note(.left(client, round, reply))
      if client == conductorClient { return leaveBarrier(&turn) }
      finishRound(client, &turn)
    }
  }

  private mutating func stop(_ client: Int32) {
    if client == conductorClient { conductor.phase = .over }
    workers[Int(client)].hasStopped = true
  }
}
