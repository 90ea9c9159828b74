import Foundation

/// Reads a stretch of an open file block by block, wherever others read or write in it.
final class BlockReader: Sendable {
  private struct State {
    var position: Int
    var failure: SystemError?
  }

  private let file: Descriptor
  private let end: Int
  private let blockSize: Int
  private let state: Locked<State>

  init(_ file: Descriptor, _ range: Range<Int>, blockSize: Int = 1 << 18) {
    self.file = file
    self.blockSize = blockSize
    end = range.upperBound
    state = Locked(State(position: range.lowerBound))
  }

  /// Why nothing more was read before the end, or nil.
  var failure: SystemError? { state.use { $0.failure } }

  /// The next bytes; none at the end, and where reading fails.
  func next() -> [UInt8] {
    state.use { state in
      let size = min(blockSize, end - state.position)
      if size <= 0 || state.failure != nil { return [] }
      do throws(SystemError) {
        let block = try file.bytes(size, at: state.position)
        state.position += block.count
        return block
      } catch {
        state.failure = error
        return []
      }
    }
  }
}
