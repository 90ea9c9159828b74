import Protocols
import Simulator
import Testing

/// Clients stepped by hand.
struct KeyValueLoadTests {
  /// One run of the load without a world: its requests, notes and pending alarms.
  struct Desk {
    struct Request: Hashable {
      let request: Raft.Request
      let id: RequestID
      let target: AgentID
      let time: Nanoseconds
    }

    struct AlarmCall: Hashable {
      let client: Int32
      let alarm: KeyValueLoad.Alarm
      let time: Nanoseconds
    }

    var load: KeyValueLoad
    var now: Nanoseconds = 0
    var streams: [RandomStream]
    var requests: [Request] = []
    var notes: [ClientNote] = []
    var times: [Nanoseconds] = []
    var alarms: [AlarmCall] = []

    init(_ settings: KeyValueLoad.Settings, seed: UInt64 = 1) {
      load = KeyValueLoad(settings)
      streams = (0..<settings.clients).map {
        RandomStream(seed: seed, .load, UInt64($0))
      }
      for client in 0..<Int32(settings.clients) { step(client) { $0.start(client, &$1) } }
    }

    mutating func step(
      _ client: Int32, _ input: (inout KeyValueLoad, inout LoadTurn<KeyValueLoad>) -> Void
    ) {
      var turn = LoadTurn<KeyValueLoad>(now: now, random: streams[Int(client)])
      input(&load, &turn)
      streams[Int(client)] = turn.random
      for effect in turn.takeEffects() {
        switch effect {
        case .submit(let request, let id, let target):
          requests.append(Request(request: request, id: id, target: target, time: now))
        case .wake(let client, let alarm, let delay):
          alarms.append(AlarmCall(client: client, alarm: alarm, time: now + delay))
        case .note(let note):
          notes.append(note)
          times.append(now)
        }
      }
    }

    /// Lets every alarm up to a time go off, the earliest first.
    mutating func run(until end: Nanoseconds) {
      while let next = alarms.indices.filter({ alarms[$0].time <= end }).min(by: {
        alarms[$0].time < alarms[$1].time
      }) {
        let alarm = alarms.remove(at: next)
        now = max(now, alarm.time)
        step(alarm.client) { $0.wake(alarm.client, alarm.alarm, &$1) }
      }
      now = end
    }

    mutating func reply(_ reply: Raft.Reply, to request: Request) {
      step(request.id.client) { $0.receive(reply, to: request.id, from: request.target, &$1) }
    }

    /// Takes the only request that waits to be looked at.
    mutating func takeRequest() -> Request {
      #expect(requests.count == 1)
      return requests.removeFirst()
    }
  }

  static func settings(
    clients: Int = 1, _ pace: KeyValueLoad.Pace = .scripted(), refusalsAreFinal: Bool = true,
    script: [KeyValueLoad.ScriptedRequest] = []
  ) -> KeyValueLoad.Settings {
    KeyValueLoad.Settings(
      clients: clients, agents: 3, pace: pace, stop: .second, keys: 4, timeout: .ms(100),
      patience: .ms(1000), backoff: .ms(10) ... .ms(10), refusalsAreFinal: refusalsAreFinal,
      script: script)
  }

  /// A client that has just asked for one scripted operation.
  static func asked(
    _ operation: Raft.Operation = .write(key: 1, value: 5), refusalsAreFinal: Bool = true
  ) -> Desk {
    let script = [KeyValueLoad.ScriptedRequest(at: 0, client: 0, operation)]
    var desk = Desk(settings(refusalsAreFinal: refusalsAreFinal, script: script))
    desk.run(until: 0)
    return desk
  }

  @Test func `a scripted operation is asked for at its time`() {
    let script = [
      KeyValueLoad.ScriptedRequest(at: .ms(30), client: 1, .read(key: 2)),
      KeyValueLoad.ScriptedRequest(at: .ms(20), client: 0, .write(key: 1, value: 9)),
    ]
    var desk = Desk(Self.settings(clients: 2, script: script))
    desk.run(until: .ms(50))
    #expect(desk.requests.map(\.time) == [.ms(20), .ms(30)])
    #expect(desk.requests.map(\.request.operation) == [.write(key: 1, value: 9), .read(key: 2)])
    #expect(
      desk.notes == [
        .invoked(0, client: 0, .write(key: 1, value: 9)), .invoked(1, client: 1, .read(key: 2)),
      ])
  }

  @Test func `an answer completes the operation`() {
    for (operation, reply, result) in [
      (.write(key: 1, value: 5), .written, .written),
      (.read(key: 1), .value(7), .value(7)),
      (.compareAndSet(key: 1, expected: 0, new: 5), .mismatch(3), .mismatch(3)),
    ] as [(Raft.Operation, Raft.Reply, ClientNote.Result)] {
      var desk = Self.asked(operation)
      desk.now = .ms(8)
      desk.reply(reply, to: desk.takeRequest())
      #expect(desk.notes.last == .completed(0, result, invokedAt: 0))
    }
  }

  @Test func `an answer that comes twice completes the operation once`() {
    var desk = Self.asked()
    let request = desk.takeRequest()
    desk.reply(.written, to: request)
    desk.reply(.written, to: request)
    #expect(desk.notes.count == 2)
  }

  @Test func `a client follows a hint at once, in the same session`() {
    var desk = Self.asked()
    let first = desk.takeRequest()
    desk.reply(.notLeader(n3), to: first)
    let second = desk.takeRequest()
    #expect(second.target == n3 && second.time == first.time)
    #expect(second.request == first.request && second.id != first.id)
    #expect(desk.notes.last == .redirected(0, to: n3))
  }

  @Test func `hints that lead in a circle are followed no further than once an agent`() {
    var desk = Self.asked()
    for _ in 0..<3 {
      let request = desk.takeRequest()
      desk.reply(.notLeader(request.target == n1 ? n2 : n1), to: request)
    }
    let last = desk.takeRequest()
    desk.reply(.notLeader(n2), to: last)
    #expect(desk.requests.isEmpty)
    desk.run(until: .ms(10))
    #expect(desk.takeRequest().time == .ms(10))
  }

  @Test func `a refusal without a hint makes the client ask another agent after a while`() {
    var desk = Self.asked()
    let first = desk.takeRequest()
    desk.reply(.notLeader(nil), to: first)
    #expect(desk.requests.isEmpty)
    desk.run(until: .ms(10))
    let second = desk.takeRequest()
    #expect(second.target == n2 && second.request == first.request)
    #expect(desk.notes.last == .retried(0, at: n2))
  }

  @Test func `waits double while nobody answers`() {
    var desk = Self.asked()
    desk.run(until: .ms(999))
    // Each attempt waits 100 ms for an answer, then 10, 20, 40, 80 and 160 ms.
    #expect(desk.requests.map(\.time) == [0, 110, 230, 370, 550, 810].map { Nanoseconds.ms($0) })
    #expect(desk.requests.map(\.target) == [n1, n2, n3, n1, n2, n3])
    #expect(Set(desk.requests.map(\.request)).count == 1)
  }

  @Test func `an operation that was never answered ends as unknown when patience does`() {
    var desk = Self.asked()
    desk.run(until: .ms(2000))
    #expect(desk.notes.last == .unknown(0))
    #expect(desk.times.last == .ms(1000))
  }

  @Test func `an operation that was always refused ends as failed, if refusals are final`() {
    for isFinal in [true, false] {
      var desk = Self.asked(refusalsAreFinal: isFinal)
      while desk.now < .ms(1000) {
        for request in desk.requests { desk.reply(.notLeader(nil), to: request) }
        desk.requests = []
        desk.run(until: desk.now + .ms(1))
      }
      #expect(desk.notes.last == (isFinal ? .failed(0) : .unknown(0)))
    }
  }

  @Test func `an answer that the outcome is unknown leads to another try`() {
    var desk = Self.asked()
    let first = desk.takeRequest()
    desk.reply(.unknown, to: first)
    desk.run(until: .ms(10))
    let second = desk.takeRequest()
    #expect(second.request == first.request)
    desk.reply(.written, to: second)
    #expect(desk.notes.last == .completed(0, .written, invokedAt: 0))
  }

  @Test func `a late answer to an earlier attempt completes the operation`() {
    var desk = Self.asked()
    let first = desk.takeRequest()
    desk.run(until: .ms(150))
    #expect(desk.takeRequest().id != first.id)
    desk.reply(.written, to: first)
    #expect(desk.notes.last == .completed(0, .written, invokedAt: 0))
    desk.run(until: .ms(2000))
    #expect(desk.requests.isEmpty && desk.notes.last == .completed(0, .written, invokedAt: 0))
  }

  @Test func `a late refusal of an earlier attempt changes nothing`() {
    var desk = Self.asked()
    let first = desk.takeRequest()
    desk.run(until: .ms(150))
    let notes = desk.notes
    desk.requests = []
    desk.reply(.notLeader(n3), to: first)
    #expect(desk.notes == notes && desk.requests.isEmpty)
  }

  @Test func `an answer to an operation that is over does not complete the next of its slot`() {
    let script = [
      KeyValueLoad.ScriptedRequest(at: 0, client: 0, .write(key: 1, value: 5)),
      KeyValueLoad.ScriptedRequest(at: .ms(1), client: 0, .write(key: 1, value: 6)),
    ]
    var desk = Desk(Self.settings(.scripted(slots: 1), script: script))
    desk.run(until: .ms(2))
    let first = desk.takeRequest()
    desk.reply(.written, to: first)
    let second = desk.takeRequest()
    #expect(second.request.session.client == first.request.session.client)
    #expect(second.request.session.sequence == first.request.session.sequence + 1)
    desk.reply(.written, to: first)
    #expect(desk.notes.filter { if case .completed = $0 { true } else { false } }.count == 1)
    desk.reply(.written, to: second)
    // It came at 1 ms, though it was asked for later.
    #expect(desk.notes.last == .completed(1, .written, invokedAt: .ms(1)))
  }

  @Test
  func `an operation that found no slot before patience ended was never asked for: it failed`() {
    let script = [
      KeyValueLoad.ScriptedRequest(at: 0, client: 0, .write(key: 1, value: 5)),
      KeyValueLoad.ScriptedRequest(at: 0, client: 0, .write(key: 1, value: 6)),
    ]
    var desk = Desk(Self.settings(.scripted(slots: 1), script: script))
    desk.run(until: .ms(3000))
    #expect(desk.notes.contains(.failed(1)) && desk.notes.contains(.unknown(0)))
    #expect(Set(desk.requests.map(\.request.operation)) == [.write(key: 1, value: 5)])
  }

  @Test func `an open loop asks at a fixed interval whether or not it is answered`() {
    let pace = KeyValueLoad.Pace.open(every: .constant(.ms(10)), slots: 100)
    var desk = Desk(Self.settings(clients: 2, pace))
    desk.run(until: .ms(42))
    let firsts = desk.requests.filter { $0.request.session.sequence == 1 }
    #expect(firsts.map(\.time) == [0, 5, 10, 15, 20, 25, 30, 35, 40].map { Nanoseconds.ms($0) })
    #expect(Set(firsts.map(\.request.session)).count == 9)
  }

  @Test func `a closed loop keeps its number of operations under way and thinks in between`() {
    let pace = KeyValueLoad.Pace.closed(outstanding: 2, think: .constant(.ms(3)))
    var desk = Desk(Self.settings(pace))
    desk.run(until: .ms(3))
    #expect(desk.requests.count == 2)
    let request = desk.requests.removeLast()
    desk.requests = []
    let isRead = if case .read = request.request.operation { true } else { false }
    desk.reply(isRead ? .value(0) : .written, to: request)
    desk.run(until: .ms(5))
    #expect(desk.requests.isEmpty)
    desk.run(until: .ms(6))
    #expect(desk.takeRequest().request.session.client == request.request.session.client)
  }

  @Test func `nothing is asked for from the end of the load on`() {
    let pace = KeyValueLoad.Pace.open(every: .exponential(mean: .ms(5)))
    var desk = Desk(Self.settings(clients: 2, pace))
    desk.run(until: .ms(3000))
    let invocations = zip(desk.notes, desk.times).filter {
      if case .invoked = $0.0 { true } else { false }
    }
    #expect(invocations.count > 300)
    #expect(invocations.allSatisfy { $0.1 < .second })
    #expect(
      desk.notes.count {
        switch $0 {
        case .completed, .failed, .unknown: true
        default: false
        }
      } == invocations.count)
  }

  @Test func `every value is written once, and a compare-and-set expects what its client saw last`()
  {
    var settings = Self.settings(clients: 3, .closed(outstanding: 1))
    settings.compareAndSets = .always
    settings.reads = .never
    settings.keys = 1
    var desk = Desk(settings)
    var values: Set<Int64> = []
    var last = [Int64](repeating: 0, count: 3)
    desk.run(until: 0)
    for _ in 0..<60 {
      let request = desk.requests.removeFirst()
      guard case .compareAndSet(_, let expected, let new) = request.request.operation else {
        Issue.record("not a compare-and-set")
        return
      }
      #expect(values.insert(new).inserted)
      #expect(expected == last[Int(request.id.client)])
      last[Int(request.id.client)] = new
      desk.reply(.written, to: request)
    }
  }

  @Test func `without one client the others ask the same, whatever they are answered`() {
    let pace = KeyValueLoad.Pace.open(every: .exponential(mean: .ms(5)), slots: 1000)
    var three = Desk(Self.settings(clients: 3, pace))
    var two = Desk(Self.settings(clients: 2, pace))
    three.run(until: .ms(900))
    while two.now < .ms(900) {
      for request in two.requests where request.id.client == 1 {
        two.reply(.notLeader(nil), to: request)
      }
      two.requests.removeAll { $0.id.client == 1 }
      two.run(until: two.now + .ms(1))
    }
    for client in 0..<2 as Range<Int32> {
      #expect(operations(of: client, three) == operations(of: client, two))
    }
    #expect(operations(of: 0, three).count > 100)
  }

  private func operations(of client: Int32, _ desk: Desk) -> [String] {
    zip(desk.notes, desk.times).compactMap { note, time in
      guard case .invoked(_, client, let operation) = note else { return nil }
      return "\(time) \(operation)"
    }
  }
}
