import Simulator

/// What did not hold, where several lines may tell of one thing.
///
/// A counterexample has a first line that says what is wrong, and a window of operations below it. A page
/// shows the window once, and elsewhere the first line.
public enum FailureText {
  /// The first line.
  public static func head(_ text: String) -> String {
    String(text.prefix { $0 != "\n" })
  }

  /// The lines below the first.
  public static func tail(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().map { String($0) }
  }

  /// All failures of one run in lines, each window only where it comes first.
  static func lines(_ failures: [String]) -> [String] {
    var shown: [[String]] = []
    return failures.flatMap { failure in
      let tail = tail(failure)
      if shown.contains(tail) { return [head(failure)] }
      shown.append(tail)
      return [head(failure)] + tail
    }
  }
}
