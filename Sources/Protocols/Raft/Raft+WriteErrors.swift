public import Simulator

/// Agents whose disk says that a write failed.
///
/// What waits for the write has not left, and waits until it is done after all; so an agent that goes on
/// promises nothing that its disk does not keep. A leader that goes on leading commits what a majority of
/// the others holds, or nothing, and keeps followers content meanwhile.
extension Raft {
  /// What an agent does whose disk says that a write failed.
  public enum WriteErrorReaction: String, Word {
    /// Its process stops, and starts again from what the disk keeps.
    case die
    /// A leader gives up leading; the write is tried again.
    case stepDown = "step down"
    /// A leader leads on and refuses commands until its disk is done with what it has; the write is tried
    /// again.
    case refuse
  }

  /// Whether the process goes on after a failed write.
  public var outlivesWriteErrors: Bool { settings.writeErrorReaction != .die }

  /// Reacts to a failed flush as the settings say.
  public mutating func writeFailed(_ turn: inout Turn<Raft>) -> Bool {
    guard outlivesWriteErrors else { return false }
    turn.note(.writeFailed(term))
    guard role == .leader else { return true }
    if settings.writeErrorReaction == .refuse {
      refusesCommands = true
    } else {
      becomeFollower(of: nil, &turn)
    }
    return true
  }

  /// Takes commands again once the disk has all that this leader asked it to keep.
  mutating func endRefusal(storedUpTo index: Index) {
    if refusesCommands, index == log.lastIndex { refusesCommands = false }
  }
}
