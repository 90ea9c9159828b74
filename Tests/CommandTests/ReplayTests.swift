import Experiments
import Foundation
import Testing

@testable import Command

@Suite struct `replay holds a trace from outside against Raft` {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Traces").path

  private func replay(_ file: String, _ options: [String] = []) throws -> Desk.Result {
    try desk().run(["replay", Self.folder + "/" + file] + options)
  }

  private func desk() throws -> Desk {
    try Desk(
      program: Program(Registry.standard, name: "lockstep", example: "raft/leader-in-minority"))
  }

  private func lines(_ file: String) throws -> [String] {
    try String(contentsOfFile: Self.folder + "/" + file, encoding: .utf8)
      .split(separator: "\n").map { String($0) }
  }

  @Test(arguments: ["etcd.jsonl", "ccf.jsonl", "plain.jsonl"])
  func `a correct trace is accepted, in whatever names it is written`(_ file: String) throws {
    let result = try replay(file, file == "ccf.jsonl" ? ["--voters", "0,1,2"] : [])
    #expect(result.status == 0 && result.err.isEmpty)
    #expect(result.out.contains(": accepted: "))
    #expect(result.out.contains("read as \(file.prefix { $0 != "." })"))
  }

  @Test func `the first step that no correct agent could have taken is named`() throws {
    let early = try replay("etcd-commits-early.jsonl")
    #expect(early.status == 1)
    #expect(early.out.contains("etcd-commits-early.jsonl:23: no correct agent"))
    #expect(early.out.contains("1 committed 3, which 1 acknowledged, of 3 voters"))
    #expect(early.out.contains("rule    commit by a majority (Raft paper, 5.3)"))
    let alone = try replay("ccf-leads-alone.jsonl", ["--voters", "0,1,2"])
    #expect(alone.status == 1)
    #expect(alone.out.contains("1 became leader of term 3 with votes of 1, of 3 voters"))
  }

  /// One change to a correct trace: where, what for what, and the line and rule that see it.
  @Test(arguments: [
    (10, "\"votedFor\":\"a\"", "\"votedFor\":\"c\"", 10, "vote that was asked for"),
    (13, "\"granted\":true", "\"granted\":false", 14, "majority of votes"),
    (11, "\"votedFor\":\"a\"", "\"votedFor\":null", 11, "one vote"),
    (7, "\"lastIndex\":0", "\"lastIndex\":4", 7, "log that a candidate claims"),
    (16, "\"prevIndex\":0", "\"prevIndex\":1", 16, "entries of the leader's log"),
    (18, "\"entries\":[1]", "\"entries\":[2]", 18, "entries that follow what matches"),
    (18, "\"after\":0", "\"after\":3", 18, "entries that follow what matches"),
    (20, "\"matched\":1", "\"matched\":2", 20, "acknowledgement of what is there"),
    (19, "\"after\":0,\"entries\":[1]", "\"term\":1,\"votedFor\":\"a\"", 20, "durable before sent"),
    (21, "\"matched\":1", "\"rejected\":true", 23, "commit by a majority"),
    (25, "\"commit\":1", "\"commit\":2", 25, "commit index that is sent"),
    (27, "\"commit\":1", "\"commit\":2", 27, "commit index that rises"),
    (29, "\"term\":1,\"stamp\":2", "\"term\":1,\"stamp\":1", 30, "read under a proven leader"),
    // What the entries do is not told.
    (30, "\"value\":0", "\"value\":9", 0, ""),
    (32, "\"votedFor\":\"a\"", "\"votedFor\":\"c\"", 32, "restart from what was promised"),
    (32, "\"term\":1", "\"term\":0", 32, "restart from what was promised"),
    (32, "\"lastIndex\":1", "\"lastIndex\":0", 32, "restart from what was promised"),
  ])
  func `each rule sees a step that breaks it`(
    place: Int, old: String, new: String, line: Int, rule: String
  ) throws {
    var lines = try lines("plain.jsonl")
    #expect(lines[place - 1].contains(old), "\(lines[place - 1])")
    lines[place - 1] = lines[place - 1].replacing(old, with: new)
    let result = try desk().run(["replay", "-"], input: lines.joined(separator: "\n"))
    if line == 0 {
      #expect(result.status == 0)
    } else {
      #expect(result.status == 1)
      #expect(result.out.hasPrefix("standard input:\(line): no correct agent"), "\(result.out)")
      #expect(result.out.contains("rule    \(rule) ("), "\(result.out)")
    }
  }

  @Test func `a process that starts again keeps what it said`() throws {
    let lines = try lines("etcd.jsonl")
    let again = lines[2].replacing("\"nid\":\"3\"", with: "\"nid\":\"2\"")
    let forgot = try desk().run(["replay", "-"], input: (lines + [again]).joined(separator: "\n"))
    #expect(forgot.status == 1)
    #expect(forgot.out.contains("2 started again in term 0, and had spoken in term 1"))
    let kept = again.replacing("\"term\":0,\"vote\":\"0\"", with: "\"term\":1,\"vote\":\"1\"")
      .replacing("\"log\":0", with: "\"log\":3")
    let input = (lines + [kept]).joined(separator: "\n")
    let status = try desk().run(["replay", "-"], input: input).status
    #expect(status == 0)
  }

  @Test func `what a trace leaves out is left open and never refused`() throws {
    let lines = try lines("plain.jsonl")
    for (skipped, other) in lines.indices.flatMap({ line in [4, 11, 19].map { (line, $0) } })
    where skipped > 3 {
      let fewer = lines.enumerated().filter { $0.offset != skipped && $0.offset != other }
      let result = try desk().run(
        ["replay", "-", "--gaps"], input: fewer.map { $0.element }.joined(separator: "\n"))
      #expect(result.status == 0, "without lines \(skipped + 1) and \(other + 1): \(result.out)")
      #expect(result.out.contains("records may be missing"))
    }
    let states = lines.filter { !$0.contains("message") && !$0.contains("answer") }
    #expect(try desk().run(["replay", "-"], input: states.joined(separator: "\n")).status == 0)
  }

  @Test func `a log that goes far is no burden`() throws {
    let far = """
      {"event":"config","voters":["a"]}
      {"event":"start","agent":"a","term":7,"lastIndex":1000000000,"lastTerm":7,"commit":1000000000}
      {"event":"become candidate","agent":"a","term":8}
      {"event":"become leader","agent":"a","term":8}
      {"event":"append","agent":"a","first":1000000001,"last":9007199254740991}
      {"event":"commit","agent":"a","commit":9007199254740991}
      """
    let result = try desk().run(["replay", "-"], input: far)
    #expect(result.status == 0, "\(result.out)\(result.err)")
  }

  /// The smallest trace that is one.
  static let smallest = """
    {"event":"start","agent":"a","term":0,"lastIndex":0}

    """

  @Test(arguments: [
    ("", "1:1: the file is empty; a trace is lines of JSON, an object each"),
    ("\n \n", "1:1: the file is empty; a trace is lines of JSON, an object each"),
    ("[1]", "1:1: expected '{', found '['; each line is one JSON object"),
    (
      "{\"event\":\"start\",\"agent\":\"a\"", "1:29: expected ',' or '}', found the end of the line"
    ),
    (
      "{\"event\":\"start\",\"agent\":\"a}",
      "1:29: the line ends within a text; a quotation mark is missing"
    ),
    ("{\"event\":\"start\",\"agent\":[]}", "1:26: an agent is a name or a number"),
    ("{\"event\":\"start\"}", "1:1: the record does not say which agent it is about"),
    (
      "{\"event\":\"commit\",\"agent\":\"a\",\"commit\":-1}",
      "1:40: 'commit' is no whole number from 0 to 2^53"
    ),
    (
      "{\"event\":\"commit\",\"agent\":\"a\",\"commit\":1e99}",
      "1:40: 'commit' is no whole number from 0 to 2^53"
    ),
    (
      "{\"event\":\"write\",\"agent\":\"a\",\"after\":0,\"entries\":[{}]}",
      "1:51: an entry has no term; it is a term, or an object with a term"
    ),
    (
      "{\"name\":\"x\"}",
      "1:1: none of the records is one that plain names; the first is called ''; another dialect, or a map of its names"
    ),
  ])
  func `a line that cannot be read is refused with its place`(text: String, message: String) throws
  {
    let result = try desk().run(["replay", "-"], input: text)
    #expect(result.status == 2 && result.out.isEmpty)
    #expect(result.err == "standard input:\(message)\n")
  }

  @Test func `depth, length and the number of agents are limited`() throws {
    let deep = "{\"event\":" + String(repeating: "[", count: 100)
    #expect(try desk().run(["replay", "-"], input: deep).err.contains("nested more than 64 deep"))
    let long = "{\"event\":\"" + String(repeating: "x", count: (1 << 20) + 5)
    var replay = TraceReplay(file: "long", TraceReplay.Options())
    #expect(throws: (any Error).self) { try replay.take(Array(long.utf8)) }
    let crowd = (0...1_000).map { "{\"event\":\"state\",\"agent\":\"a\($0)\"}" }
    #expect(
      try desk().run(["replay", "-"], input: crowd.joined(separator: "\n")).err
        == "standard input:1001:27: there are more than 1000 agents\n")
  }

  @Test func `words that are not known are refused with the nearest`() throws {
    let desk = try desk()
    try desk.write("{ event: 'e', feilds: {}, events: { x: 'strat' } }", to: "map.json5")
    try desk.write(Self.smallest, to: "t.jsonl")
    for (words, message) in [
      (["--protocol", "rafd"], "traces are not held against 'rafd'; did you mean 'raft'?"),
      (["--dialect", "etdc"], "there is no dialect 'etdc'; did you mean 'etcd'?"),
      (["--reads", "leas"], "reads rest on no 'leas'; did you mean 'lease'?"),
      (["--voters", "a,,b"], "'--voters a,,b' makes no sense; it takes names such as a,b,c"),
      (["--show-map"], "'--show-map' needs a dialect: --dialect etcd"),
    ] {
      let result = desk.run(["replay", "t.jsonl"] + words)
      #expect(result.status == 2 && result.err == "lockstep replay: \(message)\n")
    }
    #expect(
      desk.run("replay", "t.jsonl", "--map", "map.json5").err == """
        map.json5:1:15: a map has no 'feilds'; did you mean 'fields'?
        map.json5:1:40: 'strat' is not known here; did you mean 'start'?

        """)
    #expect(
      desk.run("replay", "t.jsonl", "--voters", "b,c").err
        == "t.jsonl:1:27: there is no agent 'a'; did you mean 'b'?\n")
    #expect(desk.run("replay", "gone.jsonl").status == 2)
    #expect(desk.run("replay", ".").status == 2)
  }

  @Test func `a map that is printed reads the same trace`() throws {
    let desk = try desk()
    for dialect in TraceDialect.names {
      let map = desk.run("replay", "--dialect", dialect, "--show-map")
      try desk.write(map.out, to: "\(dialect).json5")
    }
    let result = desk.run(["replay", Self.folder + "/etcd.jsonl", "--map", "etcd.json5"])
    #expect(result.status == 0)
  }
}

typealias ReplayTests = `replay holds a trace from outside against Raft`
