/// What closes the header and every line of a file of rows, so that one that was changed, moved or
/// taken from another file is known.
///
/// A part is closed by the open seal, which everybody can make: it shows damage. A journal is closed by
/// a secret one, which whoever cannot read the secret cannot make: its rows are taken for results without
/// running them again.
public struct RowSeal: Sendable {
  private let key: SipHash.Word128

  private init(_ key: SipHash.Word128) { self.key = key }

  /// The seal that everybody can make.
  public static var open: RowSeal { RowSeal(SipHash.Word128(low: 0, high: 0)) }

  /// The number of bytes of a secret.
  public static var secretSize: Int { 16 }

  /// The seal of those who know the secret; nil if it is not of `secretSize`.
  public init?(secret: [UInt8]) {
    guard let key = SipHash.Word128(bytes: secret) else { return nil }
    self.key = key
  }

  /// The tag of a header, given without its last line.
  func tag(ofHeader text: [UInt8]) -> String { tag("header\n", text).text }

  /// The seal of the rows below a header: no row fits below another one.
  func ofRows(below header: [UInt8]) -> RowSeal { RowSeal(tag("rows\n", header)) }

  /// The tag of a row at its place in the file, counted from 0.
  func tag(ofRow body: [UInt8], at index: Int) -> String { tag("\(index)\n", body).text }

  private func tag(_ purpose: String, _ text: [UInt8]) -> SipHash.Word128 {
    SipHash.value(of: Array(purpose.utf8) + text, key)
  }
}
