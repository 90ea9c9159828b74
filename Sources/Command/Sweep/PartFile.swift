import Experiments
import Foundation
import Reports
import Simulator

/// Reads a part of a sweep, of which nothing is believed before it was checked.
enum PartFile {
  /// - Parameter ofAnyEngine: whether a part may be of another engine, to be compared and not joined.
  static func read(
    _ name: String, _ context: Context, ofAnyEngine: Bool = false
  ) throws(Complaint) -> SweepParts.Part {
    let bytes = try bytes(name, context)
    let file: RowFile
    do throws(RowFileMistake) {
      file = try RowFile(bytes, .open)
    } catch {
      throw Complaint(line(name, error, context))
    }
    if let mistake = file.mistake { throw Complaint(line(name, mistake, context)) }
    guard ofAnyEngine || file.header.engine == Engine.revision else {
      throw Complaint(
        "\(name): run by engine \(file.header.engine), and this program's is \(Engine.revision): parts are "
          + "joined by the build that ran them, and builds are not compared here")
    }
    return SweepParts.Part(name: name, header: file.header, rows: file.rows)
  }

  private static func bytes(_ name: String, _ context: Context) throws(Complaint) -> [UInt8] {
    do throws(PlainFile.Refusal) {
      let file = try PlainFile.opened(context.files.absolute(name), O_RDONLY, isOwn: false)
      guard try PlainFile.status(of: file.fileDescriptor).st_size <= Journal.largest else {
        throw PlainFile.Refusal("it is larger than any part")
      }
      do {
        let start = try Array(file.read(upToCount: 64) ?? Data())
        // The rest of what is no part is not read.
        guard start.starts(with: SweepHeader.signature.utf8) else { return start }
        return try start + Array(file.readToEnd() ?? Data())
      } catch {
        throw PlainFile.Refusal(Files.reason(error))
      }
    } catch {
      throw Complaint(
        error.isMissing
          ? "\(name): there is no such file" : "\(name): this cannot be read: \(error.reason)")
    }
  }

  private static func line(
    _ name: String, _ mistake: RowFileMistake, _ context: Context
  ) -> String {
    switch mistake.kind {
    case .foreign: "\(name): not written by '\(context.program.name) sweep --out'"
    case .otherSeal:
      "\(name): this is a journal, which holds only where it was written; parts are made by --out"
    case .format: "\(name):\(mistake.line): \(mistake.message)"
    default: "\(name):\(mistake.line): \(mistake.message); run that part again"
    }
  }
}
