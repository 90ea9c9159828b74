public import Simulator

extension Barrier.Request: ClientContent {
  /// A frame of 24 bytes, 4 bytes a number and 8 a time, and what is listed.
  public var byteCount: Int {
    switch self {
    case .create(_, .count, _): 45
    case .create(_, .agents(let agents), _): 41 + 4 * agents.count
    case .wait: 33
    }
  }
}

extension Barrier.Reply: ClientContent {
  public var byteCount: Int {
    switch self {
    case .concluded(let outcome): 34 + 4 * outcome.missing.count
    case .refused: 26
    case .created, .exited: 25
    }
  }
}
