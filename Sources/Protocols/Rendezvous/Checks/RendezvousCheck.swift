public import Simulator

/// The safety properties of rendezvous, by name.
public enum RendezvousCheck: String, Word {
  /// An agent is in one group at a time, works only on a round of its group, and does no round twice.
  case oneGroup = "one group a round"
  /// With a lighthouse that asks for a majority, no two disjoint groups do the same round.
  case splitRound = "split round"
  /// All that enter a group know the same members, and are one of them.
  case agreedMembers = "agreed members"
  /// No agent waits longer than the settings say, by its own clock.
  case boundedWait = "bounded wait"
  /// No group counts an incarnation of an agent after its former has heard of a later one.
  case deadIncarnation = "dead incarnation"

  /// The names of all checks.
  public static var names: [String] { words }
}
