import Experiments
import Foundation
import Protocols
import Scenarios
import Simulator
import Testing

/// Names of kinds of messages, by which scenarios cut, delay, deliver and wait for them.
@Suite struct `Kinds of messages have the names that their fields tell` {
  /// Counts messages whose kind has another name in the type's list than in the message.
  private struct Watcher<M: Machine, N: Traceable>: Observer {
    typealias Subject = M
    typealias LoadNote = N
    var wrong: [String] = []
    var seen = AgentSet()

    mutating func sent(
      _ message: M.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
      at time: Nanoseconds
    ) {
      let index = KindVisitor(of: message).index
      let name = Fields(of: message).kind ?? ""
      let names = M.Message.kindNames
      if index < names.count, names[index] == name {
        seen.insert(AgentID(index))
      } else {
        wrong.append("\(name) is \(index)")
      }
    }
  }

  private func check<E: Experiment>(_ experiment: E.Type, _ file: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appending(path: "Scenarios/\(file).json5")
    let scenario = try Registry.standard.read([UInt8](Data(contentsOf: path)), file: file)
    let bound = try #require(scenario.runs.first).bind(seed: 1)
    let experiment = E(bound)
    var world = World(
      bound.conditions, experiment.settings, load: experiment.driver,
      observer: Watcher<E.Subject, E.Driver.Note>(), seed: 1)
    world.run(until: bound.duration, maximumEvents: 10_000)
    #expect(world.observer.wrong.isEmpty, "\(file): \(world.observer.wrong.prefix(3))")
    #expect(world.observer.seen.count > 1, "\(file)")
  }

  @Test func `in every protocol that names them`() throws {
    try check(RaftExperiment.self, "raft/quiet")
    try check(ElectionExperiment.self, "election/quiet")
    try check(BarrierExperiment.self, "barrier/quiet")
    try check(SynchronisationExperiment.self, "synchronisation/chaos")
    try check(SwimExperiment.self, "membership/chaos")
    try check(GossipExperiment.self, "gossip/chaos")
    try check(AveragingExperiment.self, "averaging/chaos")
    try check(HierarchyExperiment.self, "hierarchy/chaos")
    try check(RendezvousExperiment.self, "rendezvous/chaos")
    try check(CachingExperiment.self, "caching/chaos")
    try check(BalancingExperiment.self, "balancing/chaos")
    try check(StoreExperiment.self, "store/chaos")
    try check(LeasingExperiment.self, "lease/chaos")
    try check(NamingExperiment.self, "names/chaos")
  }
}
