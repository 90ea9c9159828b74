import Foundation

/// Content that was written whole before it takes a file's place.
///
/// Signals that end the program do so when the content is in its place or gone, so that no part of it is
/// left behind. On Linux a file has no name until it is whole: what a killed program has written so far
/// is gone with it.
struct StagedFile {
  /// From the top.
  let path: String

  /// Puts `text` in the place of a file, or starts one.
  ///
  /// - Parameter target: from the top, and no link. Its mode is kept, its owner where the system allows it.
  static func replace(_ target: String, with text: String) throws(SystemError) {
    try replace(target) { $0.put(text) }
  }

  /// Puts what is written piece by piece in the place of a file, or starts one.
  static func replace(
    _ target: String, by write: (TextSink) -> Void
  ) throws(SystemError) {
    StopSignal.hold()
    defer { StopSignal.release() }
    let staged = try StagedFile(at: beside(target), like: try? FileStatus(target), by: write)
    do throws(SystemError) {
      try staged.take(placeOf: target)
    } catch {
      staged.remove()
      throw error
    }
  }

  /// Tries whether content could be staged in a directory, and leaves nothing there.
  static func attempt(in directory: String) throws(SystemError) {
    StopSignal.hold()
    defer { StopSignal.release() }
    try StagedFile("", at: name(in: directory), like: nil).remove()
  }

  /// One that was written before.
  init(staged path: String) { self.path = path }

  /// Writes a new file.
  ///
  /// - Parameter old: the file whose place it is to take, whose mode and owner it gets.
  init(_ text: String, at path: String, like old: FileStatus?) throws(SystemError) {
    try self.init(at: path, like: old) { $0.put(text) }
  }

  /// Writes a new file piece by piece.
  init(
    at path: String, like old: FileStatus?, by write: (TextSink) -> Void
  ) throws(SystemError) {
    self.path = path
    let mode: mode_t = old == nil ? 0o666 : 0o600
    let file: Descriptor
    let unnamed = StagedFile.unnamed(in: Files.parent(path), mode)
    if let unnamed {
      file = unnamed
    } else {
      file = try Descriptor.opened(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
    }
    do throws(SystemError) {
      let sink = TextSink(file.number)
      write(sink)
      try sink.finish()
      if let old { StagedFile.adopt(old, file.number) }
      guard fsync(file.number) == 0 || errno == EINVAL else { throw SystemError(errno) }
      if unnamed != nil { try StagedFile.give(path, to: file) }
    } catch {
      if unnamed == nil { remove() }
      throw error
    }
  }

  /// A new file without a name, or nil where the system or the file system has none.
  private static func unnamed(in directory: String, _ mode: mode_t) -> Descriptor? {
    #if os(Linux)
      // Without it there is no way to a name.
      guard unsafe access(descriptors, X_OK) == 0 else { return nil }
      // `O_TMPFILE` is a macro that is not imported.
      return try? Descriptor.opened(directory, 0o20_000_000 | O_DIRECTORY | O_WRONLY, mode: mode)
    #else
      return nil
    #endif
  }

  /// Gives a file without a name a new one.
  private static func give(_ path: String, to file: Descriptor) throws(SystemError) {
    // Safe: the paths are passed for the length of the call.
    guard
      unsafe linkat(
        AT_FDCWD, "\(descriptors)/\(file.number)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
    else { throw SystemError(errno) }
  }

  private static let descriptors = "/proc/self/fd"

  /// Takes the place of a file at once: a reader sees the one or the other.
  func take(placeOf target: String) throws(SystemError) {
    // Safe: the paths are passed for the length of the call.
    guard unsafe rename(path, target) == 0 else { throw SystemError(errno) }
  }

  func remove() { StagedFile.remove(path) }

  /// Removes a file, if it is there.
  static func remove(_ path: String) {
    // Safe: the path is passed for the length of the call.
    _ = unsafe unlink(path)
  }

  /// Gives a file the owner and mode of another. Only an administrator gives files away: for others the
  /// mode alone is kept, without what it would grant in the name of another owner.
  private static func adopt(_ old: FileStatus, _ descriptor: Int32) {
    let isOwned = fchown(descriptor, old.owner, old.group) == 0
    if !isOwned { _ = fchown(descriptor, uid_t.max, old.group) }
    _ = fchmod(descriptor, isOwned ? old.permissions : old.permissions & 0o777)
  }

  private static func beside(_ target: String) -> String { name(in: Files.parent(target)) }

  private static func name(in directory: String) -> String {
    let number = UInt64.random(in: .min ... .max)
    return "\(directory)/.lockstep-\(String(number, radix: 16)).tmp"
  }
}
