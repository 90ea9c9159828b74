/// Where a long text goes piece by piece, in blocks; once it cannot be written, the rest is dropped.
final class TextSink {
  private let number: Int32
  private var block = ""
  private(set) var failure: SystemError?

  /// - Parameter number: an open descriptor, which stays open.
  init(_ number: Int32) { self.number = number }

  func put(_ text: String) {
    block += text
    if block.utf8.count >= 1 << 16 { flush() }
  }

  private func flush() {
    if failure == nil, !block.isEmpty {
      do throws(SystemError) {
        try Descriptor.writeAll(block, to: number)
      } catch {
        failure = error
      }
    }
    block = ""
  }

  /// Writes what is left.
  func finish() throws(SystemError) {
    flush()
    if let failure { throw failure }
  }
}
