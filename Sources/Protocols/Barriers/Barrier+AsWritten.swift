import Simulator

/// The mode `asWritten`: mailbox, calls and the store.
extension Barrier {
  mutating func acceptAsWritten(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Barrier>
  ) {
    switch request {
    case .wait(let instance): post(.wait(instance, id), &turn)
    case .create(let instance, let members, let deadline):
      post(.create(instance, members.required, deadline, id), &turn)
    }
  }

  mutating func receiveAsWritten(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Barrier>
  ) {
    switch message {
    case .get(let barrier): turn.send(.got(barrier, written.records[barrier]), to: sender)
    case .put(let barrier, let record):
      written.records[barrier] = record
      turn.send(.putDone(barrier), to: sender)
    case .got(let barrier, let record): takeRead(barrier, record, &turn)
    case .putDone: takeWrite(&turn)
    case .released(let barrier): post(.released(barrier), &turn)
    case .expired(let barrier): post(.expired(barrier), &turn)
    default: break
    }
  }

  mutating func expireAsWritten(_ timer: Timer, _ turn: inout Turn<Barrier>) {
    if timer == .call { return exit(.callTimeout, caller: written.call?.caller, &turn) }
    guard timer == .deadline else { return }
    while let place = written.timeouts.firstIndex(where: { $0.due <= turn.now }) {
      post(.timeout(written.timeouts.remove(at: place).barrier), &turn)
    }
    armTimeout(&turn)
  }

  /// `Process.send_after` to this very process.
  func armTimeout(_ turn: inout Turn<Barrier>) {
    guard let due = written.timeouts.map({ $0.due }).min() else { return }
    turn.setTimer(.deadline, after: Swift.max(0, due - turn.now))
  }

  /// Puts a letter into the mailbox and reads on, unless the process is blocked or gone.
  private mutating func post(_ letter: Written.Letter, _ turn: inout Turn<Barrier>) {
    if written.hasExited {
      // A call to a process that is gone returns at once, with an exit.
      if case .wait(_, let id) = letter { turn.respond(.exited, to: id) }
      if case .create(_, _, _, let id) = letter { turn.respond(.exited, to: id) }
      return
    }
    written.mailbox.append(letter)
    readMailbox(&turn)
  }

  mutating func readMailbox(_ turn: inout Turn<Barrier>) {
    while written.call == nil, !written.mailbox.isEmpty, !written.hasExited {
      read(written.mailbox.removeFirst(), &turn)
    }
  }

  /// Blocks until the store answers.
  mutating func call(
    _ call: Written.Call, _ message: Message, _ turn: inout Turn<Barrier>
  ) {
    written.call = call
    turn.send(message, to: settings.coordinator)
    turn.setTimer(.call, after: settings.callTimeout)
  }

  /// The process ends; whoever waits for a call to it ends with it.
  mutating func exit(_ reason: Exit, caller: RequestID?, _ turn: inout Turn<Barrier>) {
    turn.note(.exited(reason))
    if let caller { turn.respond(.exited, to: caller) }
    if let waiting = written.waiting { turn.respond(.exited, to: waiting.caller) }
    for letter in written.mailbox {
      if case .wait(_, let id) = letter { turn.respond(.exited, to: id) }
      if case .create(_, _, _, let id) = letter { turn.respond(.exited, to: id) }
    }
    let store = written.records
    written = Written()
    written.records = store
    written.hasExited = true
    turn.cancelTimer(.call)
    turn.cancelTimer(.deadline)
  }
}
