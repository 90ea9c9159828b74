import Foundation

/// An open file of the operating system, closed when nothing holds it any more.
final class Descriptor: Sendable {
  let number: Int32

  /// - Parameter number: an open descriptor, which this closes.
  init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// Opens a path from the top; no child of the program gets the descriptor.
  static func opened(
    _ path: String, _ flags: Int32, mode: mode_t = 0o666
  ) throws(SystemError) -> Descriptor {
    // Safe: the path is passed for the length of the call.
    let number = unsafe open(path, flags | O_CLOEXEC, mode)
    guard number >= 0 else { throw SystemError(errno) }
    return Descriptor(number)
  }

  /// What is left to read, at most `limit` bytes.
  func readAll(limit: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let size = min(block.count, limit - bytes.count)
      // Safe: the block has at least `size` bytes and lives as long as the call.
      let count = unsafe block.withUnsafeMutableBytes { unsafe read(number, $0.baseAddress, size) }
      if count == 0 { break }
      if count > 0 { bytes += block[..<count] } else if errno != EINTR { throw SystemError(errno) }
    }
    return bytes
  }

  /// Bytes from a place of the file on, at most `size`; none at its end.
  func bytes(_ size: Int, at position: Int) throws(SystemError) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: size)
    while true {
      // Safe: the block has `size` bytes and lives as long as the call.
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe pread(number, $0.baseAddress, size, off_t(position))
      }
      if count >= 0 { return Array(block.prefix(count)) }
      if errno != EINTR { throw SystemError(errno) }
    }
  }

  /// Another descriptor of an open file.
  convenience init(duplicating number: Int32) throws(SystemError) {
    let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw SystemError(errno) }
    self.init(copy)
  }

  /// Writes all of a text, however many calls it takes.
  func writeAll(_ text: String) throws(SystemError) {
    try Descriptor.writeAll(text, to: number)
  }

  /// Writes all of a text to an open descriptor, however many calls it takes.
  static func writeAll(_ text: String, to number: Int32) throws(SystemError) {
    try writeAll(Array(text.utf8), to: number)
  }

  /// Writes all bytes to an open descriptor, however many calls it takes.
  static func writeAll(_ bytes: [UInt8], to number: Int32) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // Safe: the bytes live as long as the call.
      let count = unsafe rest.withUnsafeBytes { unsafe write(number, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: wait(for: number)
      default: throw SystemError(errno)
      }
    }
  }

  /// Waits until a descriptor that does not wait by itself takes more.
  private static func wait(for number: Int32) {
    var entry = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    // Safe: the entry outlives the call.
    _ = unsafe poll(&entry, 1, -1)
  }
}
