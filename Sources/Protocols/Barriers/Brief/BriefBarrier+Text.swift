import Simulator

/// The text of the module `Barriers` and of the agent's part, function by function.
extension BriefBarrier {
  mutating func read(_ letter: Letter, _ turn: inout Turn<Barrier>) {
    switch letter {
    case .wait(let instance, let caller):
      // def arrive_at_barrier: case get_barrier_state(barrier_id) do
      turn.note(.arrived(instance))
      block(on: .readToArrive(instance, caller), .get(instance.barrier), &turn)
    case .create(let instance, let required, let deadline, let id):
      create(instance, required, deadline, id, &turn)
    case .released(let barrier): leave(barrier, .released, &turn)
    case .expired(let barrier): leave(barrier, .timedOut, &turn)
    case .timeout(let barrier):
      if hasTimeoutHandler {
        block(on: .readToExpire(barrier), .get(barrier), &turn)
      } else {
        turn.note(.timeoutIgnored(barrier))
      }
    }
  }

  /// def create_barrier(barrier_id, participant_count, timeout \\ 30_000)
  private mutating func create(
    _ instance: Barrier.Instance, _ required: Int32, _ deadline: Nanoseconds, _ id: RequestID,
    _ turn: inout Turn<Barrier>
  ) {
    let due = turn.now &+ Swift.min(Swift.max(0, deadline), .never)
    timeouts.append(Timeout(barrier: instance.barrier, due: due), due: due)
    armTimeout(&turn)
    if agent == store, let old = records[instance.barrier], old.status == .waiting,
      !old.arrived.isEmpty
    {
      turn.note(.overwritten(instance.barrier, arrived: Int32(old.arrived.count)))
    }
    turn.note(.opened(instance, .count(required), due: due))
    let record = Record(
      barrier: instance.barrier, required: required, arrived: [], status: .waiting,
      generation: instance.generation)
    block(on: .writeCreation(id), .put(instance.barrier, record), &turn)
  }

  mutating func takeRead(
    _ barrier: Int32, _ record: Record?, _ turn: inout Turn<Barrier>
  ) {
    switch call {
    case .readToArrive(let instance, let caller)? where instance.barrier == barrier:
      finishCall(&turn)
      arrive(instance, caller, record, &turn)
    case .readToExpire(barrier)?:
      finishCall(&turn)
      end(barrier, record, &turn)
    default: return
    }
    readMailbox(&turn)
  }

  /// {:ok, barrier} when barrier.status == :waiting -> ...; _ -> {:error, :barrier_not_available}
  private mutating func arrive(
    _ instance: Barrier.Instance, _ caller: RequestID, _ record: Record?,
    _ turn: inout Turn<Barrier>
  ) {
    guard var record, record.status == .waiting else {
      turn.note(.refused(instance, .notAvailable))
      return turn.respond(.refused(.notAvailable), to: caller)
    }
    record.arrived.insert(agent, at: 0)
    if record.arrived.count >= Int(record.required) {
      release(record, instance, caller, &turn)
    } else {
      block(on: .writeArrival(instance, caller), .put(record.barrier, record), &turn)
    }
  }

  /// defp release_barrier(barrier_id, barrier_context)
  private mutating func release(
    _ record: Record, _ instance: Barrier.Instance, _ caller: RequestID,
    _ turn: inout Turn<Barrier>
  ) {
    let generation = Barrier.Instance(record.barrier, generation: record.generation)
    turn.note(
      .concluded(
        generation,
        Barrier.Outcome(
          .released, arrived: Int32(record.arrived.count), required: record.required),
        at: turn.now))
    for agent in record.arrived { turn.send(.brief(.released(record.barrier)), to: agent) }
    if !repairsCompletion {
      // %{barrier_context | completed_at: ...} raises: the map has no such key.
      return exit(.missingKey, caller: caller, &turn)
    }
    var completed = record
    completed.status = .completed
    block(on: .writeArrival(instance, caller), .put(record.barrier, completed), &turn)
  }

  mutating func takeWrite(_ turn: inout Turn<Barrier>) {
    switch call {
    case .writeArrival(let instance, let caller)?:
      finishCall(&turn)
      // :ok -> waiting_state = %{state | waiting_for_barrier: barrier_id, barrier_caller: from}
      waiting = Waiting(instance: instance, caller: caller)
    case .writeCreation(let id)?:
      finishCall(&turn)
      turn.respond(.created, to: id)
    case .writeExpiry?: finishCall(&turn)
    default: return
    }
    readMailbox(&turn)
  }

  /// The handler that the text lacks, written the obvious way: marks the barrier of that name.
  private mutating func end(
    _ barrier: Int32, _ record: Record?, _ turn: inout Turn<Barrier>
  ) {
    guard var record, record.status == .waiting else { return }
    record.status = .timedOut
    let outcome = Barrier.Outcome(
      .timedOut, arrived: Int32(record.arrived.count), required: record.required)
    turn.note(
      .concluded(Barrier.Instance(barrier, generation: record.generation), outcome, at: turn.now))
    for agent in record.arrived { turn.send(.brief(.expired(barrier)), to: agent) }
    block(on: .writeExpiry, .put(barrier, record), &turn)
  }

  /// def handle_cast({:barrier_released, barrier_id}, state)
  ///
  /// if state.waiting_for_barrier == barrier_id do GenServer.reply(state.barrier_caller, :ok)
  private mutating func leave(
    _ barrier: Int32, _ ending: Barrier.Ending, _ turn: inout Turn<Barrier>
  ) {
    guard let waiting, waiting.instance.barrier == barrier else { return }
    // The cast says no numbers.
    let outcome = Barrier.Outcome(ending, arrived: 0, required: 0)
    turn.note(.passed(waiting.instance, outcome))
    turn.respond(.concluded(outcome), to: waiting.caller)
    self.waiting = nil
  }

  private mutating func finishCall(_ turn: inout Turn<Barrier>) {
    call = nil
    turn.cancelTimer(.call)
  }
}
