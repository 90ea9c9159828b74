import Experiments
import Foundation
import Reports

/// The rows that a sweep has finished, kept so that it can go on after it was stopped, however.
///
/// Rows are written whole batches at a time by one call of the system; what a kill tears off is dropped
/// when the journal is opened again, and those runs are run again.
struct Journal {
  let path: String
  /// The rows found when it was opened.
  let found: [SweepRow]
  /// Bytes that were torn or damaged, and dropped.
  let droppedBytes: Int
  private let file: FileHandle
  private var pending = ""
  private var lastWrite = ProcessInfo.processInfo.systemUptime
  private(set) var failure: String?

  /// Why a journal cannot be kept at a path.
  enum Refusal: Error {
    /// The place cannot be opened, read or written.
    case place(String)
    /// What is there is not this sweep's.
    case content(String)

    var line: String {
      switch self {
      case .place(let line), .content(let line): line
      }
    }
  }

  /// Opens a journal, or starts one.
  ///
  /// - Parameter header: with the build in its version, as rows hold for the build that made them.
  init(_ path: String, _ header: SweepHeader, _ plan: SweepPlan) throws(Refusal) {
    self.path = path
    file = try Journal.open(path)
    guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw .content("\(path) is in use by another sweep; wait for it, or name another --journal")
    }
    do {
      let bytes = try Array(file.readToEnd() ?? Data())
      let old = try Journal.read(bytes, path, header)
      found = old?.rows.filter { plan.isOwn($0) } ?? []
      let kept = old?.wholeBytes ?? 0
      droppedBytes = bytes.count - kept
      try file.truncate(atOffset: UInt64(kept))
      try file.seek(toOffset: UInt64(kept))
      if old == nil { try file.write(contentsOf: Data(header.text.utf8)) }
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .place("cannot write the journal \(path): \(Files.reason(error))")
    }
  }

  private static func open(_ path: String) throws(Refusal) -> FileHandle {
    let directory = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let exists = FileManager.default.fileExists(atPath: path)
    guard exists || FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forUpdatingAtPath: path)
    else {
      throw .place("cannot open the journal \(path)")
    }
    return file
  }

  /// What the journal holds; nil if it ends within its header.
  private static func read(
    _ bytes: [UInt8], _ path: String, _ header: SweepHeader
  ) throws(Refusal) -> RowFile? {
    guard let file = RowFile(bytes) else {
      // A sweep that was stopped while it wrote the header left a beginning of it.
      if header.text.utf8.starts(with: bytes) { return nil }
      throw .content("\(path) is no journal of a sweep; name another --journal")
    }
    var words = file.header.differences(from: header)
    if file.header.shard != header.shard {
      words.append("part \(file.header.shard.text), not \(header.shard.text)")
    }
    if !words.isEmpty {
      throw .content(
        "\(path) is the journal of another sweep (\(words.joined(separator: "; "))); "
          + "remove it, or name another --journal")
    }
    return file
  }

  /// Keeps a row; it is safe from a kill within a quarter of a second.
  mutating func append(_ row: SweepRow) {
    pending += row.text + "\n"
    let now = ProcessInfo.processInfo.systemUptime
    if now - lastWrite >= 0.25 || pending.utf8.count >= 1 << 16 {
      flush()
      lastWrite = now
    }
  }

  mutating func flush() {
    if pending.isEmpty || failure != nil { return }
    do {
      try file.write(contentsOf: Data(pending.utf8))
      pending = ""
    } catch {
      failure = "cannot write \(path): \(Files.reason(error))"
    }
  }

  /// Writes what is left and closes the file, which is removed unless it was named.
  mutating func close(removing: Bool) {
    flush()
    try? file.close()
    if removing { try? FileManager.default.removeItem(atPath: path) }
  }
}
