import Foundation
import Scenarios
import Testing

/// Files with mistakes, each with all that is said of it in `NAME.expected`.
@Suite struct MalformedTests {
  @Test func `there are at least fifty malformed files`() throws {
    #expect(try TestFiles.names(in: "Malformed", ending: ".json5").count >= 50)
  }

  @Test(arguments: try TestFiles.names(in: "Malformed", ending: ".json5"))
  func `every mistake of a malformed file is said where it stands`(name: String) throws {
    let path = "Malformed/\(name)"
    var said = ""
    do throws(ScenarioError) {
      let bytes = (try? TestFiles.bytes(path)) ?? []
      _ = try Scenario.read(bytes, file: name, vocabularies: [.test, .other])
      Issue.record("\(name) was read as if nothing were wrong")
    } catch {
      said = error.description + "\n"
    }
    let expected = path.replacingOccurrences(of: ".json5", with: ".expected")
    if TestFiles.isUpdating { try TestFiles.write(said, to: expected) }
    #expect(said == (try TestFiles.text(expected)))
  }

  private static let largeFiles = [
    "{" + (0..<100_000).map { "a\($0):1," }.joined() + "}",
    "{regions:{places:{" + (0..<4000).map { "a\($0):{}," }.joined() + "}}}",
    "{protocol:'raft',agents:5,duration:'1s',faults:[{at:'0s',crash:["
      + String(repeating: "1,", count: 400_000) + "]}]}",
    "{protocol:'raft',agents:5,duration:'1s',faults:["
      + String(repeating: "{at:'0s',crash:1},", count: 1000) + "{}]}",
    String(repeating: "[],", count: 300_000), String(repeating: "/**/", count: 250_000),
    "{a:\"" + String(repeating: "\\u0", count: 200_000),
  ]

  @Test(.timeLimit(.minutes(5)), arguments: largeFiles.indices)
  func `a file that is large in one way gets its reasons in good time`(index: Int) {
    #expect(!complaints(MalformedTests.largeFiles[index]).isEmpty)
  }

  @Test func `a file of more than a mebibyte is refused`() {
    let text = "{ about: \"" + String(repeating: "x", count: 1 << 20) + "\" }"
    #expect(
      complaints(text) == [
        "test.json5:1:1: the file has 1048589 bytes; a scenario has at most 1048576 (1 MiB)"
      ])
  }
}
