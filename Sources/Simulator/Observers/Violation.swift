/// Something that must never happen and did.
public struct Violation: Hashable, Sendable {
  /// The name of the check that saw it.
  public let check: String
  /// What happened, in words, with the agents and values concerned.
  public let message: String
  /// When the check saw it, by the world's clock.
  public let time: Nanoseconds

  /// What a check saw at a moment.
  public init(check: String, message: String, time: Nanoseconds) {
    self.check = check
    self.message = message
    self.time = time
  }

  /// The check, what happened, and when; further lines of the message come below that.
  public var text: String {
    let end = message.utf8.firstIndex(of: UInt8(ascii: "\n")) ?? message.endIndex
    let moment = "\(time / 1_000_000).\(Violation.padded(time % 1_000_000)) ms"
    return "\(check): \(String(message[..<end])) at \(moment)\(String(message[end...]))"
  }

  private static func padded(_ fraction: Nanoseconds) -> String {
    let digits = String(fraction)
    return String(repeating: "0", count: 6 - digits.utf8.count) + digits
  }
}
