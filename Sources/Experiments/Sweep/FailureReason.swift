/// What failed without what was seen, so that runs that failed for the same reason are counted together.
enum FailureReason {
  /// A failure up to its last colon, or of a violation the check alone.
  static func name(of failure: String) -> String {
    let bytes = Array(failure.utf8)
    let colon = UInt8(ascii: ":")
    let colons = bytes.indices.filter { bytes[$0] == colon }
    guard let first = colons.first, let last = colons.last else { return failure }
    let isViolation = bytes[..<first].elementsEqual("violation".utf8)
    let end = isViolation ? (colons.count > 1 ? colons[1] : bytes.count) : last
    return String(decoding: bytes[..<end], as: UTF8.self)
  }
}
