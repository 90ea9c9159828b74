import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

@testable import Command

@Suite struct `debug walks through a run` {
  static let program = Program(Registry.standard, name: "lockstep", example: "raft/quiet")

  private static let small = """
    { protocol: "raft", agents: 5, duration: "4s", load: { clients: 2, rate: "100/s" },
      faults: [{ name: "split", at: "2s", isolate: "leader", for: "1s" }] }
    """

  private func desk() throws -> Desk {
    let desk = try Desk(program: Self.program)
    try desk.write(Self.small, to: "Scenarios/small.json5")
    return desk
  }

  private func walk(_ desk: Desk, _ lines: String, _ options: [String] = []) -> Desk.Result {
    desk.run(["debug", "small"] + options, input: lines)
  }

  /// The number of the event and the fingerprint that the last place in an output tells.
  static func place(_ output: String) throws -> (event: String, fingerprint: String) {
    let line = try #require(
      output.split(separator: "\n").last {
        $0.hasPrefix("event ") && $0.contains("fingerprint")
      })
    let words = line.split(separator: " ")
    return (String(words[1]).replacing(",", with: ""), String(words[words.count - 1]))
  }

  @Test func `steps go on and back, and moments are found by all their names`() throws {
    let desk = try desk()
    let walked = walk(
      desk,
      """
      # Comments and empty lines say nothing.

      step 40
      back 3
      run to leader elected
      to event 500
      to 1.5s
      to +500ms
      to split begins
      to note voted
      to leader elected
      next became follower
      to any term >= 2
      to 1s
      to commit 60
      """)
    #expect(walked.status == 0 && walked.err == "", "\(walked.err)")
    let places = walked.out.split(separator: "\n").filter {
      $0.hasPrefix("event ") || $0.hasPrefix(">")
    }
    let after = Dictionary(
      places.indices.dropLast().filter { places[$0].hasPrefix(">") }
        .map { (String(places[$0].dropFirst(2)), String(places[$0 + 1])) },
      uniquingKeysWith: { $1 })
    #expect(after["back 3"]?.hasPrefix("event 37 at") == true)
    #expect(after["run to leader elected"]?.contains(" at 0.") == true)
    #expect(after["to event 500"]?.hasPrefix("event 500 at") == true)
    #expect(after["to 1.5s"]?.contains("at 1.500000000s") == true)
    #expect(after["to +500ms"]?.contains("at 2.000000000s") == true)
    #expect(after["to split begins"]?.contains("at 2.000000000s") == true)
    #expect(after["to leader elected"]?.contains(" at 2.") == true)
    #expect(walked.out.contains("notes became follower"))
    #expect(after["to 1s"]?.contains(" at 0.9") == true)
    // Where `show` stands by the same name.
    let shown = desk.run("show", "small", "--until", "commit 60")
    #expect(shown.out.contains("fingerprint \(try Self.place(walked.out).fingerprint)"))
  }

  static let wrong = [
    ("jump", "line 2: there is no 'jump'"), ("step nothing", "step takes a positive number"),
    ("to leader electd", "did you mean 'leader elected'?"),
    ("to n9 role = leader", "there is no agent 'n9'; agents are n1 to n5"),
    ("to n1 rle = leader", "agents have no 'rle'; did you mean 'role'?"),
    ("to 5s", "the run ends at 4s"), ("back 9", "there are only 0 events before this"),
    ("crash leader", "nobody meets that now"), ("crash n7", "there is no agent 'n7'"),
    ("crash folower", "is no target"), ("restart n1", "n1 is running; nothing by hand stopped it"),
    ("heal", "no cut by hand is under way"), ("heal x", "nothing by hand of the name 'x'"),
    ("cut n1 > ", "a one-way cut has agents on both sides"),
    ("cut n1 n2 only append", "is no kind of message of the protocol"),
    ("cut n1 n2 until never", "is no milestone of the protocol"),
    ("deliver 999", "no #999 is on its way"), ("deliver n1 n2", "nothing like that is on its way"),
    ("ask 3 write=1", "there is no client '3'"), ("ask 1 wrte=1 value=2", "did you mean"),
    ("order n1 campain", "to"), ("act crash", "act takes a fault in braces"),
    ("act { crash: 1, restart: ", "ends where a value should be"),
    ("inspect n1 lg", "n1 has no 'lg'; did you mean 'log'?"),
    ("switch b", "there is no future 'b'"),
    ("compare b", "there is no future 'b'"), ("undo", "there is nothing to take back"),
    ("agents n1", "'n1' is one word too many; it is only: agents"),
    ("step 3 4", "'4' is one word too many; it is only: step [N]"),
    ("run to leader electd", "did you mean 'leader elected'?"),
    ("save", "save takes a file"), ("help jump", "there is no 'jump'"),
  ]

  @Test(arguments: wrong)
  func `the first wrong line ends a script with its number`(line: String, message: String) throws {
    let walked = walk(try desk(), "agents\n\(line)\nstep")
    #expect(walked.status == 2, "\(line): \(walked.out) \(walked.err)")
    #expect(walked.err.hasPrefix("lockstep debug: line 2: "))
    #expect(walked.err.contains(message), "\(walked.err)")
    #expect(!walked.out.contains("> step\n"))
  }

  @Test func `what is not reached fails, and what came before stays`() throws {
    let walked = walk(try desk(), "to commit 100000")
    #expect(walked.status == 1)
    #expect(walked.err.contains("'commit 100000' was not reached; the run ended at 4"))
  }

  @Test func `futures part where something was done, and undo takes it back`() throws {
    let desk = try desk()
    let walked = walk(
      desk,
      """
      to 1s
      fork other
      crash leader
      to 1.2s
      switch main
      to 1.2s
      compare other
      compare main main
      undo
      undo
      """)
    #expect(walked.status == 0, "\(walked.err)")
    #expect(walked.out.contains("they part in event"))
    #expect(walked.out.contains("  other: at 1.000000000s\n    fault crash leader"))
    #expect(walked.out.contains("life: running in main, down in other"))
    #expect(walked.out.contains("they are the same up to event"))
    #expect(
      walked.out.contains("took back: to 1.2s") && walked.out.contains("took back: switch main"))
    #expect(walked.out.contains("agents are in the same states"))
  }

  @Test func `taking back leaves what was before, digest and all`() throws {
    let desk = try desk()
    let before = try Self.place(walk(desk, "to 1s\n").out)
    let acts = [
      "crash n1", "pause any", "cut n1 | n2 n3 n4 n5 held", "ask 1 read=1",
      "order leader step down",
      "act { links: { loss: 1 }, for: '1s' }", "step 5", "back 100", "to 3s", "fork a", "run",
    ]
    for act in acts {
      let walked = walk(desk, "to 1s\n\(act)\nundo\n")
      #expect(walked.status == 0, "\(act): \(walked.err)")
      #expect(try Self.place(walked.out) == before, "\(act)")
    }
  }

  @Test func `a message is delivered or dropped by its number`() throws {
    let desk = try desk()
    let walked = walk(desk, "to leader elected\nmessages\n")
    let numbers = walked.out.split(separator: "\n").filter { $0.hasPrefix("#") }
      .compactMap { $0.dropFirst().split(separator: " ").first }
    let (first, last) = (try #require(numbers.first), try #require(numbers.last))
    let done = walk(
      desk, "to leader elected\ndrop #\(first)\ndeliver \(last)\nstep 6\nmessages\n"
    )
    #expect(done.status == 0, "\(done.err)")
    let tail = try #require(done.out.split(separator: "> messages").last)
    #expect(!tail.contains("#\(first) ") && !tail.contains("#\(last) "))
    #expect(done.out.contains("1 message delivered") && done.out.contains("1 message dropped"))
  }

  /// What is done by hand in each protocol, with where to start from.
  static let hands: [(file: String, lines: String)] = [
    ("raft/quiet", "ask 1 write=3 value=999983\norder n4 campaign\ncut n1 n2 held only vote"),
    ("election/quiet", "cut n1 > n2 n3 held only heartbeat\nact { jump: { of: 2, by: '1s' } }"),
    ("synchronisation/quiet", "cut n1 | n2 n3 lost\npause n2"),
    ("barrier/quiet", "cut n1 n2 held only arrive until 2s\npause n3"),
    ("agents/quiet", "act { slowDisk: { of: 'all', factor: 3 } }\npause n2"),
    ("deliberation/quiet", "cut n1 held\ncrash n2 corrupt tail"),
  ]

  @Test(arguments: hands)
  func `what was saved gives the same run`(file: String, lines: String) throws {
    let desk = try Desk(root: Self.root, program: Self.program)
    let saved = "\(desk.directory)/saved.json5"
    let script = """
      to 1.1s
      crash leader
      step 20
      \(lines)
      step 30
      act { deliver: { from: 'any', to: 'any' } }
      to +200ms
      heal
      to +300ms
      save \(saved)
      """
    let usable = script.split(separator: "\n").filter { line in
      (line != "crash leader" || !file.hasPrefix("sync") && !file.hasPrefix("barrier"))
        && (line != "heal" || lines.contains("cut") && !lines.contains("until"))
    }
    let walked = desk.run(
      ["debug", file, "--seed", "5"], input: usable.joined(separator: "\n"))
    try #require(walked.status == 0, "\(walked.err)")
    let (event, fingerprint) = try Self.place(walked.out)
    let shown = desk.run("show", saved, "--seed", "5", "--until", "event \(event)")
    #expect(shown.status == 0 && shown.out.contains("fingerprint \(fingerprint)"), "\(shown.err)")
    let again = desk.run(["debug", file, "--seed", "5"], input: "save \(saved)")
    #expect(again.status == 2 && again.err.contains("is there; save \(saved) over replaces it"))
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  @Test(arguments: [nil, "commits entries of old terms"])
  func `figure 8 of the Raft paper is told by hand`(_ mutant: String?) throws {
    let desk = try Desk(root: Self.root, program: Self.program)
    let name = "Scenarios/papers/raft-figure-8-by-hand"
    let script = try #require(try desk.context.files.text("\(name).txt"))
    let saved = "\(desk.directory)/figure-8.json5"
    let set = mutant.map { ["--set", "mutant=\($0)"] } ?? []
    let walked = desk.run(
      ["debug", "\(name).json5"] + set,
      input: script.replacing("save figure-8.json5", with: "save \(saved)"))
    #expect(walked.err == "")
    #expect(walked.status == (mutant == nil ? 0 : 1))
    let lost = "violation of leader completeness: n5, leader of term 5, lacks 2@2"
    #expect(walked.out.contains(lost) == (mutant != nil))
    // (c): S1's entry of term 2 is on a majority, and committed by the mistake alone.
    let commit = try #require(walked.out.split(separator: "> inspect n1 commit index\n").last)
    #expect(commit.hasPrefix("n1 believes: commit index\n  \(mutant == nil ? 0 : 2)\n"))
    let (event, fingerprint) = try Self.place(walked.out)
    let replayed = desk.run(
      ["debug", saved] + set, input: "to event \(event)\n")
    #expect(try Self.place(replayed.out) == (event, fingerprint))
    #expect(replayed.out.contains(lost) == (mutant != nil))
  }

  @Test func `hostile text stays text`() throws {
    let desk = try desk()
    let evil = "\u{1B}[2J\u{07}x\u{202E}y"
    for line in ["fork \(evil)\nfutures", "jump\(evil)", "ask 1 \(evil)=1", "save \(evil)/\u{0}"] {
      let walked = walk(desk, line)
      let all = walked.out + walked.err
      #expect(
        !all.unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 || $0.value == 0x202E })
    }
  }

  @Test func `help tells every word, and each word more`() throws {
    let desk = try desk()
    let words = DebugWord.allCases
    let walked = walk(desk, "help\n" + words.map { "help \($0.rawValue)\n" }.joined())
    #expect(walked.status == 0)
    for word in words { #expect(walked.out.contains("\(word.usage)\n    \(word.entry.about)")) }
  }
}
