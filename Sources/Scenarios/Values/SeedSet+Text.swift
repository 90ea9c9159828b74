extension SeedSet {
  /// As `init(text:)` reads it: `1..10000` or `1..10, 20`.
  public var text: String {
    var text = ""
    for range in ranges {
      if !text.isEmpty { text += ", " }
      text += "\(range.lowerBound)"
      if range.lowerBound < range.upperBound { text += "..\(range.upperBound)" }
    }
    return text
  }
}
