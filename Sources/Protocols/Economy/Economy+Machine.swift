public import Simulator

extension Economy: Machine {
  /// What outlives a crash is the log alone: the books follow from it.
  public typealias Storage = Raft.Storage

  public static var roleNames: [String] { Raft.roleNames + ["auctioneer"] }

  /// Those of the log but for snapshots, of which the ledger has none, and for changes of its fixed agents.
  public static var orderNames: [String] { Array(Raft.orderNames.prefix(2)) }

  public func claim(toRole role: Int) -> Int64? {
    role == 0 ? offices.first?.raft.claim(toRole: 0) : offices.first?.seat
  }

  public mutating func obey(
    _ order: Int, of agents: AgentSet, _ turn: inout Turn<Economy>
  ) -> Bool {
    var isObeyed = false
    stepLog(&turn) { isObeyed = $0.obey(order, of: agents, &$1) }
    return isObeyed
  }

  public mutating func shareMemory(_ storage: inout Storage, with other: Economy) {
    if offices.isEmpty || other.offices.isEmpty { return }
    offices[0].raft.shareMemory(&storage, with: other.offices[0].raft)
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Economy>
  ) {
    stepLog(&turn) { $0.start(from: storage, recovery, &$1) }
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Economy>
  ) {
    switch message {
    case .raft(let message): stepLog(&turn) { $0.receive(message, from: sender, &$1) }
    case .announcement(let announcement): answer(announcement, of: sender, &turn)
    case .deed(let deed): receiveDeed(deed, from: sender, &turn)
    case .pass(let auction, let step): receivePass(auction, step, from: sender)
    case .award(let auction, let step, _, _, let isTask):
      receiveAward(auction, step, isTask: isTask, of: sender, &turn)
    case .start(let auction, let step): startTask(auction, step, of: sender, &turn)
    case .settled(let auction): forgetTask(auction, &turn)
    }
  }

  /// Goes on after a failed flush as the replicated log says.
  public mutating func writeFailed(_ turn: inout Turn<Economy>) -> Bool {
    guard offices.first?.raft.outlivesWriteErrors == true else { return false }
    stepLog(&turn) { _ = $0.writeFailed(&$1) }
    return true
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Economy>) {
    switch timer {
    case .raft(let timer): stepLog(&turn) { $0.expire(timer, &$1) }
    case .duty: attendDue(&turn)
    case .task: tasksDue(&turn)
    }
  }
}
