import Experiments
import Foundation
import Reports

/// The rows that a sweep has finished, kept so that it can go on after it was stopped, however.
///
/// Rows are written whole batches at a time by one call of the system; what a kill tears off is dropped
/// when the journal is opened again, and those runs are run again. Rows are taken for results, so only a
/// file is opened that this user alone can have written, and each row is sealed with the user's key.
struct Journal {
  let path: String
  /// The rows found when it was opened.
  let found: [SweepRow]
  /// What was not whole, and dropped.
  let dropped: Dropped?
  private let file: FileHandle
  private var writer: RowWriter
  private var pending = ""
  private var lastWrite = ProcessInfo.processInfo.systemUptime
  private(set) var failure: String?

  /// The end of a journal that is not as it was written.
  struct Dropped {
    let byteCount: Int
    /// What is wrong with its first line; nil for the beginning of a header.
    let mistake: RowFileMistake?
  }

  /// Why a journal cannot be kept at a path.
  enum Refusal: Error {
    /// The place cannot be opened, read, written or trusted.
    case place(String)
    /// What is there is not this sweep's.
    case content(String)
    /// Another sweep is writing it.
    case inUse(String)

    var line: String {
      switch self {
      case .place(let line), .content(let line), .inUse(let line): line
      }
    }
  }

  /// Opens a journal, or starts one.
  ///
  /// - Parameter header: with its build, as rows hold for the build that made them.
  init(_ path: String, _ header: SweepHeader, _ seal: RowSeal) throws(Refusal) {
    self.path = path
    file = try Journal.open(path)
    let text = Array(header.text(seal).utf8)
    do {
      let bytes = try Journal.bytes(file, path)
      let old = try Journal.read(bytes, path, header, text, seal)
      found = old?.rows ?? []
      writer = RowWriter(header, seal, after: found.count)
      let kept = old?.wholeBytes ?? 0
      dropped =
        kept == bytes.count ? nil : Dropped(byteCount: bytes.count - kept, mistake: old?.mistake)
      try file.truncate(atOffset: UInt64(kept))
      try file.seek(toOffset: UInt64(kept))
      if old == nil { try file.write(contentsOf: Data(text)) }
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .place("cannot write the journal \(path): \(Files.reason(error))")
    }
  }

  /// Opens the file, for this sweep alone.
  private static func open(_ path: String) throws(Refusal) -> FileHandle {
    let directory = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    do throws(PlainFile.Refusal) {
      while true {
        let file = try PlainFile.opened(path, O_RDWR | O_CREAT, isOwn: true)
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
          if errno == EWOULDBLOCK { break }
          throw PlainFile.Refusal(errno)
        }
        // A sweep that has just ended may have removed it between the two calls.
        if try PlainFile.status(of: file.fileDescriptor).st_nlink > 0 { return file }
      }
    } catch {
      throw .place("cannot use the journal \(path): \(error.reason)")
    }
    throw .inUse("\(path) is in use by another sweep; wait for it, or name another --journal")
  }

  /// What the file holds, or its start if it does not begin as a journal does.
  private static func bytes(_ file: FileHandle, _ path: String) throws -> [UInt8] {
    let start = try Array(file.read(upToCount: 64) ?? Data())
    let signature = SweepHeader.signature.utf8
    guard signature.starts(with: start.prefix(signature.count)) else { return start }
    guard try PlainFile.status(of: file.fileDescriptor).st_size <= largest else {
      throw Refusal.content("\(path) is larger than any journal; name another --journal")
    }
    return try start + Array(file.readToEnd() ?? Data())
  }

  /// No file of rows has more bytes than this.
  static let largest = 1 << 34

  /// What the journal holds; nil if it ends within its header.
  private static func read(
    _ bytes: [UInt8], _ path: String, _ header: SweepHeader, _ headerText: [UInt8], _ seal: RowSeal
  ) throws(Refusal) -> RowFile? {
    // A sweep that was stopped while it wrote the header left a beginning of it.
    if bytes.count < headerText.count, headerText.starts(with: bytes) { return nil }
    let file: RowFile
    do throws(RowFileMistake) {
      file = try RowFile(bytes, seal)
    } catch {
      throw .content(Journal.line(path, error))
    }
    if file.header.build == nil {
      throw .content("\(path) is a part for 'merge', no journal; name another --journal")
    }
    var words = file.header.differences(from: header)
    if file.header.shard != header.shard {
      words.append("part \(file.header.shard.text), not \(header.shard.text)")
    }
    if words.isEmpty { return file }
    throw .content(
      "\(path) is the journal of another sweep (\(words.joined(separator: "; "))); "
        + "remove it, or name another --journal")
  }

  private static func line(_ path: String, _ mistake: RowFileMistake) -> String {
    switch mistake.kind {
    case .foreign: return "\(path) is no journal of a sweep; name another --journal"
    case .otherSeal:
      return "\(path) was written by another user, on another machine, or before the key of this "
        + "user's journals was removed: its rows cannot be trusted here. Remove it or name another "
        + "--journal; runs are carried elsewhere by --out and joined by 'merge'"
    default:
      return "\(path):\(mistake.line): \(mistake.message); remove it, or name another --journal"
    }
  }

  /// Keeps a row; it is safe from a kill within a quarter of a second.
  mutating func append(_ row: SweepRow) {
    pending += writer.line(row)
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
