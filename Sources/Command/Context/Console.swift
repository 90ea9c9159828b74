import Foundation

/// Where a command prints, and how.
package struct Console: Sendable {
  /// Standard output: numbers and tables.
  package let out: @Sendable (String) -> Void
  /// Standard error: progress and complaints.
  package let err: @Sendable (String) -> Void
  /// Whether standard output shows colours.
  let hasColor: Bool
  /// Whether standard error is a terminal, where a line can be overwritten.
  package let showsProgress: Bool
  /// Columns of standard output.
  let width: Int

  /// Prints a line on standard error.
  package func complain(_ line: String) { err(line + "\n") }

  /// The width of what is no terminal.
  static var standardWidth: Int { 100 }

  /// The console of this program; `failed` is told when standard output takes no more.
  static func standard(
    environment: [String: String], failed: @escaping @Sendable () -> Void
  ) -> Console {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let refusesColor = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    return Console(
      out: { text in
        do {
          try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
          failed()
        }
      },
      // There is no place left to report to when standard error is closed.
      err: { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) },
      hasColor: isTerminal && !refusesColor, showsProgress: isatty(STDERR_FILENO) == 1,
      width: columns(environment) ?? standardWidth)
  }

  private static func columns(_ environment: [String: String]) -> Int? {
    if let text = environment["COLUMNS"], let columns = Int(text), columns > 0 { return columns }
    var size = winsize()
    // Safe: the request fills a `winsize`, which `size` is and outlives the call.
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}
