import Foundation
import Simulator

/// This program's own file: rows of a journal hold for the build that made them.
enum Executable {
  /// A digest of its content; nil if it cannot be read.
  ///
  /// - Complexity: O(n) in its size, once a process.
  static let digest: String? = {
    // The file that runs, also when another one has taken its place since.
    digest(ofFile: "/proc/self/exe")
      ?? digest(ofFile: Bundle.main.executablePath ?? CommandLine.arguments[0])
  }()

  static func digest(ofFile path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    var digest = Digest()
    var size = 0
    do {
      while let data = try file.read(upToCount: 1 << 20), !data.isEmpty {
        size += data.count
        feed(data, &digest)
      }
    } catch {
      return nil
    }
    digest.feed(size)
    return digest.text
  }

  private static func feed(_ data: Data, _ digest: inout Digest) {
    // Safe: the words and the rest lie within the bytes, which live as long as the call.
    unsafe data.withUnsafeBytes { bytes in
      let whole = bytes.count / 8 * 8
      for offset in stride(from: 0, to: whole, by: 8) {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        digest.feed(UInt64(littleEndian: word))
      }
      for offset in whole..<bytes.count { unsafe digest.feed(UInt64(bytes[offset])) }
    }
  }
}
