import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

/// Records alone tell what observers are told: nothing is left out, and numbers and causes are right.
@Suite struct `Records are complete` {
  /// Seeds of each file: two, or as many as the environment asks for.
  static let seeds: UInt64 =
    UInt64(
      ProcessInfo.processInfo.environment["LOCKSTEP_RECORD_SEEDS"] ?? "") ?? 1

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func check<E: Experiment>(_ experiment: E.Type, _ name: String) throws {
    let file = Self.root.appending(path: "Scenarios/\(name).json5")
    let scenario = try Registry.standard.read(
      try [UInt8](Data(contentsOf: file)), file: "Scenarios/\(name).json5")
    for seed in 1...Self.seeds {
      let bound = scenario.bind(seed: seed)
      let experiment = E(bound)
      var world = World(
        bound.conditions, experiment.settings,
        versions: bound.conditions.versions.indices.map { E(bound.running(version: $0)).settings },
        load: experiment.driver,
        observer: Pair(
          Witness<E.Subject, E.Driver.Note>(),
          Recorder<E.Subject, E.Driver.Note>(RecordLog(.recording))), seed: seed)
      var story = Story()
      while world.eventCount < 150_000, world.now < scenario.duration {
        let before = world.eventCount
        let isNew = !world.isUnderWay
        world.run(until: scenario.duration, maximumEvents: isNew ? 0 : 1)
        if !isNew, world.eventCount == before { break }
        let records = world.observer.second.log.records
        #expect(!records.isEmpty, "event \(world.eventCount) left no record")
        for record in records { story.take(record) }
      }
      let seen = world.observer.first
      #expect(story.deliveries == seen.deliveries)
      #expect(story.losses == seen.losses)
      #expect(story.notes == seen.notes)
      #expect(story.lives == seen.lives)
      #expect(story.asked == seen.asked && story.answered == seen.answered)
      #expect(story.clientNotes == seen.clientNotes)
      #expect(story.mistakes == [])
      // What was sent is delivered, lost, or still on its way or waiting.
      let open = story.copies.values.filter { $0 > 0 }.reduce(0, +)
      #expect(open == world.messagesInFlight().count)
    }
  }

  @Test func `of Raft`() throws { try check(RaftExperiment.self, "raft/chaos") }
  @Test func `of Raft over connections`() throws {
    try check(RaftExperiment.self, "raft/tcp-chaos")
  }
  @Test func `of Raft in several versions`() throws {
    try check(RaftExperiment.self, "raft/upgrade-chaos")
  }
  @Test func `of election`() throws { try check(ElectionExperiment.self, "election/chaos") }
  @Test func `of synchronisation`() throws {
    try check(SynchronisationExperiment.self, "synchronisation/chaos")
  }
  @Test func `of barriers`() throws { try check(BarrierExperiment.self, "barrier/chaos") }
  @Test func `of orchestration`() throws {
    try check(OrchestrationExperiment.self, "orchestration/chaos")
  }
  @Test func `of deliberation`() throws {
    try check(DeliberationExperiment.self, "deliberation/chaos")
  }
  @Test func `of agents that do all of it`() throws {
    try check(AgentExperiment.self, "agents/chaos")
  }
  @Test func `of teams`() throws { try check(TeamExperiment.self, "usecases/chaos") }
}

/// What observers are told, as text to compare.
private struct Witness<Subject: Machine, LoadNote: Traceable>: Observer {
  var deliveries: [String] = []
  var losses: [String] = []
  var notes: [String] = []
  var lives: [String] = []
  var asked: [String] = []
  var answered: [String] = []
  var clientNotes: [String] = []

  mutating func delivered(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    deliveries.append("\(time) \(source) \(target) \(Fields(of: message).text)")
  }

  mutating func lost(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ reason: Loss,
    at time: Nanoseconds
  ) {
    losses.append("\(time) \(source) \(target) \(Fields(of: message).text)")
  }

  mutating func sent(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if case .lost = fate {
      losses.append("\(time) \(source) \(target) \(Fields(of: message).text)")
    }
  }

  mutating func noted(_ note: Subject.Note, by agent: AgentID, at time: Nanoseconds) {
    notes.append("\(time) \(agent) \(Fields(of: note).text)")
  }

  mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    lives.append("\(time) \(agent) \(Fields(of: change).text)")
  }

  mutating func requested(
    _ request: Subject.Request, _ id: RequestID, of agent: AgentID, at time: Nanoseconds
  ) {
    asked.append("\(time) \(id.client) \(agent)")
  }

  mutating func answered(
    _ reply: Subject.Reply, _ id: RequestID, from agent: AgentID, at time: Nanoseconds
  ) {
    answered.append("\(time) \(id.client) \(agent)")
  }

  mutating func clientNoted(_ note: LoadNote, at time: Nanoseconds) {
    clientNotes.append("\(time) \(Fields(of: note).text)")
  }
}

/// The same, rebuilt from records.
private struct Story {
  var deliveries: [String] = []
  var losses: [String] = []
  var notes: [String] = []
  var lives: [String] = []
  var asked: [String] = []
  var answered: [String] = []
  var clientNotes: [String] = []
  var mistakes: [String] = []
  /// Of each message, how many copies are on their way.
  var copies: [Int64: Int] = [:]
  private var sentIn: [Int64: (event: Int64, text: String)] = [:]

  mutating func take(_ record: Record) {
    let text = record.content.text
    let agent = record.agent?.description ?? ""
    let peer = record.peer?.description ?? ""
    let client = record.client ?? -1
    switch record.kind {
    case .sent, .requestSent, .replySent:
      send(record, text)
      if record.kind == .sent, record.details.contains(where: { $0.name == "lost" }) {
        losses.append("\(record.time) \(agent) \(peer) \(text)")
      }
    case .delivered:
      land(record, text)
      deliveries.append("\(record.time) \(peer) \(agent) \(text)")
    case .lost:
      land(record, text)
      losses.append("\(record.time) \(agent) \(peer) \(text)")
    case .requestDelivered:
      land(record, text)
      asked.append("\(record.time) \(client) \(agent)")
    case .replyDelivered:
      land(record, text)
      answered.append("\(record.time) \(client) \(agent)")
    case .requestLost, .replyLost: land(record, text)
    case .note: notes.append("\(record.time) \(agent) \(text)")
    case .life: lives.append("\(record.time) \(agent) \(text)")
    case .clientNote: clientNotes.append("\(record.time) \(text)")
    case .expired, .durable:
      if let cause = record.cause, cause <= record.event { break }
      mistakes.append("\(record.kind.word) at \(record.time) without a cause")
    default: break
    }
  }

  private mutating func send(_ record: Record, _ text: String) {
    guard let number = record.message, sentIn[number] == nil else {
      return mistakes.append("a message without a number of its own at \(record.time)")
    }
    sentIn[number] = (record.event, text)
    let isLost = record.details.contains { $0.name == "lost" }
    copies[number] = isLost ? 0 : record.details.contains { $0.name == "again" } ? 2 : 1
  }

  private mutating func land(_ record: Record, _ text: String) {
    guard let number = record.message, let sent = sentIn[number], copies[number, default: 0] > 0
    else { return mistakes.append("what nobody sent arrives at \(record.time)") }
    copies[number, default: 0] -= 1
    if record.cause != sent.event || sent.text != text {
      mistakes.append("#\(number) arrives as something else at \(record.time)")
    }
  }
}
