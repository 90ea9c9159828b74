import Simulator

/// Auctions: a few workers say when they would be done, and the first gets the task.
extension Balancing {
  mutating func callForBids(
    _ id: TaskID, _ place: Int, _ capability: Int, _ turn: inout Turn<Balancing>
  ) {
    unqueue(place)
    var bidders: [Int32] = []
    for _ in 0..<max(1, settings.choices) {
      let worker = Int32(truncatingIfNeeded: draw(pools[capability], &turn))
      if !bidders.contains(worker) { bidders.append(worker) }
    }
    open[place].stage = .bidding
    open[place].bidders = bidders
    open[place].bestDelay = .never
    open[place].worker = -1
    open.setDue(min(open[place].deadline, turn.now + settings.bidWindow), at: place)
    for worker in bidders {
      turn.send(.call(id, work: open[place].task.work), to: agent(Int(worker)))
    }
  }

  /// A bid counts once, and the auction ends with the last.
  mutating func receiveBid(
    _ id: TaskID, _ delay: Nanoseconds, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) {
    guard let place = open.place(of: id), open[place].stage == .bidding,
      let worker = number(of: sender),
      let index = open[place].bidders.firstIndex(of: Int32(truncatingIfNeeded: worker))
    else { return }
    open[place].bidders.remove(at: index)
    if delay < open[place].bestDelay {
      open[place].bestDelay = delay
      open[place].worker = worker
    }
    if open[place].bidders.isEmpty { award(id, place, &turn) }
  }

  /// Ends an auction; without a bid of a worker that may have the task it waits for another.
  mutating func award(_ id: TaskID, _ place: Int, _ turn: inout Turn<Balancing>) {
    let capability = Int(open[place].task.capability)
    let best = open[place].worker
    open[place].stage = .waiting
    open[place].worker = -1
    open[place].bidders = []
    if open[place].deadline <= turn.now {
      settle(id, .refused(.late), &turn)
    } else if best >= 0, pools[capability].contains(best) {
      assign(id, to: best, &turn)
    } else {
      dispatch(id, &turn)
    }
  }
}
