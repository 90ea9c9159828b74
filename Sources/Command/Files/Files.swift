import Foundation

/// The file system as seen from one directory.
package struct Files: Sendable {
  /// What relative paths are relative to.
  let root: String

  enum Kind {
    case missing
    case directory
    /// A file, or what reads like one.
    case file
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

  func kind(_ path: String) -> Kind {
    var isDirectory: ObjCBool = false
    // Safe: the pointer is to a local variable for the length of the call.
    let exists = unsafe FileManager.default.fileExists(
      atPath: absolute(path), isDirectory: &isDirectory)
    return !exists ? .missing : isDirectory.boolValue ? .directory : .file
  }

  /// A file's bytes, at most `limit` and one more of them; nil if it cannot be read.
  func bytes(_ path: String, limit: Int) -> [UInt8]? {
    guard let file = FileHandle(forReadingAtPath: absolute(path)) else { return nil }
    defer { try? file.close() }
    guard let data = try? file.read(upToCount: limit + 1) else {
      return kind(path) == .file ? [] : nil
    }
    return Array(data)
  }

  /// Replaces a file at once, making the directories on its way.
  func write(_ text: String, to path: String) throws(Complaint) {
    let target = absolute(path)
    do {
      let directory = (target as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: target), options: .atomic)
    } catch {
      throw Complaint("cannot write \(path): \(Files.reason(error))", .programFailed)
    }
  }

  func remove(_ path: String) throws(Complaint) {
    do {
      try FileManager.default.removeItem(atPath: absolute(path))
    } catch {
      throw Complaint("cannot remove \(path): \(Files.reason(error))", .programFailed)
    }
  }

  /// All files below a directory with one of these endings, sorted; empty without the directory.
  func list(_ directory: String, endings: [String]) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: absolute(directory)) else { return [] }
    let names = walk.compactMap { $0 as? String }.filter { name in
      endings.contains { name.hasSuffix($0) } && kind(directory + "/" + name) == .file
    }
    return names.sorted().map { directory == "." ? $0 : directory + "/" + $0 }
  }

  /// Why the system refused, in its own words.
  static func reason(_ error: any Error) -> String {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    return (cause ?? error as NSError).localizedDescription
  }
}
