public import Simulator

/// The safety properties of balancing, by name.
public enum BalancingCheck: String, Word {
  /// A task ends in one way: its effect counts at most once, over reassignments and takeovers.
  case oneVerdict = "one verdict"
  /// A client is told of an end that a majority of the balancers' disks has.
  ///
  /// It rests on disks that keep what is durable: amnesia of balancers violates it.
  case durableFirst = "durable first"
  /// A result counts only under the latest fence of its task.
  case fenced
  /// A worker takes no task of an earlier epoch than it has taken one of.
  case epochsRise = "epochs rise"
  /// No new task goes to a worker whose report exceeds the thresholds of the scenario.
  case sparesOverloaded = "spares the overloaded"
  /// No new task goes to a worker that has said that it drains.
  case sparesDraining = "spares the draining"
  /// Under consistent hashing no assignment takes a worker beyond the mean and the slack.
  case boundedLoads = "bounded loads"
  /// The tasks that a balancer took in are those that ended and those under way.
  case conservation

  /// The names of all checks.
  public static var names: [String] { words }
}
