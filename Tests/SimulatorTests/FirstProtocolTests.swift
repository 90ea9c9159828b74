import Foundation
import Simulator
import Testing

/// The protocol of the walk-through, and that the walk-through shows it as it is.
struct FirstProtocolTests {
  @Test func `a step gives its effects in order`() {
    var turn = Turn<Heartbeat>(agent: AgentID(0), now: 7)
    var machine = Heartbeat(Profile(id: AgentID(0), clusterSize: 3), Heartbeat.Settings())
    machine.start(from: Heartbeat.Lives(count: 4), .intact, &turn)
    #expect(
      turn.takeEffects() == [
        .persist(5), .note(.started(life: 5)), .send(Heartbeat.Beat(life: 5), to: AgentID(1)),
        .send(Heartbeat.Beat(life: 5), to: AgentID(2)), .setTimer(.beat, after: 10_000_000),
      ])
  }

  @Test func `an agent that has crashed is suspected until it is back`() {
    var world = heartbeats(.none, seed: 1)
    world.run(until: 100 * .millisecond)
    #expect(world.inspect(AgentID(0)).machine["suspects"] == .list([]))
    world.run(until: 250 * .millisecond)
    #expect(world.inspect(AgentID(0)).machine["suspects"] == .list([.agent(AgentID(1))]))
    #expect(world.run(until: .second) == .time)
    #expect(world.inspect(AgentID(0)).machine["suspects"] == .list([]))
    #expect(world.inspect(AgentID(1)).disk["count"] == .integer(2))
  }

  @Test func `a life that no other agent heard of may come again`() {
    var world = heartbeats(.none, seed: 1)
    // The first write is durable after 2 ms, and no beat leaves before.
    world.run(until: .millisecond)
    world.crash(AgentID(1))
    world.restart(AgentID(1))
    #expect(world.run(until: 90 * .millisecond) == .time)
    #expect(world.inspect(AgentID(1)).disk["count"] == .integer(1))
    #expect(story(of: world).filter { $0.hasSuffix("n2 notes started, life 1") }.count == 2)
  }

  @Test func `the same seed gives the same run, and so does a fork`() {
    var one = heartbeats(.none, seed: 7)
    one.run(until: 150 * .millisecond)
    var fork = one
    one.run(until: .second)
    fork.run(until: .second)
    var other = heartbeats(.none, seed: 8)
    other.run(until: .second)
    #expect(fork.digest == one.digest && other.digest != one.digest)
  }
}

/// What the walk-through shows is what stands in the sources and what runs print.
struct WalkThroughTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()

  private static func lines(_ path: String) throws -> [Substring] {
    try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The blocks of the article that are marked with a language.
  private static func blocks(_ language: String) throws -> [[Substring]] {
    var blocks: [[Substring]] = []
    var isInside = false
    for line in try lines("../../Sources/Simulator/Simulator.docc/FirstProtocol.md") {
      if line.hasPrefix("```") {
        isInside = !isInside && line == "```\(language)"
        if isInside { blocks.append([]) }
      } else if isInside {
        blocks[blocks.count - 1].append(line)
      }
    }
    return blocks
  }

  /// Whether the lines stand in the text one after the other, all of them indented alike.
  private static func stands(_ block: [Substring], in text: [Substring]) -> Bool {
    guard let first = block.first else { return false }
    return text.indices.contains { start in
      guard start + block.count <= text.count, text[start].hasSuffix(first) else { return false }
      let indent = String(repeating: " ", count: text[start].count - first.count)
      return zip(block, text[start...]).allSatisfy { $0.isEmpty ? $1.isEmpty : indent + $0 == $1 }
    }
  }

  @Test func `each block of code stands in the protocol, line for line`() throws {
    let text = try Self.lines("FirstProtocol.swift")
    let blocks = try Self.blocks("swift")
    #expect(blocks.count >= 8)
    for block in blocks {
      #expect(Self.stands(block, in: text), "\(block.joined(separator: "\n"))")
    }
    #expect(!Self.stands(["  let settings: Settings", "  let profile: Profile"], in: text))
    #expect(Self.stands(["let profile: Profile", "let settings: Settings"], in: text))
  }

  @Test func `each output is what the run prints`() throws {
    let shown = try Self.blocks("text").map { $0.map { String($0) } }
    #expect(shown == [story(.none), Array(story(.amnesia).suffix(2))])
  }
}
