public import Simulator

/// The safety properties of gossip, by name.
public enum GossipCheck: String, Word {
  /// What an agent knows it knows for good: while it runs, and over crashes once it is durable.
  case neverUnlearned = "never unlearned"
  /// No agent knows a rumour that no client started.
  case neverInvented = "never invented"
  /// An agent spreads only what it knows, and a rumour in which it lost interest no more in this life.
  case interestOnce = "interest once"
  /// A rumour leaves its agent, and is acknowledged, only when it is durable there.
  case durableBeforeSent = "durable before sent"

  /// The names of all checks.
  public static var names: [String] { words }
}
