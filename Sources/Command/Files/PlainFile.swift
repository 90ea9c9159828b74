import Foundation

/// Opens files of the kind that a program expects: regular ones, and where it trusts what they say, those
/// that nobody but their user can have written.
enum PlainFile {
  /// Why one is not opened.
  struct Refusal: LocalizedError {
    let reason: String
    /// Whether nothing is there.
    let isMissing: Bool

    init(_ reason: String) {
      self.reason = reason
      isMissing = false
    }

    var errorDescription: String? { reason }

    /// The system's own reason.
    init(_ code: Int32) {
      isMissing = code == ENOENT
      reason =
        switch code {
        case ELOOP: "it is a symbolic link; name what it leads to"
        default: SystemError(code).words
        }
    }
  }

  /// Opens a file, whose descriptor the handle closes.
  ///
  /// Never waits, as for the other end of a pipe, and hands the descriptor to no child.
  ///
  /// - Parameters:
  ///   - path: from the top, or from `folder`.
  ///   - flags: those of `open(2)` beside the ones that make this safe.
  ///   - mode: of a file that is made.
  ///   - isOwn: whether only a file is opened that no other user can have written, and no link.
  static func opened(
    _ path: String, in folder: Int32 = AT_FDCWD, _ flags: Int32, mode: mode_t = 0o644, isOwn: Bool
  ) throws(Refusal) -> FileHandle {
    let safety = O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (isOwn ? O_NOFOLLOW : 0)
    // Safe: the path is passed for the length of the call.
    let descriptor = unsafe openat(folder, path, flags | safety, mode)
    guard descriptor >= 0 else { throw Refusal(errno) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let status = try status(of: descriptor)
    try check(status, isKind: S_IFREG, isOwn: isOwn)
    return file
  }

  /// What is known of an open file.
  static func status(of descriptor: Int32) throws(Refusal) -> stat {
    var status = stat()
    // Safe: the call fills `status`, which outlives it.
    guard unsafe fstat(descriptor, &status) == 0 else { throw Refusal(errno) }
    return status
  }

  /// Whether it is of a kind and, if it has to be this user's own, is.
  static func check(_ status: stat, isKind kind: mode_t, isOwn: Bool) throws(Refusal) {
    guard status.st_mode & S_IFMT == kind else { throw Refusal("it is \(name(of: status))") }
    guard isOwn else { return }
    guard status.st_uid == geteuid() else { throw Refusal("it belongs to another user") }
    guard status.st_mode & 0o022 == 0 else {
      throw Refusal("others may write to it; 'chmod go-w' takes that from them")
    }
  }

  private static func name(of status: stat) -> String {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: "a directory"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    case S_IFCHR, S_IFBLK: "a device"
    default: "no file that is known here"
    }
  }
}
