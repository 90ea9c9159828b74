import Simulator

extension OrchestrationLoad {
  /// The state of the client that conducts.
  struct Conductor: Sendable {
    var phase = Phase.idle
    var round = Round(run: 0, index: 0, number: 0)
    var runs: Int32 = 0
    var model = FederatedModel()
    /// Results that have come and have not been collected, by the name of their round.
    var inbox: [Int32: [Result]] = [:]
    /// By task, the newest round of which a result has come.
    var newestResults: [Round?]
    /// The attempt at creating that it waits for, and the first one for this round.
    var creation: Int32 = -1
    var firstCreation: Int32 = 0
    var willTellAgain = false

    init(tasks: Int32) { newestResults = Array(repeating: nil, count: Int(tasks)) }

    enum Phase: UInt8, Sendable {
      case idle
      case creating
      /// At the barrier.
      case waiting
      case collecting
      case over
    }
  }
}

/// Rounds, from start to end.
extension OrchestrationLoad {
  mutating func startRun(_ turn: inout LoadTurn<OrchestrationLoad>) {
    if conductor.runs >= settings.runs { return end(&turn) }
    conductor.runs += 1
    turn.note(.runStarted(conductor.runs - 1, dropped: settings.droppedTasks))
    startRound(conductor.runs - 1, 0, &turn)
  }

  private mutating func startRound(
    _ run: Int32, _ index: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    guard let round = settings.round(run, index) else {
      conductor.phase = .idle
      return turn.wake(conductorClient, alarm: .nextRun, after: settings.runPause)
    }
    conductor.round = round
    turn.note(.started(round))
    if tellsFirst { tell(&turn) }
    if !settings.hasBarrier { return gather(&turn) }
    conductor.phase = .creating
    conductor.firstCreation = attempts + 1
    create(&turn)
  }

  /// Whether the workers hear of a round before its barrier is created.
  private var tellsFirst: Bool { settings.brief?.tellsFirst ?? false }

  mutating func create(_ turn: inout LoadTurn<OrchestrationLoad>) {
    attempts += 1
    conductor.creation = attempts
    turn.submit(
      .create(
        settings.instance(of: conductor.round), members, deadline: settings.deadline),
      RequestID(client: conductorClient, attempt: attempts), to: settings.coordinator)
    awaitAnswer(conductorClient, &turn)
  }

  mutating func takeCreation(
    _ reply: Barrier.Reply, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    conductor.creation = -1
    if reply == .exited {
      conductor.phase = .over
      return turn.note(.exited(conductorClient, conductor.round))
    }
    if settings.mode == .safe, reply == .refused(.stillOpen) {
      return turn.wake(conductorClient, alarm: .pauseOver, after: settings.pause)
    }
    // Other replies need no answer: as written they are dropped, and waiters are told soon enough.
    if !tellsFirst { tell(&turn) }
    if !settings.awaitsBarrier { return gather(&turn) }
    conductor.phase = .waiting
    come(conductorClient, conductor.round, &turn)
  }

  private mutating func gather(_ turn: inout LoadTurn<OrchestrationLoad>) {
    conductor.phase = .collecting
    turn.wake(conductorClient, alarm: .collection, after: settings.collectAfter)
  }

  /// The barrier's answer: safe, what is there is collected, however the barrier ended.
  mutating func leaveBarrier(_ turn: inout LoadTurn<OrchestrationLoad>) {
    conductor.phase = .collecting
    collect(&turn)
  }

  mutating func collect(_ turn: inout LoadTurn<OrchestrationLoad>) {
    turn.note(.collected(conductor.round, takeResults()))
    if settings.mode == .asWritten {
      for client in workerClients { hand(.model(conductor.model), to: client, &turn) }
    }
    startRound(conductor.round.run, conductor.round.index + 1, &turn)
  }

  private mutating func end(_ turn: inout LoadTurn<OrchestrationLoad>) {
    conductor.phase = .over
    let distance = conductor.model.weight - settings.optimum
    turn.note(.ended(error: Int64(distance.magnitude)))
  }

  private var workerClients: [Int32] {
    (0..<Int32(settings.agents)).filter { $0 != conductorClient }
  }
}

/// Telling the workers, and hearing from them.
extension OrchestrationLoad {
  /// As written all are told, whether they have a task or not.
  private mutating func tell(_ turn: inout LoadTurn<OrchestrationLoad>) {
    for client in settings.mode == .safe ? assigned : workerClients {
      sendStart(to: client, &turn)
    }
    if settings.mode == .safe, !conductor.willTellAgain {
      conductor.willTellAgain = true
      turn.wake(conductorClient, alarm: .tellAgain, after: settings.resend)
    }
  }

  private mutating func sendStart(
    to client: Int32, _ turn: inout LoadTurn<OrchestrationLoad>
  ) {
    let model = settings.mode == .safe ? conductor.model : nil
    hand(.start(conductor.round, model), to: client, &turn)
  }

  /// Tells the workers again of whose results some are missing.
  mutating func tellAgain(_ turn: inout LoadTurn<OrchestrationLoad>) {
    conductor.willTellAgain = conductor.phase != .over
    guard conductor.willTellAgain else { return }
    turn.wake(conductorClient, alarm: .tellAgain, after: settings.resend)
    guard conductor.phase == .waiting else { return }
    for client in assigned
    where !settings.tasks(of: client).allSatisfy({ hasResult(of: $0) }) {
      sendStart(to: client, &turn)
    }
  }

  private func hasResult(of task: Int32) -> Bool {
    conductor.newestResults[Int(task)] == conductor.round
  }

  mutating func take(_ result: Result, _ turn: inout LoadTurn<OrchestrationLoad>) {
    if settings.mode == .safe {
      let worker = settings.worker(of: result.task)
      hand(.confirmed(result.round, task: result.task), to: worker, &turn)
    }
    // Reported again for want of a confirmation.
    if let newest = conductor.newestResults[Int(result.task)], !result.round.isLater(than: newest) {
      return
    }
    conductor.newestResults[Int(result.task)] = result.round
    let isLate =
      conductor.round.isLater(than: result.round)
      || conductor.phase == .over || conductor.phase == .idle
    if isLate { turn.note(.late(result.round, task: result.task)) }
    // As written it is kept, for whatever is collected next under that name.
    if !isLate || settings.mode == .asWritten {
      conductor.inbox[result.round.number, default: []].append(result)
    }
  }

  /// Takes the round's results out of the inbox and makes the next model of them.
  ///
  /// As written they are told by the name of the round alone.
  private mutating func takeResults() -> OrchestrationNote.Collection {
    let round = conductor.round
    let isSafe = settings.mode == .safe
    let named = conductor.inbox.removeValue(forKey: round.number) ?? []
    let taken = isSafe ? named.filter { $0.round == round } : named
    if isSafe { conductor.inbox = [:] }
    var collection = OrchestrationNote.Collection()
    collection.taken = Int32(taken.count)
    var isThere = Array(repeating: false, count: Int(settings.tasks))
    for result in taken { isThere[Int(result.task)] = true }
    collection.missing = Int32(isThere.count { !$0 })
    collection.foreign = Int32(taken.count { $0.round.run != round.run })
    if settings.useCase == .training { learn(from: taken, &collection) }
    collection.weight = conductor.model.weight
    return collection
  }

  private mutating func learn(
    from results: [Result], _ collection: inout OrchestrationNote.Collection
  ) {
    let version = conductor.model.version
    let fresh = results.filter { $0.base == version }
    let stale = Int32(results.count - fresh.count)
    if settings.averagesBySamples {
      collection.refused = stale
      conductor.model.average(fresh.map { (settings.shard(of: $0.task).samples, $0.trained) })
    } else {
      collection.stale = stale
      conductor.model.add(meanOf: results.map { $0.gradient })
    }
  }
}
