public import Simulator

extension Raft.Request: ClientContent {
  /// The frame, the session, and the operation.
  public var byteCount: Int {
    switch operation {
    case .openSession: Raft.Message.frameBytes + 9
    case .read: Raft.Message.frameBytes + 13
    case .write: Raft.Message.frameBytes + 21
    case .compareAndSet: Raft.Message.frameBytes + 29
    case .change: Raft.Message.frameBytes + 17
    }
  }
}

extension Raft.Reply: ClientContent {
  public var byteCount: Int {
    switch self {
    case .value, .mismatch: Raft.Message.frameBytes + 9
    case .notLeader, .opened: Raft.Message.frameBytes + 5
    case .written, .unknown, .sessionExpired, .changed, .refused: Raft.Message.frameBytes + 1
    }
  }
}
