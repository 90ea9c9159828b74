import Experiments
import Foundation
import Testing

@testable import Command

@Suite struct `run shows itself while it goes on` {
  private static let small = """
    { about: "Small", protocol: "raft", agents: 3, duration: "2s", load: { clients: 1, rate: "50/s" },
      faults: [{ name: "split", at: "1s", isolate: 1, for: "500ms" }] }
    """

  private func desk() throws -> Desk {
    let desk = try Desk(program: `debug walks through a run`.program)
    try desk.write(Self.small, to: "small.json5")
    return desk
  }

  @Test func `without a terminal it is told in lines, and the page follows`() throws {
    let desk = try desk()
    let plain = desk.run("run", "small.json5")
    let watched = desk.run("run", "small.json5", "--watch")
    #expect(watched.status == plain.status && watched.out.hasSuffix(plain.out))
    let lines = watched.out.split(separator: "\n")
    #expect(lines[0].hasPrefix("0.000 s  n1 follower 0, n2 follower 0"))
    #expect(lines[10].hasPrefix("1.000 s  ") && lines[10].contains("split under way"))
    #expect(!watched.out.contains("\u{1B}"))
  }

  /// What is shown to a person who presses these keys, one each picture.
  private func shown(_ keys: [String], speed: String = "1000") throws -> Desk.Result {
    let desk = try desk()
    var context = desk.context
    let left = Locked(keys)
    let raw = Locked<[Bool]>([])
    context.terminal = Terminal(
      read: { _ in
        left.use { keys in
          if keys.isEmpty { return Array("q".utf8) }
          let key = keys.removeFirst()
          return key.isEmpty ? nil : Array(key.utf8)
        }
      }, size: { (70, 20) }, makeRaw: { isRaw in raw.use { $0.append(isRaw) } })
    let result = desk.run(["run", "small.json5", "--watch", "--speed", speed], in: context)
    #expect(raw.use { $0 } == [true, false])
    return result
  }

  @Test func `a terminal is drawn over, and given back`() throws {
    let shown = try shown([" ", "\u{1B}[C", "\u{1B}[C", "+", "-"])
    #expect(shown.status == 0)
    let pictures = shown.out.components(separatedBy: "\u{1B}[H")
    #expect(pictures.count >= 6)
    #expect(pictures[2].contains("paused") && pictures[2].contains("n1"))
    #expect(
      pictures.allSatisfy {
        $0.split(separator: "\n", omittingEmptySubsequences: false).count <= 21
          || $0.contains("1049l")
      })
    #expect(shown.out.contains("\u{1B}[?1049h") && shown.out.contains("\u{1B}[?1049l"))
    // The page of the whole run follows, whatever was shown of it.
    let page = try desk().run("run", "small.json5").out
    #expect(shown.out.hasSuffix(page))
  }

  @Test func `a view that is given up ends in part`() throws {
    let given = try shown([" ", "\u{03}"])
    #expect(given.status == 130 && given.out.contains("PARTIAL"))
  }

  static let wrong = [
    (["--speed", "2"], "--speed belongs to --watch"),
    (["--watch", "--speed", "fast"], "--speed takes a number"),
    (["--watch", "--speed", "-1"], "--speed takes a number"),
    (["--watch", "--json"], "leave --json out"),
    (["--zoom", "2s"], "--zoom takes a part of the run"),
    (["--zoom", "1s..3s"], "the run ends at 2s"),
    (["--zoom", "1s..1s"], "--zoom takes a part"),
    (["--zoom", "0s..1s", "--json"], "leave one out"),
  ]

  @Test(arguments: wrong)
  func `what cannot be shown is refused`(options: [String], message: String) throws {
    let refused = try desk().run(["run", "small.json5"] + options)
    #expect(
      refused.status == 2 && refused.out == "" && refused.err.contains(message), "\(refused.err)")
  }
}
