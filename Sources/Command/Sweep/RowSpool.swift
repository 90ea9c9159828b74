import Experiments
import Foundation
import Reports

/// Rows for those who ask for every one, in the order in which they were added: the last of them in memory,
/// the others in a file without a name, which is gone with the program.
struct RowSpool {
  private let keepsSamples: Bool
  private let blockSize: Int
  private let folders: [String]
  private var file: Descriptor?
  /// Bytes in the file.
  private var size = 0
  private var block: [UInt8] = []
  /// Where the rows of each variant begin, among all bytes.
  private var starts: [Int] = []
  /// Why not all rows are kept.
  private(set) var failure: String?

  /// - Parameters:
  ///   - keepsSamples: whether samples are kept, which only parts need.
  ///   - folders: where the file may lie, the first that can be written being taken.
  ///   - blockSize: so many bytes are gathered before they are written.
  init(
    keepsSamples: Bool, folders: [String] = RowSpool.standardFolders, blockSize: Int = 1 << 20
  ) {
    self.keepsSamples = keepsSamples
    self.folders = folders
    self.blockSize = blockSize
  }

  /// A file that may be large is better not in `/tmp`, which is memory on many systems.
  static var standardFolders: [String] {
    let named = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 }
    return [named, "/var/tmp", "/tmp"].compactMap { $0 }
  }

  /// Adds the next row, in the order of the sweep.
  mutating func add(_ row: SweepRow) {
    while starts.count <= row.variant { starts.append(size + block.count) }
    block += (keepsSamples ? row : row.withoutSamples).line.utf8
    if block.count >= blockSize { flush() }
  }

  private mutating func flush() {
    defer { block = [] }
    if failure != nil { return }
    do throws(SystemError) {
      let open: Descriptor
      if let file { open = file } else { open = try opened() }
      file = open
      try Descriptor.writeAll(block, to: open.number)
      size += block.count
    } catch {
      failure =
        "cannot keep rows in \(folders.joined(separator: " or ")): \(error.words); TMPDIR names "
        + "another folder for them"
    }
  }

  private func opened() throws(SystemError) -> Descriptor {
    var reason = SystemError(ENOENT)
    for folder in folders {
      let path = "\(folder)/.lockstep-\(String(UInt64.random(in: .min ... .max), radix: 16)).rows"
      do throws(SystemError) {
        let file = try Descriptor.opened(
          path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        StagedFile.remove(path)
        return file
      } catch {
        reason = error
      }
    }
    throw reason
  }

  /// The rows that were added.
  ///
  /// - Parameter failed: told why, if they cannot be read to their end.
  func rows(_ failed: @escaping @Sendable (String) -> Void) -> SweepRows {
    let (file, size, block, starts) = (file, size, block, starts)
    return SweepRows { variant, visit in
      let start = variant.map { $0 < starts.count ? starts[$0] : size + block.count } ?? 0
      let last = Locked(false)
      let reader = file.map { BlockReader($0, min(start, size)..<size) }
      var cursor = RowCursor {
        if let bytes = reader?.next(), !bytes.isEmpty { return bytes }
        let isDone = last.use { isDone in
          defer { isDone = true }
          return isDone
        }
        return isDone ? [] : Array(block[max(0, start - size)...])
      }
      while let row = cursor.next(), variant == nil || row.variant == variant { visit(row) }
      if let failure = reader?.failure { failed("cannot read rows back: \(failure.words)") }
    }
  }
}
