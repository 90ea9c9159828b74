import Protocols
import Scenarios
import Simulator

/// What a tree says of each child.
struct ChildSettings: Sendable {
  private var name = ""
  private var restart = Supervision.Restart.permanent
  private var shutdown: ShutdownWord?
  private var grace: Nanoseconds?
  private var work = Supervision.Work()
  private var uses: String?

  private enum ShutdownWord: String, Word {
    case brutalKill = "brutal kill"
    case timeout
    case infinity
  }

  mutating func declare(_ section: inout Section) {
    section.requiredText("name", &name, about: "What clients and other processes call it.")
    section.word("restart", &restart, about: "Whether it is started again when it has ended.")
    section.word(
      "shutdown", &shutdown,
      about: "How it is ended: by default a worker with a timeout, a supervisor is waited for.",
      example: "\"brutal kill\"")
    section.duration(
      "grace", &grace, 1...Shape.longestDuration,
      about: "Time that it has to end before it is killed; that of all without it.",
      example: "\"2s\"")
    declareWork(&section)
  }

  private mutating func declareWork(_ section: inout Section) {
    section.delay("start", &work.start, about: "Time from its start until it runs.")
    section.chance("startFails", &work.startFails, about: "The chance that a start fails.")
    section.delay("stop", &work.stop, about: "Time that it takes to end when it is told to.")
    section.delay("call", &work.call, about: "Time that each call takes.")
    section.duration(
      "failEvery", &work.failEvery, 1...Shape.longestDuration,
      about: "Mean time from its start until it exits by itself; never without it.",
      example: "\"20s\"")
    section.word("failAs", &work.failAs, about: "The reason of such an exit.")
    section.flag("durable", &work.isDurable, about: "Whether it keeps its count on the disk.")
    section.text(
      "uses", &uses, about: "The worker that it asks for each call.", example: "\"Coordination\"")
  }

  func review(_ section: inout Section) {
    if section.isGiven("grace"), let shutdown, shutdown != .timeout {
      section.complain(
        "grace", "with shutdown '\(shutdown.word)' this says nothing",
        "it belongs to shutdown 'timeout'")
    }
    if section.isGiven("failAs"), work.failEvery == nil {
      section.complain("failAs", "it never exits by itself", "say failEvery too")
    }
  }

  /// Refuses at a supervisor what only workers do.
  func refuseWork(_ section: inout Section) {
    let names = [
      "start", "startFails", "stop", "call", "failEvery", "failAs", "durable", "uses",
    ]
    for name in names where section.isGiven(name) {
      section.complain(name, "a process with children is a supervisor", "only workers do this")
    }
  }

  /// The process without any below it.
  var specification: Supervision.Specification {
    var specification = Supervision.Specification(name)
    specification.restart = restart
    specification.work = work
    specification.uses = uses
    specification.grace = grace
    switch shutdown {
    case .brutalKill: specification.shutdown = .brutalKill
    case .infinity: specification.shutdown = .infinity
    case .timeout, nil: specification.isTimed = shutdown == .timeout
    }
    return specification
  }
}

/// What a tree says of each supervisor.
struct SupervisorSettings: Sendable {
  private var strategy: Supervision.Strategy?
  private var intensity: Int?
  private var period: Nanoseconds?
  private var limit: Int32 = 16

  mutating func declare(_ section: inout Section) {
    section.word(
      "strategy", &strategy,
      about: "Which children are restarted when one fails; that of all without it.",
      example: "\"rest for one\"")
    section.integer(
      "intensity", &intensity, 0...1000,
      about: "Restarts in the period beyond which it gives up; that of all without it.",
      example: "10")
    section.duration(
      "period", &period, 1...Shape.longestDuration,
      about: "The sliding period of the intensity; that of all without it.", example: "\"60s\"")
    section.integer(
      "limit", &limit, 1...1000,
      when: .when("strategy", strategy ?? .oneForOne, is: .simpleOneForOne),
      about: "Most children of a supervisor that is simple one for one.")
  }

  /// Refuses at a worker what only supervisors have.
  func refuse(_ section: inout Section) {
    for name in ["strategy", "intensity", "period"] where section.isGiven(name) {
      section.complain(name, "a process without children is a worker", "list its children")
    }
  }

  func apply(to specification: inout Supervision.Specification) {
    specification.strategy = strategy
    specification.intensity = intensity
    specification.period = period
    specification.limit = limit
  }
}
