import Foundation

/// A value that threads take turns to use.
///
/// Its own type, as the standard `Mutex` is missing on systems that Swift 6 otherwise runs on. The lock
/// makes it `Sendable`: the value is not reached without holding it.
final class Locked<Value>: @unchecked Sendable {
  private var value: Value
  private let lock = NSLock()

  init(_ value: sending Value) { self.value = value }

  func use<Result>(_ body: (inout Value) -> Result) -> Result {
    lock.lock()
    defer { lock.unlock() }
    return body(&value)
  }
}
