import Experiments
import Foundation
import Reports
import Simulator

/// A part of a sweep, of which nothing is believed before it was checked; its rows are read one by one, as
/// often as they are needed.
struct PartFile: Sendable {
  /// As the command line names it.
  let name: String
  private let context: Context
  /// Bytes that are read at a time.
  private let blockSize: Int

  init(_ name: String, _ context: Context, blockSize: Int = 1 << 18) {
    self.name = name
    self.context = context
    self.blockSize = blockSize
  }

  /// Reads all of it once.
  ///
  /// - Parameter ofAnyEngine: whether a part may be of another engine, to be compared and not joined.
  func check(ofAnyEngine: Bool = false) throws(Complaint) -> SweepParts.Part {
    var rows = try Rows(self)
    let header = rows.reader.header
    guard ofAnyEngine || header.engine == Engine.revision else {
      throw Complaint(
        "\(name): run by engine \(header.engine), and this program's is \(Engine.revision): parts are "
          + "joined by the build that ran them, and builds are not compared here")
    }
    var part = SweepParts.Part(name: name, header: header)
    while let row = rows.next() { part.add(row) }
    if let complaint = rows.complaint { throw complaint }
    return part
  }

  /// Visits every row.
  func visit(_ visit: (SweepRow) -> Void) throws(Complaint) {
    var rows = try Rows(self)
    while let row = rows.next() { visit(row) }
    if let complaint = rows.complaint { throw complaint }
  }

  /// The rows from the first on.
  ///
  /// - Parameter header: that it had before.
  func rows(_ header: SweepHeader) throws(Complaint) -> Rows {
    let rows = try Rows(self)
    if rows.reader.header == header { return rows }
    throw Complaint("\(name): this has changed while it was read")
  }

  /// The rows of a part, checked again whenever they are read: the file may change meanwhile.
  struct Rows: RowSource {
    fileprivate var reader: RowReader
    private let part: PartFile
    private let blocks: PartBlocks
    /// Why no more rows came before the end, or nil.
    private(set) var complaint: Complaint?

    fileprivate init(_ part: PartFile) throws(Complaint) {
      self.part = part
      let blocks = try part.blocks()
      self.blocks = blocks
      do throws(RowFileMistake) {
        reader = try RowReader({ blocks.next() }, .open)
      } catch {
        throw blocks.failure.map { part.complaint($0) } ?? Complaint(part.line(error))
      }
    }

    mutating func next() -> SweepRow? {
      if complaint != nil { return nil }
      do throws(RowFileMistake) {
        if let row = try reader.next() { return row }
      } catch {
        complaint = Complaint(part.line(error))
      }
      if let failure = blocks.failure { complaint = part.complaint(failure) }
      return nil
    }
  }

  private func blocks() throws(Complaint) -> PartBlocks {
    do throws(PlainFile.Refusal) {
      return try PartBlocks(context.files.absolute(name), blockSize: blockSize)
    } catch {
      throw complaint(error)
    }
  }

  private func complaint(_ refusal: PlainFile.Refusal) -> Complaint {
    Complaint(
      refusal.isMissing
        ? "\(name): there is no such file" : "\(name): this cannot be read: \(refusal.reason)")
  }

  private func line(_ mistake: RowFileMistake) -> String {
    switch mistake.kind {
    case .foreign: "\(name): not written by '\(context.program.name) sweep --out'"
    case .otherSeal:
      "\(name): this is a journal, which holds only where it was written; parts are made by --out"
    case .format: "\(name):\(mistake.line): \(mistake.message)"
    default: "\(name):\(mistake.line): \(mistake.message); run that part again"
    }
  }
}
