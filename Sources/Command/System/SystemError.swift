import Foundation

/// What the operating system refused, in plain words.
struct SystemError: LocalizedError, Hashable {
  /// The system's number for it, as `errno` has it.
  let code: Int32

  init(_ code: Int32) { self.code = code }

  /// The reason, as a part of a sentence.
  var words: String {
    switch code {
    case ENOENT: return "there is no such file or directory"
    case ENOTDIR: return "a part of its path is no directory"
    case EISDIR: return "it is a directory"
    case EACCES: return "permission denied"
    case ELOOP: return "its path leads through too many symbolic links"
    case ENOSPC: return "no space is left on the device"
    case EPIPE: return "its reader has closed it"
    default: break
    }
    // Safe: the text is the system's own, and copied at once.
    let text = unsafe String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  var errorDescription: String? { words }
}
