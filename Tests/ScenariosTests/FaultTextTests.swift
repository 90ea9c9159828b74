import Simulator
import Testing

@testable import Scenarios

@Suite struct `A fault is written as it is read` {
  /// Declarations of every kind, with every option.
  static let declarations = [
    "{ at: '1500us', partition: [['leader', 'any follower'], ['rest']], inFlight: 'held' }",
    "{ at: '1s', oneWay: { from: 'clients', to: ['leader', 3] }, flap: { cut: '3ms', whole: '1s' }, for: '2s' }",
    "{ after: 'commit 2000', delay: '100ms', bridge: 'any', for: '1s' }",
    "{ after: 'leader elected', ring: true, for: '7ns', inFlight: 'lost' }",
    "{ at: '1s', isolate: 'minority without leader', for: '1s' }",
    "{ at: '1s', cut: [[1, 2], ['leader', 3]], untilEvent: 99 }",
    "{ at: '1s', keep: [[1, 2]], for: '1s' }",
    "{ afterEvent: 12, crash: ['leader', 'any 2 followers'], restart: '1s', mayHaveNoEffect: true }",
    "{ at: '1s', crash: 'majority', disk: 'corrupt tail', for: '1s' }",
    "{ at: '1s', pause: 'majority with leader', for: '1s' }",
    "{ at: '1s', links: { from: 'all', loss: '12.5%', duplicate: 0.1, corrupt: '0.001%', delayFactor: 2.5, extraDelay: '1ms..3ms' }, for: '1s' }",
    "{ at: '1s', links: { to: 2, loss: 0.333333333333333333, extraDelay: 'normal 5ms ± 1ms' }, for: '1s' }",
    "{ at: '1s', links: { extraDelay: { logNormal: { median: '5ms', sigma: 0.5, offset: '1ms' } } }, for: '1s' }",
    "{ at: '1s', links: { extraDelay: { exponential: { mean: '5ms' } } }, for: '1s' }",
    "{ at: '1s', links: { extraDelay: { pareto: { minimum: '5ms', alpha: 1.5 } } }, for: '1s' }",
    "{ at: '1s', links: { extraDelay: { table: ['1ms', '2us'] } }, for: '1s' }",
    "{ at: '1s', slow: { of: ['leader', 2], factor: 2.5 }, for: '1s' }",
    "{ at: '1s', slowDisk: { of: 'all', factor: 20, floor: '3ms' }, for: '1s' }",
    "{ at: '1s', lyingDisk: 1, for: '1s' }", "{ at: '1s', stalledDisk: 1, for: '1s' }",
    "{ at: '1s', failingDisk: 2, for: '1s' }",
    "{ at: '1s', fullDisk: 'any 2', for: '1s' }",
    "{ at: '1s', drift: { of: 1, ppm: '-300ppm' }, for: '1s' }",
    "{ at: '1s', jump: { of: 'rest', by: '-15ms' } }",
    "{ at: '1s', deliver: { from: 1, to: 2, rank: 3 } }",
    "{ at: '1s', drop: { from: 'leader', to: 'any' } }",
    "{ at: '1s', order: { of: ['leader', 2], to: 'step down' } }",
    "{ at: '1s', links: { extraDelay: { gamma: { shape: 2.5, mean: '5ms', offset: '1ms' } } }, for: '1s' }",
    "{ at: '1s', links: { extraDelay: { truncatedNormal: { mean: '5ms', deviation: '1ms', minimum: '4ms' } } }, for: '1s' }",
    "{ at: '1s', oneWay: { from: 1, to: 2 }, kinds: 'vote', inFlight: 'held', until: { arrives: ['vote', 'request vote'], from: 3, to: ['leader', 'group 1'], count: 2 } }",
    "{ after: { arrives: 'vote' }, delay: '1ms', crash: 1, until: 'commit 3', for: '2s' }",
    "{ after: { from: 2, count: 7 }, links: { loss: 1 }, kinds: ['vote', 'request vote'], until: '3s' }",
    "{ at: '1s', deliver: { from: 'clients', to: 2, rank: 2 } }",
    "{ at: '1s', drop: { from: 1, to: 'clients' }, kinds: 'vote' }",
    "{ at: '1s', upgrade: ['any 2', 3], restart: '1s' }",
    "{ at: '1s', upgrade: { of: 'all', to: 'new' }, for: '1s', until: 'commit 3' }",
    "{ afterEvent: 5, downgrade: { of: 'leader', to: 'old' } }",
    "{ at: '1s', reset: [['leader', 'any'], [1, 2]] }",
    "{ at: '1s', ask: { client: 3, to: 2, amount: -5, how: \"it's\", many: [1, 2] } }",
  ]

  /// What the test's clients can be made to ask for.
  struct Wish: Askable {
    enum How: String, Word {
      case fast
      case quoted = "it's"
    }
    var target = AgentID(0)
    var amount: Int64 = 1
    var how: How?
    var many: [Int64] = []

    mutating func declare(_ form: inout AskForm) {
      form.requiredAgent("to", &target, about: "Whom.")
      form.integer("amount", &amount, -9...9, about: "How much.")
      form.word("how", &how, about: "How.")
      form.integers("many", &many, 0...9, upTo: 3, about: "Numbers.")
    }
  }

  static func scenario(_ faults: [String]) throws -> Scenario {
    var vocabulary = Vocabulary.test
    vocabulary.requests = RequestForm(Wish.self)
    let text = """
      { protocol: "raft", agents: 5, duration: "10s", service: { time: "1ms" },
        network: { transport: "tcp" }, versions: { old: {}, new: {} },
        faults: [\(faults.joined(separator: ", "))] }
      """
    return try Scenario.read(Array(text.utf8), file: "f", vocabularies: [vocabulary])
  }

  @Test(arguments: declarations)
  func `the text of a fault is read as that fault`(_ declaration: String) throws {
    let scenario = try Self.scenario([declaration])
    let fault = scenario.faults[0].fault
    let text = try #require(scenario.text(of: fault))
    #expect(try scenario.fault(text) == fault)
    #expect(try Self.scenario([text]).faults[0].fault == fault)
  }

  @Test func `the declarations are of every kind`() throws {
    let kinds = Set(try Self.scenario(Self.declarations).faults.map { $0.fault.action.kind })
    #expect(Set(FaultKind.allCases).subtracting(kinds) == [.torn, .amnesia])
  }

  @Test(arguments: [
    ("{ at: '1s', drop: { from: 1, to: 2, rank: 'first' } }", "rank"),
    ("{ at: '1s', deliver: { from: 1, to: 2, rank: null } }", "rank"),
    ("{ at: '1s', ask: { client: 'one', to: 2 } }", "client"),
  ]) func `a number of another shape is told once`(_ declaration: String, _ key: String) throws {
    let error = #expect(throws: ScenarioError.self) { try Self.scenario([declaration]) }
    #expect(error?.diagnostics.count == 1)
    #expect(error?.diagnostics.first?.message.contains("'\(key)' takes") == true)
  }

  @Test func `what a file cannot say has no text`() throws {
    let scenario = try Self.scenario([])
    let crash = FaultAction.crash([.agent(AgentID(0))], .none)
    for fault in [
      Fault(name: "start", trigger: .at(1), action: crash),
      Fault(name: "late", trigger: .at(10 * .second), action: crash),
      Fault(name: "role", trigger: .at(1), action: .crash([.role(9)], .none)),
      Fault(name: "with", trigger: .at(1), action: .pause([.any(1, .including(role: 0))])),
      Fault(
        name: "chance", trigger: .at(1),
        action: .links(from: nil, to: nil, LinkChange(loss: Ratio(threshold: 3)))),
    ] {
      #expect(scenario.text(of: fault) == nil, "\(fault.name)")
    }
  }

  @Test(arguments: [
    "{ a: 1 }", "{}", "{ faults: [] }", "{ faults: [ { x: ']' } ], a: 1 }",
    "// c ]\n{ faults: [ { x: 1 }, // ] one\n { y: [ '\\']', \"]\" ] }, /* ] */ ] }",
    "{ 'faults': [\n{ x: 1 } // last\n] }",
  ])
  func `faults are added behind those of a file`(_ text: String) throws {
    let bytes = try Scenario.adding(
      faults: ["{ p: 1 }", "{ q: 2 }"], to: Array(text.utf8), file: "f")
    let (before, after) = (
      try JSON5.read(Array(text.utf8), file: "f"), try JSON5.read(bytes, file: "f")
    )
    var expected: [String] = []
    if case .list(let old)? = before["faults"]?.content { expected = old.map { $0.description } }
    expected += ["{ p: 1 }", "{ q: 2 }"]
    #expect(after["faults"]?.description == "[" + expected.joined(separator: ", ") + "]")
    #expect(after["a"]?.description == before["a"]?.description)
  }

  @Test(arguments: [
    ("to: 1", true), ("amount: 3", false), ("to: 1, amount: 10", false), ("to: 9", false),
    ("to: 1, how: 'slow'", false), ("to: 1, many: [1, 2, 3, 4]", false), ("to: 1, x: 1", false),
  ])
  func `a request is read by its declaration alone`(_ request: String, _ isRight: Bool) {
    let read = try? Self.scenario(["{ at: '1s', ask: { \(request) } }"])
    #expect((read != nil) == isRight)
  }

  @Test func `a request as a value is taken only if it is one`() {
    func wish(_ items: [(String, FieldValue)]) -> Wish? {
      Wish(Fields(items.map { Field($0.0, $0.1) }))
    }
    #expect(wish([("to", .agent(AgentID(4))), ("amount", .integer(-9))])?.amount == -9)
    #expect(wish([("amount", .integer(1))]) == nil)
    #expect(wish([("to", .integer(1))]) == nil)
    #expect(wish([("to", .agent(AgentID(4))), ("to", .agent(AgentID(4)))]) == nil)
    #expect(wish([("to", .agent(AgentID(4))), ("amount", .integer(10))]) == nil)
    #expect(wish([("to", .agent(AgentID(4))), ("how", .text("slow"))]) == nil)
  }
}
