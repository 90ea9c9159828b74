import Foundation
import Yardstick

/// How much memory this program uses now.
enum Memory {
  /// Bytes resident in memory, or nil where the system does not say in `/proc`.
  static var residentBytes: Int64? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return nil
    }
    let fields = text.split(separator: " ")
    guard fields.count > 1, let pages = Int64(fields[1]) else { return nil }
    return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// Bytes that the program holds from the C allocator, or nil where that does not tell.
  static var heapBytes: Int64? {
    let bytes = memory_in_use()
    return bytes < 0 ? nil : bytes
  }

  /// Gives freed memory back to the system, so that growth from here on is seen.
  static func trim() { memory_trim() }
}
