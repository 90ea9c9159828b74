import Foundation
import Reports

/// Recorded results that change together or not at all.
///
/// All new records are written beside the folder's others, into `.update/`; then a log of what is to take
/// which place is put there by one rename. A program that is killed before that rename has changed
/// nothing, and after it any later one finishes what the log says. A log may have come with the folder
/// from anywhere, so it reaches nothing outside of the folder; records that are links to elsewhere are
/// written one by one, behind the others.
struct UpdateLog {
  /// The folder of records, from the top.
  let folder: String
  private var changes: [(path: String, text: String?)] = []

  init(folder: String) { self.folder = folder }

  private static let staging = ".update"

  /// Has a record written, or removed if there is no text.
  ///
  /// - Parameter path: from the top.
  mutating func add(_ path: String, _ text: String?) { changes.append((path, text)) }

  /// Makes all changes.
  func commit() throws(SystemError) {
    if changes.isEmpty { return }
    try OutputFile.makeDirectories(to: folder + "/" + UpdateLog.staging)
    let lock = try UpdateLog.locked(folder)
    defer { withExtendedLifetime(lock) {} }
    StopSignal.hold()
    defer { StopSignal.release() }
    let root = Files.real(folder) ?? folder
    try UpdateLog.settle(root)
    let inner = changes.map { UpdateLog.inner($0.path, root) }
    do throws(SystemError) {
      try stage(inner, in: root)
    } catch {
      _ = try? UpdateLog.settle(root)
      throw error
    }
    try UpdateLog.settle(root)
    for (change, inner) in zip(changes, inner) where inner == nil {
      guard let text = change.text else { continue }
      try StagedFile.replace(Files.real(change.path) ?? change.path, with: text)
    }
  }

  /// Writes all that is new, and the log last.
  private func stage(_ inner: [String?], in root: String) throws(SystemError) {
    let staging = "\(root)/\(UpdateLog.staging)"
    // Safe: the path is passed for the length of the call.
    guard unsafe mkdir(staging, 0o700) == 0 else { throw SystemError(errno) }
    var lines = ""
    for (index, change) in changes.enumerated() {
      guard let target = inner[index] else { continue }
      if let text = change.text {
        let old = try? FileStatus("\(root)/\(target)")
        _ = try StagedFile(text, at: "\(staging)/\(index)", like: old)
      }
      lines += "\(change.text == nil ? "-" : String(index))\0\(target)\0"
    }
    try StagedFile(lines, at: staging + "/log.part", like: nil).take(placeOf: staging + "/log")
  }

  /// Where a path leads to below a folder without links; nil if elsewhere.
  private static func inner(_ path: String, _ root: String) -> String? {
    var parent = Files.parent(path)
    var rest = "/" + (path.split(separator: "/").last.map { String($0) } ?? "")
    if let real = Files.real(path) { (parent, rest) = (real, "") }
    // Directories that are still to be made.
    while Files.real(parent) == nil, parent != "/" {
      rest = "/" + (parent.split(separator: "/").last.map { String($0) } ?? "") + rest
      parent = Files.parent(parent)
    }
    let place = (Files.real(parent) ?? parent) + rest
    return place.hasPrefix(root + "/") ? String(place.dropFirst(root.count + 1)) : nil
  }

  /// Finishes an update that was stopped, if it had been written whole, or drops it.
  ///
  /// - Parameter folder: of records, from the top.
  /// - Returns: what was done, in words, or nil if nothing was to do.
  static func recover(_ folder: String) throws(SystemError) -> String? {
    guard Files(root: folder).kind(staging) == .directory else { return nil }
    let lock = try locked(folder)
    defer { withExtendedLifetime(lock) {} }
    StopSignal.hold()
    defer { StopSignal.release() }
    return try settle(Files.real(folder) ?? folder)
  }

  /// Makes the changes of the log, if there is one, and removes what was staged.
  @discardableResult
  private static func settle(_ root: String) throws(SystemError) -> String? {
    let staging = "\(root)/\(staging)"
    let files = Files(root: staging)
    guard Files.real(staging) == staging else { return nil }
    var count: Int?
    if files.kind("log") == .file {
      let text = String(decoding: try files.contents("log", limit: 1 << 30), as: UTF8.self)
      let words = text.split(separator: "\0", omittingEmptySubsequences: false).map { String($0) }
      for place in stride(from: 0, to: words.count - 2, by: 2) {
        guard inner("\(root)/\(words[place + 1])", root) == words[place + 1] else { continue }
        try apply(words[place], "\(root)/\(words[place + 1])", in: staging)
      }
      count = words.count / 2
      // It goes before what it lists: without it, the rest is of no update.
      StagedFile.remove(staging + "/log")
    }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: staging)) ?? [] {
      StagedFile.remove("\(staging)/\(name)")
    }
    // Safe: the path is passed for the length of the call.
    guard unsafe rmdir(staging) == 0 else { throw SystemError(errno) }
    return count.map { "finished an update of \(CountText.counted(Int64($0), "record"))" }
      ?? "dropped an update that was not written whole"
  }

  /// Makes one change, unless it is made already.
  private static func apply(
    _ name: String, _ target: String, in staging: String
  ) throws(SystemError) {
    if name == "-" {
      StagedFile.remove(target)
      return
    }
    let source = "\(staging)/\(name)"
    guard !name.contains("/"), Files.real(source) == source else { return }
    try OutputFile.makeDirectories(to: target)
    do throws(SystemError) {
      try StagedFile(staged: source).take(placeOf: target)
    } catch {
      // A folder of records may hold another file system.
      guard error.code == EXDEV else { throw error }
      let bytes = try Files(root: staging).contents(name, limit: 1 << 30)
      try StagedFile.replace(target, with: String(decoding: bytes, as: UTF8.self))
      StagedFile.remove(source)
    }
  }

  /// The folder, which one update at a time holds; another one is waited for.
  private static func locked(_ folder: String) throws(SystemError) -> Descriptor {
    let descriptor = try Descriptor.opened(folder, O_RDONLY | O_DIRECTORY)
    while flock(descriptor.number, LOCK_EX) != 0 {
      guard errno == EINTR else { throw SystemError(errno) }
    }
    return descriptor
  }
}
