import Experiments
import Foundation
import Reports

/// The bytes of a part, block by block. The file is opened for each block: there may be more parts than a
/// program may have files open.
final class PartBlocks: Sendable {
  private struct State {
    var position = 0
    var failure: PlainFile.Refusal?
  }

  private let path: String
  private let blockSize: Int
  private let end: Int
  private let state = Locked(State())

  /// - Parameter path: from the top.
  init(_ path: String, blockSize: Int) throws(PlainFile.Refusal) {
    self.path = path
    self.blockSize = blockSize
    let file = try PlainFile.opened(path, O_RDONLY, isOwn: false)
    let size = try Int(PlainFile.status(of: file.fileDescriptor).st_size)
    guard size <= Journal.largest else {
      throw PlainFile.Refusal("it is larger than any part")
    }
    do throws(SystemError) {
      let start = try Descriptor(duplicating: file.fileDescriptor).bytes(64, at: 0)
      // The rest of what is no part is not read.
      end = start.starts(with: SweepHeader.signature.utf8) ? size : start.count
    } catch {
      throw PlainFile.Refusal(error.words)
    }
  }

  /// Why nothing more was read before the end, or nil.
  var failure: PlainFile.Refusal? { state.use { $0.failure } }

  /// The next bytes; none at the end, and where reading fails.
  func next() -> [UInt8] {
    state.use { state in
      let size = min(blockSize, end - state.position)
      if size <= 0 || state.failure != nil { return [] }
      do throws(PlainFile.Refusal) {
        let block = try read(size, at: state.position)
        state.position += block.count
        return block
      } catch {
        state.failure = error
        return []
      }
    }
  }

  private func read(_ size: Int, at position: Int) throws(PlainFile.Refusal) -> [UInt8] {
    let file = try PlainFile.opened(path, O_RDONLY, isOwn: false)
    do throws(SystemError) {
      return try Descriptor(duplicating: file.fileDescriptor).bytes(size, at: position)
    } catch {
      throw PlainFile.Refusal(error.words)
    }
  }
}
