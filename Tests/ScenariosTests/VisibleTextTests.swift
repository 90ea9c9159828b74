import Scenarios
import Testing

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain text, 100 %", "plain text, 100 %"), ("a\nb\r\tc", #"a\nb\r\tc"#),
    ("\u{1B}[31mred", #"\u{1b}[31mred"#), ("\u{7}\u{0}\u{7F}", #"\u{7}\u{0}\u{7f}"#),
    ("\u{85}\u{9B}", #"\u{85}\u{9b}"#), ("a\u{2028}b\u{2029}", #"a\u{2028}b\u{2029}"#),
    ("a\u{202E}b\u{2066}c\u{61C}", #"a\u{202e}b\u{2066}c\u{61c}"#),
    ("a\u{200B}b\u{AD}c\u{FEFF}", #"a\u{200b}b\u{ad}c\u{feff}"#),
    ("n1\u{200D}", #"n1\u{200d}"#), ("é\u{200C}é", #"é\u{200c}é"#), ("a\u{FE0F}", #"a\u{fe0f}"#),
    ("\u{E0041}", #"\u{e0041}"#), ("\u{3164}", #"\u{3164}"#),
  ])
  func `what would be obeyed or not be seen is shown by its number`(
    _ text: String, _ shown: String
  ) {
    #expect(VisibleText.line(text) == shown)
    #expect((VisibleText.firstHidden(in: text) == nil) == (text == shown))
  }

  @Test(arguments: [
    "größe", "▁░█ ├┤ 1 µs — …", "漢字 한글 עברית", "👩\u{200D}👧 ❤\u{FE0F}", "می\u{200C}خواهم",
    "e\u{301}",
  ])
  func `what has a shape stays`(_ text: String) {
    #expect(Array(VisibleText.line(text).utf8) == Array(text.utf8))
    #expect(VisibleText.firstHidden(in: text) == nil)
  }

  @Test func `text that was shown is shown again as it is`() {
    for value in UInt32(0)...0x3200 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = VisibleText.line("a\(scalar)b")
      #expect(VisibleText.firstHidden(in: shown) == nil)
      #expect(VisibleText.line(shown) == shown)
    }
  }
}
