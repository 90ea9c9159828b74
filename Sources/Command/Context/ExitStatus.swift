/// What the command tells the shell.
package enum ExitStatus: Int32 {
  /// All that had to hold held.
  case held = 0
  /// Something that had to hold did not.
  case failed = 1
  /// The input was wrong; nothing was run.
  case wrongInput = 2
  /// The program, or the machine under it, failed, a run met a limit, or a check gave up.
  case programFailed = 3
  /// Asked to stop by SIGHUP, SIGINT or SIGTERM: 128 and the signal's number, as shells have it.
  case hungUp = 129
  case interrupted = 130
  case terminated = 143

  /// Of runs that failed, passed, or did neither.
  init(failed: Bool, passed: Bool) {
    self = failed ? .failed : passed ? .held : .programFailed
  }

  /// The graver of two.
  static func graver(_ left: ExitStatus, _ right: ExitStatus) -> ExitStatus {
    left.rawValue >= right.rawValue ? left : right
  }
}
