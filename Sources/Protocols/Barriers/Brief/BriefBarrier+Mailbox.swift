import Simulator

/// Mailbox, calls and the store.
extension BriefBarrier {
  mutating func accept(
    _ request: Barrier.Request, _ id: RequestID, _ turn: inout Turn<Barrier>
  ) {
    switch request {
    case .wait(let instance): post(.wait(instance, id), &turn)
    case .create(let instance, let members, let deadline):
      post(.create(instance, required: members.required, deadline: deadline, id), &turn)
    }
  }

  mutating func receive(_ message: Message, from sender: AgentID, _ turn: inout Turn<Barrier>) {
    switch message {
    case .get(let barrier): turn.send(.brief(.got(barrier, records[barrier])), to: sender)
    case .put(let barrier, let record):
      records[barrier] = record
      turn.send(.brief(.putDone(barrier)), to: sender)
    case .got(let barrier, let record): takeRead(barrier, record, &turn)
    case .putDone: takeWrite(&turn)
    case .released(let barrier): post(.released(barrier), &turn)
    case .expired(let barrier): post(.expired(barrier), &turn)
    }
  }

  mutating func expire(_ timer: Barrier.Timer, _ turn: inout Turn<Barrier>) {
    if timer == .call { return exit(.callTimeout, caller: call?.caller, &turn) }
    guard timer == .deadline else { return }
    for key in timeouts.due(by: turn.now) {
      guard let place = timeouts.place(of: key) else { continue }
      post(.timeout(timeouts.remove(at: place).barrier), &turn)
    }
    armTimeout(&turn)
  }

  /// `Process.send_after` to this very process.
  mutating func armTimeout(_ turn: inout Turn<Barrier>) {
    guard let due = timeouts.firstDue() else { return }
    turn.setTimer(.deadline, after: Swift.max(0, due - turn.now))
  }

  /// Puts a letter into the mailbox and reads on, unless the process is blocked or gone.
  private mutating func post(_ letter: Letter, _ turn: inout Turn<Barrier>) {
    if hasExited {
      // A call to a process that is gone returns at once, with an exit.
      if let caller = letter.caller { turn.respond(.exited, to: caller) }
      return
    }
    mailbox.append(letter)
    readMailbox(&turn)
  }

  mutating func readMailbox(_ turn: inout Turn<Barrier>) {
    while call == nil, !mailbox.isEmpty, !hasExited { read(mailbox.removeFirst(), &turn) }
  }

  /// Blocks until the store answers.
  mutating func block(on call: Call, _ message: Message, _ turn: inout Turn<Barrier>) {
    self.call = call
    turn.send(.brief(message), to: store)
    turn.setTimer(.call, after: callTimeout)
  }

  /// The process ends, and all callers that wait for it exit with it; the store stays.
  mutating func exit(_ reason: Barrier.Exit, caller: RequestID?, _ turn: inout Turn<Barrier>) {
    turn.note(.exited(reason))
    if let caller { turn.respond(.exited, to: caller) }
    if let waiting { turn.respond(.exited, to: waiting.caller) }
    for letter in mailbox.waiting {
      if let caller = letter.caller { turn.respond(.exited, to: caller) }
    }
    call = nil
    mailbox = Queue()
    waiting = nil
    timeouts = TimedTable()
    hasExited = true
    turn.cancelTimer(.call)
    turn.cancelTimer(.deadline)
  }
}
