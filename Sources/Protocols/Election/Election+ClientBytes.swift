public import Simulator

extension Election.Request: ClientContent {
  /// A frame of 24 bytes, the scope and the operation.
  public var byteCount: Int { 29 }
}

extension Election.Reply: ClientContent {
  public var byteCount: Int { 33 }
}
