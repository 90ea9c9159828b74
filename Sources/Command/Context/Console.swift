import Foundation
package import Reports
import Scenarios

/// Where a command prints, and how.
///
/// Nothing reaches it but by `OutputText` and by single lines, so that no text of others, such as a path
/// or a name, can break a line or speak to the terminal.
package struct Console: Sendable {
  private let write: @Sendable (String) -> Void
  private let writeError: @Sendable (String) -> Void
  /// Why standard output took no more, or nil.
  let failure: @Sendable () -> SystemError?
  /// Whether standard output is a terminal.
  let isTerminal: Bool
  /// Whether standard output shows colours.
  let hasColor: Bool
  /// Whether standard error is a terminal, where a line can be overwritten.
  package let showsProgress: Bool
  /// Columns of standard output.
  let width: Int

  /// - Parameters:
  ///   - out: takes what standard output shows.
  ///   - err: takes what standard error shows.
  ///   - failure: why standard output took no more, or nil.
  init(
    out: @escaping @Sendable (String) -> Void, err: @escaping @Sendable (String) -> Void,
    failure: @escaping @Sendable () -> SystemError? = { nil },
    isTerminal: Bool = false, hasColor: Bool, showsProgress: Bool, width: Int
  ) {
    self.isTerminal = isTerminal
    write = out
    writeError = err
    self.failure = failure
    self.hasColor = hasColor
    self.showsProgress = showsProgress
    self.width = width
  }

  /// Prints on standard output: numbers and tables.
  package func out(_ text: OutputText) { write(text.text) }

  /// Prints a line on standard error.
  package func complain(_ line: String) { writeError(VisibleText.line(line) + "\n") }

  /// Shows a line on standard error that the next one overwrites, if that is a terminal.
  package func showProgress(_ line: String) {
    if showsProgress { writeError("\r\u{1B}[K" + VisibleText.line(line)) }
  }

  /// Shows how far long work has come: a line that the next one overwrites on a terminal, one that stays
  /// elsewhere.
  func tellProgress(_ line: String) {
    if showsProgress { showProgress(line) } else { complain(line) }
  }

  /// The width of what is no terminal.
  static var standardWidth: Int { 100 }

  /// The console of this program.
  static func standard(environment: [String: String]) -> Console {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let failure = Locked<SystemError?>(nil)
    let refusesColor = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    return Console(
      out: { text in
        if failure.use({ $0 != nil }) { return }
        do throws(SystemError) {
          try Descriptor.writeAll(text, to: STDOUT_FILENO)
        } catch {
          if error.code == EPIPE { endAsClosedPipe() }
          failure.use { $0 = error }
        }
      },
      // There is no place left to report to when standard error is closed.
      err: { try? Descriptor.writeAll($0, to: STDERR_FILENO) },
      failure: { failure.use { $0 } },
      isTerminal: isTerminal, hasColor: isTerminal && !refusesColor,
      showsProgress: isatty(STDERR_FILENO) == 1,
      width: columns(environment) ?? standardWidth)
  }

  /// Ends the program quietly, as the system ends one that writes into a closed pipe.
  private static func endAsClosedPipe() -> Never {
    _ = signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
    _exit(128 + SIGPIPE)
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
