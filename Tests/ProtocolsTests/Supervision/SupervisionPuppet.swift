import Protocols
import Simulator

/// A tree that is stepped by hand, with its timer, its messages to itself and all that it states.
struct SupervisionPuppet {
  var machine: Supervision
  var now: Nanoseconds = 0
  var notes: [Supervision.Note] = []
  /// What happens to processes, a line each, with the time in milliseconds.
  var log: [String] = []
  var replies: [Supervision.Reply] = []
  var storage = Supervision.Storage()
  var watch: SupervisionInvariants<Nothing>
  private var random: RandomStream
  private var due: Nanoseconds?
  private var requests: Int32 = 0

  init(_ settings: Supervision.Settings, seed: UInt64 = 0) {
    machine = Supervision(Profile(id: AgentID(0), clusterSize: 1), settings)
    random = RandomStream(seed: seed, .test)
    watch = SupervisionInvariants(agentCount: 1, settings.tree)
  }

  init(_ top: Supervision.Specification, _ defaults: Supervision.Defaults = .init()) {
    self.init(Supervision.Settings(tree: Supervision.Tree(top, defaults)))
  }

  private mutating func step(_ step: (inout Supervision, inout Turn<Supervision>) -> Void) {
    var turn = Turn<Supervision>(agent: AgentID(0), now: now, random: random)
    step(&machine, &turn)
    random = turn.random
    for effect in turn.takeEffects() {
      switch effect {
      case .note(let note): take(note)
      case .setTimer(_, let delay): due = now + delay
      case .cancelTimer: due = nil
      case .send(let message, let target), .sendAhead(let message, let target):
        self.step { $0.receive(message, from: target, &$1) }
      case .respond(let reply, _), .respondAhead(let reply, _): replies.append(reply)
      case .persist(let write): storage.apply(write)
      }
    }
  }

  private mutating func take(_ note: Supervision.Note) {
    notes.append(note)
    watch.noted(note, by: AgentID(0), at: now)
    if let line = note.line { log.append("\(now / .millisecond) \(line)") }
  }

  mutating func start(_ recovery: Recovery = .fresh) {
    watch.changed(AgentID(0), .started(recovery), at: now)
    let storage = storage
    step { $0.start(from: storage, recovery, &$1) }
  }

  mutating func ask(_ request: Supervision.Request) {
    requests += 1
    let id = RequestID(client: 0, attempt: requests)
    step { $0.accept(request, id, &$1) }
  }

  func node(_ name: String) -> Int32 { machine.settings.tree[name]! }
  mutating func call(_ name: String) { ask(.call(node(name))) }

  mutating func exit(_ name: String, _ reason: Supervision.Reason = .error) {
    ask(.exit(node(name), reason))
  }

  /// Lets the clock run to a time, in milliseconds, and forgets what was logged before.
  mutating func advance(to milliseconds: Int64, keepsLog: Bool = false) {
    if !keepsLog { log = [] }
    let end = milliseconds * .millisecond
    while let next = due, next <= end { expire(at: next) }
    now = end
  }

  /// Lets the clock run until nothing is due.
  mutating func settle() {
    while let next = due { expire(at: next) }
  }

  private mutating func expire(at time: Nanoseconds) {
    now = time
    due = nil
    step { $0.expire(.wake, &$1) }
  }
}

extension Supervision.Note {
  /// What happened to a process, in few words; nil if nothing did.
  var line: String? {
    switch self {
    case .starting(let one, _): "\(one.name) starts"
    case .started(let one, _): "\(one.name) runs"
    case .startFailed(let one): "\(one.name) fails to start"
    case .stopping(let one): "\(one.name) is to end"
    case .exited(let one, let reason): "\(one.name) exits \(reason.word)"
    case .restarting(let one, let supervisor, _): "\(supervisor.name) restarts \(one.name)"
    case .gaveUp(let supervisor, let one, _): "\(supervisor.name) gives up on \(one.name)"
    case .ended(let reason): "ended \(reason.word)"
    case .counted, .dropped, .complete, .incomplete: nil
    }
  }
}

typealias Specification = Supervision.Specification

extension Specification {
  /// A tree of one supervisor with these children.
  static func top(
    _ strategy: Supervision.Strategy, intensity: Int = 3, _ children: Specification...
  ) -> Specification {
    var top = Specification("top", children: children)
    top.strategy = strategy
    top.intensity = intensity
    top.period = 10 * .second
    return top
  }

  func with(_ change: (inout Specification) -> Void) -> Specification {
    var copy = self
    change(&copy)
    return copy
  }
}
