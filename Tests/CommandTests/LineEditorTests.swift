import Experiments
import Foundation
import Reports
import Testing

@testable import Command

@Suite struct `A line is edited as people expect` {
  private func keys(_ text: String) -> [KeyStroke] {
    var reader = KeyReader()
    return reader.keys(of: Array(text.utf8))
  }

  @Test func `bytes of a terminal become keys, however they are cut`() {
    let text = "aé日\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}OD\u{1B}[3~\u{1B}[H\u{1B}[1;5C\t\u{7F}\r"
    let expected: [KeyStroke] = [
      .character("a"), .character("é"), .character("日"), .up, .down, .right, .left, .delete, .home,
      .wordRight, .tab, .backspace, .enter,
    ]
    #expect(keys(text) == expected)
    var reader = KeyReader()
    #expect(Array(text.utf8).flatMap { reader.keys(of: [$0]) } == expected)
    // What is no key, or no text, is passed over.
    #expect(keys("\u{1B}[99zx") == [.character("x")])
    var broken = KeyReader()
    #expect(broken.keys(of: [0xFF, 0xC3, 0x28, 0x61]) == [.character("("), .character("a")])
  }

  @Test func `a line is edited within and recalled`() {
    var buffer = LineBuffer()
    for key in keys("stop\u{7F}\u{1B}[D\u{1B}[Dx\u{01}y\u{05}z") { buffer.edit(key) }
    #expect(buffer.text == "ysxtoz" && buffer.cursor == 6)
    buffer.enter(buffer.text)
    buffer.enter("two words here")
    buffer.enter("two words here")
    #expect(buffer.history == ["ysxtoz", "two words here"])
    for key in keys("new\u{1B}[A") { buffer.edit(key) }
    #expect(buffer.text == "two words here")
    buffer.edit(.cutWord)
    #expect(buffer.text == "two words ")
    for key in keys("\u{1B}[A\u{1B}[A\u{1B}[B\u{1B}[B") { buffer.edit(key) }
    #expect(buffer.text == "new")
    for key in [KeyStroke.wordLeft, .cutAfter] { buffer.edit(key) }
    #expect(buffer.text == "")
  }

  /// A terminal at which somebody types this, and what it shows.
  private func typed(_ text: String, columns: Int = 40) -> (lines: [String], shown: String) {
    let input = Locked([Array(text.utf8)])
    let modes = Locked<[Bool]>([])
    let shown = Locked("")
    let terminal = Terminal(
      read: { _ in input.use { $0.isEmpty ? [] : $0.removeFirst() } },
      size: { (columns, 24) }, makeRaw: { isRaw in modes.use { $0.append(isRaw) } })
    let console = Console(
      out: { text in shown.use { $0 += text } }, err: { _ in }, hasColor: false,
      showsProgress: false, width: columns)
    var editor = LineEditor(terminal, console)
    var lines: [String] = []
    while let line = editor.line(
      "> ",
      completing: { head in
        let word = head.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
        return (word.count, ["inspect", "inside", "step", "key="].filter { $0.hasPrefix(word) })
      })
    { lines.append(line) }
    // Every line gives the terminal back as it was.
    #expect(modes.use { $0.count == 2 * (lines.count + 1) && $0.last == false })
    return (lines, shown.use { $0 })
  }

  @Test func `Tab completes what is clear, and lists what is not`() {
    #expect(typed("s\t3\r").lines == ["step 3"])
    #expect(typed("i\tp\t\r").lines == ["inspect "])
    #expect(typed("k\t5\r").lines == ["key=5"])
    #expect(typed("ins\t\r").shown.contains("inspect   inside"))
    #expect(typed("x\t\r").lines == ["x"])
  }

  @Test func `a line can be given up, and input ended`() {
    #expect(typed("abc\u{03}d\r\u{04}e\r").lines == ["d"])
    #expect(typed("one\r\u{1B}[A\r").lines == ["one", "one"])
  }

  @Test func `a long line is shown in part, and hidden characters by number`() {
    let long = String(repeating: "a", count: 60) + "end"
    let shown = typed(long).shown
    #expect(shown.hasSuffix("end\r\u{1B}[39C") && !shown.contains(long))
    #expect(!typed("a\u{202E}b\r").shown.contains("\u{202E}"))
  }

  @Test func `a debugger completes words, agents, milestones and what is under way`() throws {
    let desk = try Desk(program: `debug walks through a run`.program)
    try desk.write(
      """
      { protocol: "raft", agents: 3, duration: "4s", load: { clients: 2, rate: "100/s" },
        faults: [{ name: "split", at: "2s", isolate: 1, for: "1s" }] }
      """, to: "small.json5")
    var context = desk.context
    context.stop = .never
    let source = try ScenarioSource("small.json5", context)
    let arguments = try Arguments(["small.json5"], DebugCommand.syntax(context.program))
    let debugger = try Debugger(
      source, source.scenario, seed: 1, try Limits(arguments), context)
    func words(_ line: String) -> [String] { debugger.completions(of: line).words }
    #expect(words("ins") == ["inspect"] && words("c") == ["clients", "crash", "cut", "compare"])
    #expect(words("inspect n") == ["n1", "n2", "n3"] && words("crash l") == ["leader"])
    #expect(words("to leader e") == ["leader elected"])
    #expect(debugger.completions(of: "to leader e").length == 8)
    #expect(words("to split ") == ["split begins", "split ends"])
    #expect(words("order n1 st") == ["step down"] && words("inspect n1 lo") == ["log", "log"])
    #expect(words("heal ") == [])
    _ = try debugger.answer("cut n1 held")
    #expect(words("heal ") == ["cut n1"])
    _ = try debugger.answer("fork other")
    #expect(words("switch ") == ["main", "other"] && debugger.prompt == "other 0.000000000s> ")
    #expect(words("ask 1 w") == ["write="] && words("help qu") == ["quit"])
    #expect(words("nothing ") == [] && words("step ") == [])
  }
}
