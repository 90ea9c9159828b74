import Foundation

/// The terminal at standard input and output.
struct Terminal: Sendable {
  /// Bytes that were typed; empty at the end of input. Waits for the first, at most so many milliseconds
  /// if that is not negative, and then gives nil.
  let read: @Sendable (_ patience: Int32) -> [UInt8]?
  /// Columns and rows now.
  let size: @Sendable () -> (columns: Int, rows: Int)
  /// Gives each key at once and shows none, until it is called with false.
  let makeRaw: @Sendable (_ isRaw: Bool) -> Void

  /// That of this process, if standard input and output are one.
  static func ofProcess() -> Terminal? {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1,
      ProcessInfo.processInfo.environment["TERM"] != "dumb"
    else { return nil }
    var modes = termios()
    // Safe: the modes are filled by the call and outlive it.
    guard unsafe tcgetattr(STDIN_FILENO, &modes) == 0 else { return nil }
    let before = Locked(modes)
    let makeRaw = { @Sendable (isRaw: Bool) in
      var modes = before.use { $0 }
      if isRaw {
        modes.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        modes.c_iflag &= ~tcflag_t(IXON | ICRNL)
      }
      // Safe: the modes outlive the call.
      _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
    }
    return Terminal(read: { bytes(patience: $0) }, size: { windowSize() }, makeRaw: makeRaw)
  }

  private static func bytes(patience: Int32) -> [UInt8]? {
    var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    // Safe: the entry outlives the call.
    let ready = unsafe poll(&entry, 1, patience)
    if ready == 0 || (ready < 0 && errno == EINTR) { return nil }
    var block = [UInt8](repeating: 0, count: 1_024)
    // Safe: the block has as many bytes as it says and lives as long as the call.
    let count = unsafe block.withUnsafeMutableBytes {
      unsafe Foundation.read(STDIN_FILENO, $0.baseAddress, $0.count)
    }
    if count < 0, errno == EINTR { return nil }
    return count > 0 ? Array(block[..<count]) : []
  }

  private static func windowSize() -> (columns: Int, rows: Int) {
    var size = winsize()
    // Safe: the request fills a `winsize`, which `size` is and outlives the call.
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0,
      size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
