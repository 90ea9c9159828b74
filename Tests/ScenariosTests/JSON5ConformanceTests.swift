import Foundation
import Scenarios
import Testing

/// Small texts, each with what JSON5 says of it: `Conformance/json5.txt`.
@Suite struct JSON5ConformanceTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let line: Int
    let text: String
    /// As the reader writes it, or where the first mistake stands.
    let expected: String
    let isAccepted: Bool

    var testDescription: String { "line \(line)" }
  }

  static let rows: [Row] = {
    let text = (try? TestFiles.text("Conformance/json5.txt")) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
      index, line in
      if line.isEmpty || line.hasPrefix("# ") || line.hasPrefix("## ") { return nil }
      for (mark, isAccepted) in [(" ⇒ ", true), (" ⇏ ", false)] {
        guard let range = line.range(of: mark) else { continue }
        return Row(
          line: index + 1, text: decoded(line[..<range.lowerBound]),
          expected: decoded(line[range.upperBound...]), isAccepted: isAccepted)
      }
      return Row(line: index + 1, text: "", expected: "this is no row", isAccepted: false)
    }
  }()

  /// With the character of its number for each `«…»`.
  private static func decoded(_ text: Substring) -> String {
    var result = String.UnicodeScalarView()
    var number: String?
    for scalar in text.unicodeScalars {
      if scalar == "«" {
        number = ""
      } else if scalar == "»" {
        result.append(Unicode.Scalar(UInt32(number ?? "", radix: 16) ?? 0xFFFD) ?? "?")
        number = nil
      } else if number != nil {
        number?.unicodeScalars.append(scalar)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  @Test func `the table says of hundreds of texts what they are`() {
    #expect(Self.rows.count { $0.isAccepted } >= 150)
    #expect(Self.rows.count { !$0.isAccepted } >= 200)
  }

  @Test func `a text is read as the grammar says, or refused where it departs from it`() {
    for row in Self.rows {
      do throws(ScenarioError) {
        let tree = try JSON5.read(Array(row.text.utf8), file: "t")
        let isAlike = Array(tree.description.utf8) == Array(row.expected.utf8)
        #expect(row.isAccepted && isAlike, "line \(row.line): read as \(tree.description)")
      } catch {
        let first = error.diagnostics[0]
        let place = "\(first.line):\(first.column)"
        #expect(!row.isAccepted && place == row.expected, "line \(row.line): \(error)")
      }
    }
  }

  @Test func `a message never shows half a character or a hidden one`() {
    for row in Self.rows where !row.isAccepted {
      do throws(ScenarioError) {
        _ = try JSON5.read(Array(row.text.utf8), file: "t")
      } catch {
        for line in error.description.split(separator: "\n") {
          #expect(!line.contains("\u{FFFD}"), "line \(row.line): \(line)")
          #expect(VisibleText.firstHidden(in: String(line)) == nil, "line \(row.line): \(line)")
        }
      }
    }
  }

  @Test func `a text that is no UTF-8 is refused at its first wrong byte`() {
    for bytes: [UInt8] in [
      [0x80], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xFE],
    ] {
      let text = Array("\"a".utf8) + bytes + Array("\"".utf8)
      let error = #expect(throws: ScenarioError.self) { try JSON5.read(text, file: "t") }
      #expect(error?.description == "t:1:3: this is not UTF-8 text; save the file as UTF-8")
    }
  }
}
