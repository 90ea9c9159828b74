import Scenarios
import Testing

@Suite struct JSON5Tests {
  private func read(_ text: String) throws(ScenarioError) -> JSON5 {
    try JSON5.read(Array(text.utf8), file: "t")
  }

  @Test func `comments, trailing commas, bare keys and both quotes are read`() throws {
    let tree = try read("/* a */ { one: 'x\"y', \"two\": [1, 2,], // b\n $_3: null, }")
    #expect(tree.description == #"{ one: "x\"y", two: [1, 2], $_3: null }"#)
  }

  @Test(arguments: [
    ("0x1F", 31), ("+5", 5), ("-12", -12), ("5.", 5), ("1e3", 1000), ("1500e-2", 15), ("-0", 0),
    ("9223372036854775807", Int64.max),
  ])
  func `a number of any notation is exact`(text: String, value: Int64) throws {
    guard case .number(let number) = try read(text).content else {
      Issue.record("\(text) is no number")
      return
    }
    #expect(number.integer == value)
    #expect(number.text == text)
  }

  @Test(arguments: [".5", "1e400", "0xFFFFFFFFFFFFFFFFFF", "9223372036854775808"])
  func `a number that is no 64-bit whole number has no integer`(text: String) throws {
    guard case .number(let number) = try read(text).content else {
      Issue.record("\(text) is no number")
      return
    }
    #expect(number.integer == nil)
  }

  @Test func `escapes and continued lines are read`() throws {
    let text = #""\x41\u00e9\ud83d\ude00\n\t\'\q\0 a\#u{0A}b""#.replacing("a\n", with: "a\\\n")
    #expect(try read(text).content == .text("Aé😀\n\t'q\0 ab"))
  }

  @Test func `a byte order mark is no part of the text`() throws {
    let tree = try JSON5.read([0xEF, 0xBB, 0xBF] + Array("{}".utf8), file: "t")
    #expect(tree.position == Position(line: 1, column: 1))
  }

  @Test func `places count characters from one in every kind of line`() throws {
    let tree = try read("{\r\n  é: 1,\r  'ß': [2,\n\t3] }")
    guard case .object(let members) = tree.content else { return }
    #expect(members[0].keyPosition == Position(line: 2, column: 3))
    #expect(members[0].value.position == Position(line: 2, column: 6))
    #expect(members[1].value.position == Position(line: 3, column: 8))
    guard case .list(let elements) = members[1].value.content else { return }
    #expect(elements[1].position == Position(line: 4, column: 2))
  }

  @Test func `several mistakes are found at once`() {
    do throws(ScenarioError) {
      _ = try read("{ a 1, b: @, c: [1 2], d: 5 }")
      Issue.record("nothing was wrong")
    } catch {
      #expect(error.diagnostics.map { $0.column } == [5, 11, 20])
    }
  }

  @Test func `sixty-four levels are read and one more is not`() throws {
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(try read(deep).position == .start)
    #expect(throws: ScenarioError.self) { try read("[" + deep + "]") }
  }
}
