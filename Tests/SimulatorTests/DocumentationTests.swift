import Testing

/// What is public says in a comment what its name does not.
struct DocumentationTests {
  @Test func `every public declaration is documented`() throws {
    var reader = DeclarationReader()
    for source in try LayerTests.sources() { reader.read(source) }
    #expect(reader.declarations.count > 1000)
    let bare = reader.declarations.filter {
      !$0.isDocumented && !Requirements.isWitness($0, reader.conformances)
    }
    let list = bare.map { "\($0.location): \($0.scope) \($0.keyword) \($0.name)" }
    #expect(bare.isEmpty, "without a comment:\n\(list.joined(separator: "\n"))")
  }

  private static let sample = """
    public protocol Shape: Hashable {
      associatedtype Side
      var area: Int { get }
    }
    /// Documented, with attributes below.
    @frozen
    @_cdecl("square") @available(macOS 26, *)
    public struct Square<T: Shape>: Shape, CustomStringConvertible
    where T: Hashable {
      public var side: Int
      // No comment of documentation.
      public var description: String { "{" }
      public init(_ side: Int) { self.side = side }
      var hidden = 0
      @inlinable public var corners: Int { 4 }
      public var last: Int { 4 }
      public enum Kind { case small }
    }
    extension Square {
      /// Said.
      public func grow() {}
      public static func == (left: Self, right: Self) -> Bool { true }
    }
    let text = \"""
      public struct Text {
      \"""
    public enum Last {}
    """

  @Test func `what is public and says nothing is found`() {
    var reader = DeclarationReader()
    let lines = Self.sample.split(separator: "\n", omittingEmptySubsequences: false)
    reader.read(LayerTests.Source(target: "Sample", name: "Sample.swift", lines: lines))
    #expect(reader.conformances["Square"] == ["Shape", "CustomStringConvertible"])
    let bare = reader.declarations.filter {
      !$0.isDocumented && !Requirements.isWitness($0, reader.conformances)
    }
    #expect(
      bare.map { "\($0.scope) \($0.keyword) \($0.name)" } == [
        " protocol Shape", "Shape associatedtype Side", "Shape var area", "Square var side",
        "Square init init(_:)", "Square var corners", "Square var last",
        "Square enum Kind", " enum Last",
      ])
  }
}
