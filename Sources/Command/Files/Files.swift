import Foundation

/// The file system as seen from one directory.
package struct Files: Sendable {
  /// What relative paths are relative to.
  let root: String

  enum Kind: Equatable {
    case missing
    case directory
    /// A file, or what reads like one.
    case file
    /// What is there cannot be seen, and why.
    case hidden(SystemError)
  }

  /// The path from the top.
  package func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : root + "/" + path }

  /// A path from the top without empty parts, `.` and `..`.
  static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// The directory that holds what a plain path leads to; that of the top is the top.
  static func parent(_ path: String) -> String {
    plain(path + "/..")
  }

  /// The path from the top without links; nil if nothing is there.
  static func real(_ path: String) -> String? {
    // Safe: the path is passed for the length of the call, and the text that it gives is copied at once
    // and freed.
    guard let text = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }

  func kind(_ path: String) -> Kind {
    do throws(SystemError) {
      return try FileStatus(absolute(path)).kind == .directory ? .directory : .file
    } catch {
      switch error.code {
      case ENOENT, ENOTDIR, ENAMETOOLONG, EINVAL: return .missing
      default: return .hidden(error)
      }
    }
  }

  /// A file's bytes, at most `limit` and one more of them; nil if it cannot be read.
  func bytes(_ path: String, limit: Int) -> [UInt8]? { try? contents(path, limit: limit) }

  /// A file's bytes, at most `limit` and one more of them.
  func contents(_ path: String, limit: Int) throws(SystemError) -> [UInt8] {
    let file = try Descriptor.opened(absolute(path), O_RDONLY)
    return try file.readAll(limit: limit + 1)
  }

  /// A regular file's text; nil if there is none, as behind a device.
  package func text(_ path: String) throws(Complaint) -> String? {
    guard let kind = try? FileStatus(absolute(path)).kind, kind == .file else { return nil }
    do throws(SystemError) {
      return String(decoding: try contents(path, limit: 1 << 30), as: UTF8.self)
    } catch {
      throw Complaint("cannot read \(path): \(error.words)", .programFailed)
    }
  }

  /// Replaces a file at once, making the directories on its way.
  func write(_ text: String, to path: String) throws(Complaint) {
    try OutputFile(path, self).write(text)
  }

  /// All files below a directory with one of these endings, sorted; empty without the directory.
  func list(_ directory: String, endings: [String]) -> [String] {
    let root = Files.real(absolute(directory)) ?? absolute(directory)
    guard let walk = FileManager.default.enumerator(atPath: root) else { return [] }
    let names = walk.compactMap { $0 as? String }.filter { name in
      endings.contains { name.hasSuffix($0) } && kind(directory + "/" + name) == .file
    }
    return names.sorted().map { directory == "." ? $0 : directory + "/" + $0 }
  }

  /// Why the system refused, in plain words.
  static func reason(_ error: any Error) -> String {
    let outer = error as NSError
    let cause = outer.userInfo[NSUnderlyingErrorKey] as? NSError ?? outer
    return cause.domain == NSPOSIXErrorDomain
      ? SystemError(Int32(cause.code)).words : cause.localizedDescription
  }
}
