public import Simulator

/// The safety properties of averaging, by name.
public enum AveragingCheck: String, Word {
  /// The sum of all numbers, and in push-sum that of all weights, is what it was at the start.
  case mass
  /// No estimate leaves the range of the first numbers.
  case range

  /// The names of all checks.
  public static var names: [String] { words }
}
