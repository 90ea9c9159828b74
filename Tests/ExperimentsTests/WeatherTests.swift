import Experiments
import Foundation
import Protocols
import Scenarios
import Simulator
import Testing

/// Which message was sent when on which link, and what the network did with it.
private struct SendLog: Observer {
  typealias Subject = Raft
  typealias LoadNote = KeyValueLoad.Note

  struct Send: Hashable {
    let time: Nanoseconds
    let source: AgentID
    let target: AgentID
    /// Number of the message among those of the link at that instant.
    let ordinal: Int
  }

  var fates: [Send: Fate] = [:]

  mutating func sent(
    _ message: Raft.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source == target { return }
    var ordinal = 0
    while fates[Send(time: time, source: source, target: target, ordinal: ordinal)] != nil {
      ordinal += 1
    }
    fates[Send(time: time, source: source, target: target, ordinal: ordinal)] = fate
  }
}

@Suite struct `Runs of one seed meet the same weather` {
  private func log(
    faults: String, raft: String = "", seed: UInt64 = 3, until end: Nanoseconds = 6 * .second
  ) throws -> SendLog {
    let text = """
      { protocol: "raft", agents: 5, duration: "6s", network: { delay: "1ms..8ms", loss: "1%" },
        load: { clients: 2, rate: "100/s" }, raft: { \(raft) }, faults: [\(faults)] }
      """
    let scenario = try Registry.standard.read(Array(text.utf8), file: "weather")
    let bound = scenario.bind(seed: seed)
    var world = World(
      bound.conditions, RaftExperiment(bound).settings,
      load: RaftExperiment(bound).driver, observer: SendLog(), seed: seed)
    world.run(until: end)
    return world.observer
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5])
  func `removing a fault leaves every delay before its time alone`(_ seed: UInt64) throws {
    let kept = "{ at: \"2s\", pause: \"any\", for: \"300ms\", name: \"kept\" }"
    let removed =
      "{ at: \"4s\", partition: [[\"minority\"], [\"rest\"]], for: \"1s\", name: \"gone\" }"
    let before = 4 * Nanoseconds.second - 1
    let both = try log(faults: "\(kept), \(removed)", seed: seed, until: before)
    let one = try log(faults: kept, seed: seed, until: before)
    #expect(both.fates.count > 1_000)
    #expect(both.fates == one.fates)
    // The fault does change what comes after.
    let whole = try log(faults: "\(kept), \(removed)", seed: seed)
    #expect(whole.fates != (try log(faults: kept, seed: seed)).fates)
  }

  @Test(arguments: [
    "preVote: false", "checkQuorum: false", "heartbeat: \"40ms\"", "maxInFlight: 1",
    "electionTimeout: \"200ms..400ms\"",
  ])
  func `two settings meet the same delays for the same sends`(_ setting: String) throws {
    let crash = "{ at: \"3s\", crash: \"leader\", restart: \"1s\" }"
    let usual = try log(faults: crash)
    let other = try log(faults: crash, raft: setting)
    var common = 0
    for (send, fate) in usual.fates {
      guard let otherFate = other.fates[send] else { continue }
      common += 1
      #expect(fate == otherFate)
    }
    #expect(common > 0, "some sends are the same in both settings")
    if setting != "checkQuorum: false" { #expect(usual.fates != other.fates) }
  }
}
