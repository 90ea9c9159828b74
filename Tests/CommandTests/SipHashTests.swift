import Testing

@testable import Reports

@Suite struct SipHashTests {
  /// Of the authors' reference code (`vectors_sip128`): by the length n, the tag of the bytes 0 to n - 1
  /// under the key of the bytes 0 to 15.
  private static let vectors = [
    (0, "a3817f04ba25a8e66df67214c7550293"), (1, "da87c1d86b99af44347659119b22fc45"),
    (2, "8177228da4a45dc7fca38bdef60affe4"), (7, "a1f1ebbed8dbc153c0b84aa61ff08239"),
    (8, "3b62a9ba6258f5610f83e264f31497b4"), (9, "264499060ad9baabc47f8b02bb6d71ed"),
    (15, "5493e99933b0a8117e08ec0f97cfc3d9"), (16, "6ee2a4ca67b054bbfd3315bf85230577"),
    (63, "5150d1772f50834a503e069a973fbd7c"),
  ]

  @Test(arguments: vectors)
  func `it gives the tags that its authors published`(_ length: Int, _ tag: String) throws {
    let key = try #require(SipHash.Word128(bytes: (0..<16).map { UInt8($0) }))
    #expect(SipHash.value(of: (0..<length).map { UInt8($0) }, key).text == tag)
  }

  @Test func `a key has sixteen bytes and gives them back`() throws {
    let bytes = (0..<16).map { UInt8($0 * 16 + 7) }
    #expect(try #require(SipHash.Word128(bytes: bytes)).bytes == bytes)
    #expect(SipHash.Word128(bytes: Array(bytes.dropLast())) == nil)
    #expect(SipHash.Word128(bytes: bytes + [0]) == nil)
  }
}
