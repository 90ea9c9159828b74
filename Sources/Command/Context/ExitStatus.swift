/// What the command tells the shell.
package enum ExitStatus: Int32 {
  /// All that had to hold held.
  case held = 0
  /// Something that had to hold did not.
  case failed = 1
  /// The input was wrong; nothing was run.
  case wrongInput = 2
  /// The program, or the machine under it, failed.
  case programFailed = 3

  /// The graver of two.
  static func graver(_ left: ExitStatus, _ right: ExitStatus) -> ExitStatus {
    left.rawValue >= right.rawValue ? left : right
  }
}
