public import Simulator

/// What must never happen to a budget, by name.
public enum BudgetCheck: String, Word {
  /// What is spent and set aside is never more than may be spent, whoever plans.
  case withinBudget = "within the budget"
  /// Money is set aside by grants and spent by starts, each the cost of its task.
  case exactAccount = "exact account"
  /// A task is done once.
  case doneOnce = "done once"
  /// A worker does what the log says is started.
  case startedFirst = "started first"
  /// A task is granted only if it can be done in time, and done in time or said to be late.
  case deadline = "deadline kept or named"
  /// All replicas apply the same deeds with the same effects.
  case agreement = "replicas agree"

  /// The names of all checks.
  public static var names: [String] { words }
}
