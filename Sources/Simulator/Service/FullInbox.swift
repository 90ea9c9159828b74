/// What becomes of a message or request that finds an agent's inbox full.
@frozen
public enum FullInbox: String, Word {
  /// It is lost.
  case refuse
  /// The one that has waited longest is lost, and it waits instead.
  case dropOldest = "drop oldest"
}
