import Foundation

/// What the system knows of a file.
struct FileStatus {
  private let status: stat

  /// - Parameter path: from the top; a link is followed.
  init(_ path: String) throws(SystemError) {
    var status = stat()
    // Safe: the call fills `status`, which outlives it; the path is passed for its length.
    guard unsafe stat(path, &status) == 0 else { throw SystemError(errno) }
    self.status = status
  }

  init(of descriptor: Int32) throws(SystemError) {
    var status = stat()
    // Safe: the call fills `status`, which outlives it.
    guard unsafe fstat(descriptor, &status) == 0 else { throw SystemError(errno) }
    self.status = status
  }

  enum Kind {
    case file, directory, pipe, device, socket, other
  }

  var kind: Kind {
    switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFIFO: .pipe
    case S_IFCHR, S_IFBLK: .device
    case S_IFSOCK: .socket
    default: .other
    }
  }

  /// Who may do what with it.
  var permissions: mode_t { status.st_mode & 0o7777 }
  var owner: uid_t { status.st_uid }
  var group: gid_t { status.st_gid }
  /// Which device it is, if it is one.
  var device: dev_t { status.st_rdev }

  /// Whether it is the same file as another.
  func isSame(as other: FileStatus) -> Bool {
    status.st_dev == other.status.st_dev && status.st_ino == other.status.st_ino
  }
}
