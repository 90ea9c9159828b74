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
  /// How many rows were found when it was opened.
  let found: Int
  /// Stretches of the file in which rows stand at most `window` places before those that precede them.
  private let segments: [Range<Int>]
  /// What was not whole, and dropped.
  let dropped: Dropped?
  private let file: FileHandle
  private var writer: RowWriter
  private var pending = ""
  private var lastWrite = ProcessInfo.processInfo.systemUptime
  private(set) var failure: String?

  /// A run is begun only when all runs that precede it by more than this are done: so many rows have to be
  /// in memory to bring those of a journal into their order.
  static let window = 1_024

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
    let text = header.text(seal)
    do {
      let size = try Journal.size(file, path)
      let old = try Journal.read(file, size, path, header, Array(text.utf8), seal)
      found = old?.rowCount ?? 0
      segments = old?.segments ?? []
      writer = RowWriter(header, seal, after: found)
      let kept = old?.wholeBytes ?? 0
      dropped = kept == size ? nil : Dropped(byteCount: size - kept, mistake: old?.mistake)
      try file.truncate(atOffset: UInt64(kept))
      try file.seek(toOffset: UInt64(kept))
      if old == nil { try file.write(contentsOf: Data(text.utf8)) }
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

  /// How many bytes the file has.
  private static func size(_ file: FileHandle, _ path: String) throws -> Int {
    let size = try Int(PlainFile.status(of: file.fileDescriptor).st_size)
    guard size <= largest else {
      throw Refusal.content("\(path) is larger than any journal; name another --journal")
    }
    return size
  }

  /// No file of rows has more bytes than this.
  static let largest = 1 << 40

  /// What an old journal holds.
  private struct Old {
    var rowCount = 0
    var segments: [Range<Int>] = []
    var wholeBytes = 0
    var mistake: RowFileMistake?

    /// Adds a row's place; rows that stand far behind where they belong begin a segment.
    mutating func add(_ row: Int64, _ bytes: Range<Int>, last: inout Int64) {
      rowCount += 1
      if segments.isEmpty || row + Int64(Journal.window) < last {
        segments.append(bytes)
        last = row
      } else {
        segments[segments.count - 1] = segments[segments.count - 1].lowerBound..<bytes.upperBound
        last = max(last, row)
      }
      wholeBytes = bytes.upperBound
    }
  }

  /// What the journal holds; nil if it ends within its header.
  private static func read(
    _ file: FileHandle, _ size: Int, _ path: String, _ header: SweepHeader,
    _ headerText: [UInt8], _ seal: RowSeal
  ) throws -> Old? {
    let descriptor = try Descriptor(duplicating: file.fileDescriptor)
    // A sweep that was stopped while it wrote the header left a beginning of it.
    if size < headerText.count {
      let bytes = try descriptor.bytes(size, at: 0)
      if headerText.starts(with: bytes) { return nil }
    }
    // The rest of what is no journal is not read.
    let start = try descriptor.bytes(64, at: 0)
    let signature = SweepHeader.signature.utf8
    let isJournal = signature.starts(with: start.prefix(signature.count))
    let blocks = BlockReader(descriptor, 0..<(isJournal ? size : start.count))
    let old = try read(blocks, path, header, seal)
    if let failure = blocks.failure { throw failure }
    return old
  }

  private static func read(
    _ blocks: BlockReader, _ path: String, _ header: SweepHeader, _ seal: RowSeal
  ) throws(Refusal) -> Old {
    var reader: RowReader
    do throws(RowFileMistake) {
      reader = try RowReader({ blocks.next() }, seal)
    } catch {
      throw .content(Journal.line(path, error))
    }
    try check(reader.header, path, header)
    var old = Old(wholeBytes: reader.wholeBytes)
    var last: Int64 = 0
    do throws(RowFileMistake) {
      while let row = try reader.next() {
        let bytes = old.wholeBytes..<reader.wholeBytes
        old.add(header.index(of: row), bytes, last: &last)
      }
    } catch {
      old.mistake = error
    }
    return old
  }

  /// Whether a journal is this sweep's.
  private static func check(
    _ found: SweepHeader, _ path: String, _ header: SweepHeader
  ) throws(Refusal) {
    if found.build == nil {
      throw .content("\(path) is a part for 'merge', no journal; name another --journal")
    }
    var words = found.differences(from: header)
    if found.shard != header.shard {
      words.append("part \(found.shard.text), not \(header.shard.text)")
    }
    if words.isEmpty { return }
    throw .content(
      "\(path) is the journal of another sweep (\(words.joined(separator: "; "))); "
        + "remove it, or name another --journal")
  }

  /// The rows found when it was opened, in the order of the sweep, each once.
  func rows() -> OrderedRows<RowCursor> {
    guard let descriptor = try? Descriptor(duplicating: file.fileDescriptor) else {
      return OrderedRows([])
    }
    let sources = segments.map { segment in
      let blocks = BlockReader(descriptor, segment)
      return RowCursor { blocks.next() }
    }
    return OrderedRows(sources, window: Journal.window)
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
    if failure != nil { return }
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
