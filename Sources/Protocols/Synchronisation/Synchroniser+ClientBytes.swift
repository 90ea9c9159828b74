public import Simulator

extension Synchroniser.Request: ClientContent {
  /// A frame of 24 bytes and what is asked.
  public var byteCount: Int {
    switch self {
    case .write: 37
    case .read: 29
    }
  }
}

extension Synchroniser.Reply: ClientContent {
  public var byteCount: Int {
    switch self {
    case .complete(_, let missing), .partial(_, let missing): 33 + 4 * missing.count
    case .value(_, _, let delivered): 37 + 12 * delivered.width
    case .unknownVariable, .recovering: 25
    }
  }
}
