public import Simulator

/// The safety properties of barriers, by name.
public enum BarrierCheck: String, Word {
  /// No agent is released from a generation before as many different members as it requires arrived.
  case earlyRelease = "early release"
  /// No agent is released from one generation by the arrivals of another.
  case crossGeneration = "cross-generation release"
  /// An agent that waits for a generation gets one outcome, and all get the same.
  case oneOutcome = "one outcome"
  /// No generation times out before its deadline.
  case earlyTimeout = "early timeout"
  /// An arrival or outcome leaves its agent only when it is durable.
  case durableBeforeSent = "durable before sent"

  /// The names of all checks.
  public static var names: [String] { words }
}
