import Simulator

/// The mode `asWritten`: the text of the module `Barriers` and of the agent's part, function by function.
extension Barrier {
  mutating func read(_ letter: Written.Letter, _ turn: inout Turn<Barrier>) {
    switch letter {
    case .wait(let instance, let caller):
      // def arrive_at_barrier: case get_barrier_state(barrier_id) do
      turn.note(.arrived(instance))
      call(.readToArrive(instance, caller), .get(instance.barrier), &turn)
    case .create(let instance, let count, let deadline, let id):
      createAsWritten(instance, count, deadline, id, &turn)
    case .released(let barrier): takeRelease(barrier, &turn)
    case .expired(let barrier): takeExpiry(barrier, &turn)
    case .timeout(let barrier):
      if settings.hasTimeoutHandler {
        call(.readToExpire(barrier), .get(barrier), &turn)
      } else {
        turn.note(.timeoutIgnored(barrier))
      }
    }
  }

  /// def create_barrier(barrier_id, participant_count, timeout \\ 30_000)
  private mutating func createAsWritten(
    _ instance: Instance, _ count: Int32, _ deadline: Nanoseconds, _ id: RequestID,
    _ turn: inout Turn<Barrier>
  ) {
    let due = turn.now &+ Swift.min(Swift.max(0, deadline), .never)
    written.timeouts.append(Written.Timeout(barrier: instance.barrier, due: due))
    armTimeout(&turn)
    if isCoordinator, let old = written.records[instance.barrier], old.status == .waiting,
      !old.arrived.isEmpty
    {
      turn.note(.overwritten(instance.barrier, arrived: Int32(old.arrived.count)))
    }
    turn.note(.opened(instance, .count(count), due: due))
    let record = Written.Record(
      barrier: instance.barrier, required: count, arrived: [], status: .waiting,
      generation: instance.generation)
    call(.writeCreation(id), .put(instance.barrier, record), &turn)
  }

  mutating func takeRead(
    _ barrier: Int32, _ record: Written.Record?, _ turn: inout Turn<Barrier>
  ) {
    switch written.call {
    case .readToArrive(let instance, let caller)? where instance.barrier == barrier:
      finishCall(&turn)
      arriveAsWritten(instance, caller, record, &turn)
    case .readToExpire(barrier)?:
      finishCall(&turn)
      expireAsWritten(barrier, record, &turn)
    default: return
    }
    readMailbox(&turn)
  }

  /// {:ok, barrier} when barrier.status == :waiting -> ...; _ -> {:error, :barrier_not_available}
  private mutating func arriveAsWritten(
    _ instance: Instance, _ caller: RequestID, _ record: Written.Record?,
    _ turn: inout Turn<Barrier>
  ) {
    guard var record, record.status == .waiting else {
      turn.note(.refused(instance, .notAvailable))
      return turn.respond(.refused(.notAvailable), to: caller)
    }
    record.arrived.insert(profile.id, at: 0)
    if record.arrived.count >= Int(record.required) {
      releaseAsWritten(record, instance, caller, &turn)
    } else {
      call(.writeArrival(instance, caller), .put(record.barrier, record), &turn)
    }
  }

  /// defp release_barrier(barrier_id, barrier_context)
  private mutating func releaseAsWritten(
    _ record: Written.Record, _ instance: Instance, _ caller: RequestID,
    _ turn: inout Turn<Barrier>
  ) {
    let generation = Instance(record.barrier, generation: record.generation)
    turn.note(
      .concluded(
        generation,
        Outcome(
          .released, arrived: Int32(record.arrived.count), required: record.required),
        at: turn.now))
    for agent in record.arrived { turn.send(.released(record.barrier), to: agent) }
    if !settings.repairsCompletion {
      // %{barrier_context | completed_at: ...} raises: the map has no such key.
      return exit(.missingKey, caller: caller, &turn)
    }
    var completed = record
    completed.status = .completed
    call(.writeArrival(instance, caller), .put(record.barrier, completed), &turn)
  }

  mutating func takeWrite(_ turn: inout Turn<Barrier>) {
    switch written.call {
    case .writeArrival(let instance, let caller)?:
      finishCall(&turn)
      // :ok -> waiting_state = %{state | waiting_for_barrier: barrier_id, barrier_caller: from}
      written.waiting = Written.Waiting(instance: instance, caller: caller)
    case .writeCreation(let id)?:
      finishCall(&turn)
      turn.respond(.created, to: id)
    case .writeExpiry?: finishCall(&turn)
    default: return
    }
    readMailbox(&turn)
  }

  /// def handle_cast({:barrier_released, barrier_id}, state)
  private mutating func takeRelease(_ barrier: Int32, _ turn: inout Turn<Barrier>) {
    leaveAsWritten(barrier, .released, &turn)
  }

  /// The handler that the text lacks, written the obvious way: marks the barrier of that name.
  private mutating func expireAsWritten(
    _ barrier: Int32, _ record: Written.Record?, _ turn: inout Turn<Barrier>
  ) {
    guard var record, record.status == .waiting else { return }
    record.status = .timedOut
    let outcome = Outcome(
      .timedOut, arrived: Int32(record.arrived.count), required: record.required)
    turn.note(
      .concluded(Instance(barrier, generation: record.generation), outcome, at: turn.now))
    for agent in record.arrived { turn.send(.expired(barrier), to: agent) }
    call(.writeExpiry, .put(barrier, record), &turn)
  }

  private mutating func takeExpiry(_ barrier: Int32, _ turn: inout Turn<Barrier>) {
    leaveAsWritten(barrier, .timedOut, &turn)
  }

  /// if state.waiting_for_barrier == barrier_id do GenServer.reply(state.barrier_caller, :ok)
  private mutating func leaveAsWritten(
    _ barrier: Int32, _ verdict: Verdict, _ turn: inout Turn<Barrier>
  ) {
    guard let waiting = written.waiting, waiting.instance.barrier == barrier else { return }
    // The cast says no numbers.
    let outcome = Outcome(verdict, arrived: 0, required: 0)
    turn.note(.passed(waiting.instance, outcome))
    turn.respond(.concluded(outcome), to: waiting.caller)
    written.waiting = nil
  }

  private mutating func finishCall(_ turn: inout Turn<Barrier>) {
    written.call = nil
    turn.cancelTimer(.call)
  }
}
