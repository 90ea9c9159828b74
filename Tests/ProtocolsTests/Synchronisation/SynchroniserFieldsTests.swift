import Protocols
import Simulator
import Testing

/// What records and inspection show of synchronised variables.
@Suite("Fields of synchronised variables") struct SynchroniserFieldsTests {
  /// An update of n2 that has seen two of n1's.
  private static func update() -> (batch: Synchroniser.Batch, writer: TestSynchroniser) {
    var one = TestSynchroniser(n1)
    var two = TestSynchroniser(n2)
    for amount in [4, 5] as [Int64] {
      for batch in one.write(0, amount).batches.prefix(1) {
        two.receive(.update(batch), from: n1)
      }
    }
    return (two.write(0, 6).batches[0], two)
  }

  private static func entry(_ agent: AgentID, _ count: Int64) -> FieldValue {
    .composite(Fields([Field("agent", .agent(agent)), Field("count", .integer(count))]))
  }

  @Test func `the fields of an update carry its vector clocks`() throws {
    let fields = Fields(of: Synchroniser.Message.update(Self.update().batch))
    #expect(fields.kind == "update")
    #expect(fields["origin"] == .agent(n2))
    #expect(fields["dependencies"] == .list([Self.entry(n1, 2)]))
    guard case .list(let updates) = fields["updates"], case .composite(let update) = updates.first
    else { return #expect(Bool(false), "no update among \(fields.text)") }
    #expect(update["variable"] == .integer(0) && update["value"] == .integer(6))
    #expect(
      update["dot"]
        == .composite(Fields([Field("origin", .agent(n2)), Field("number", .integer(1))])))
    guard case .composite(let context) = update["context"] else {
      return #expect(Bool(false), "no context in \(update.text)")
    }
    #expect(context["clock"] == .list([Self.entry(n1, 2)]))
  }

  @Test func `the fields of an inventory carry its clock, and say what it asks for`() {
    let message = Synchroniser.Message.inventory(VectorClock([0, 3]), .recall)
    #expect(
      message.description
        == "inventory, clock [(agent n1, count 0), (agent n2, count 3)], purpose recall")
  }

  @Test func `kinds are numbered in the order of the cases`() {
    let clock = VectorClock()
    let brief = BriefSynchroniser.Update(
      version: 1, variable: 0, value: 2, coordinator: n1, clock: clock)
    let messages: [Synchroniser.Message] = [
      .update(Self.update().batch), .acknowledgement(number: 1, .stale, .adapted),
      .inventory(clock, .answer), .repair([]), .variableUpdate(brief),
      .variableUpdateAck(version: 1, agent: n1, clock: clock),
    ]
    #expect(messages.map { KindVisitor(of: $0).index } == [0, 1, 2, 3, 5, 6])
  }

  @Test func `two values that differ are told apart by the digest`() {
    func digest(_ message: Synchroniser.Message) -> UInt64 {
      var digest = Digest()
      message.feed(&digest)
      return digest.value
    }
    let messages: [Synchroniser.Message] = [
      .inventory(VectorClock([1]), .exchange), .inventory(VectorClock([0, 1]), .exchange),
      .inventory(VectorClock([1]), .request), .inventory(VectorClock(), .exchange),
      .acknowledgement(number: 1, .applied, .durable),
      .acknowledgement(number: 1, .resolved, .durable),
      .acknowledgement(number: 1, .applied, .adapted), .repair([]), .update(Self.update().batch),
    ]
    #expect(Set(messages.map(digest)).count == messages.count)
  }

  @Test func `inspection shows what an agent holds, has heard of others and waits for`() {
    var writer = Self.update().writer
    let held = Synchroniser.Batch(
      origin: n3, first: 2, last: 2, dependencies: VectorClock([0, 0, 1]), updates: [])
    writer.receive(.update(held), from: n3)
    writer.receive(.inventory(VectorClock([1, 1]), .request), from: n1)
    let fields = Fields(of: writer.machine)
    #expect(fields["values"] == .list([.integer(6)]))
    #expect(fields["delivered"] == .list([Self.entry(n1, 2), Self.entry(n2, 1)]))
    #expect(
      fields["known"]
        == .list([.list([Self.entry(n1, 1), Self.entry(n2, 1)]), .list([]), .list([])]))
    for name in ["held", "trackers"] {
      guard case .list(let values) = fields[name] else {
        Issue.record("no \(name) in \(fields.text)")
        continue
      }
      #expect(values.count == 1)
    }
    #expect(Fields(of: writer.disk)["delivered"] == fields["delivered"])
  }

  @Test func `an alarm's code says which alarm it is`() {
    let alarms: [UpdateLoad.Alarm] = [.arrival, .script(0), .script(7), .patience(1), .patience(9)]
    #expect(alarms.map { $0.code } == [-1, -2, -9, 1, 9])
    #expect(alarms.map { UpdateLoad.Alarm(code: $0.code) } == alarms)
  }
}
