public import Simulator

/// The safety properties of a team, by name.
public enum TeamCheck: String, Word {
  /// All agents that go on from a round go on from the same snapshot, the one that the log decided.
  case oneSnapshot = "one snapshot"
  /// A decided snapshot is what the job makes of the one before and of the tasks that were counted.
  case asComputed = "as computed"
  /// When a round is decided, the disks of a majority keep its snapshot.
  case keptByMajority = "kept by majority"
  /// A report counts once in a round and a term, and only between its start and its end; and a lease ends
  /// without a report once, and not after its report counted.
  case countedOnce = "counted once"
  /// A report counts only in the term of the coordinator that the election chose, under the newest lease of
  /// its task, for the snapshot that the log decided.
  case fenced
  /// What counts was done by the worker that reports it: one that crashes before it is done reports nothing.
  case doneWork = "done work"
  /// A round ends with the results of all tasks, or at its deadline with a quorum.
  case noTaskLost = "no task lost"

  /// The names of all checks.
  public static var names: [String] { words }
}
