import Protocols
import Scenarios
import Simulator

/// The section `load` of supervised processes.
struct SupervisionLoadSection: Configurable {
  private var pacing = ClientPacing(rate: Rate(events: 20, span: .second), of: "requests")
  private var patience = Nanoseconds.second
  private var poison = Ratio.never
  private var reasons: [Supervision.Reason] = []
  private var starts = Ratio.never
  private var target: String?
  private var requests: [Request] = []

  mutating func declare(_ section: inout Section) {
    pacing.declare(&section)
    section.duration(
      "patience", &patience, about: "Time without an answer after which a call is lost.")
    let isOpen = Section.Condition.when("mode", pacing.mode, is: .open)
    section.chance(
      "poison", &poison, when: isOpen,
      about: "Share of the requests that make their worker exit.")
    section.words(
      "reasons", &reasons, upTo: 100, when: isOpen,
      about: "Reasons of such exits, all alike; 'error' without any.")
    section.chance(
      "starts", &starts, when: isOpen,
      about: "Share of the requests that ask for one more child of a supervisor that is simple.")
    section.text(
      "target", &target, when: isOpen,
      about: "The one worker that clients ask; all alike without it.",
      example: "\"Economics\"")
    section.list(
      "requests", &requests, about: "Requests at times of their own.",
      example: "[{ at: \"1s\", agent: 2, exit: \"Coordination\" }]")
  }

  func review(_ section: inout Section) {
    pacing.review(&section)
    if pacing.mode == .scripted, requests.isEmpty {
      section.complain("mode", "nothing is listed", "list the requests")
    }
    if pacing.mode == .scripted, pacing.stop != nil {
      section.complain(
        "stop", "with mode 'scripted' this says nothing", "it belongs to mode 'open'")
    }
    guard let scenario = section.scenario else { return }
    let tree = SupervisionSection(scenario.settings).settings.tree
    if let target, tree[target] == nil {
      section.complain("target", "there is no process \(target)", "name one of the tree")
    }
    if !starts.isZero, tree.dynamicSupervisors.isEmpty {
      section.complain("starts", "no supervisor is simple one for one", "there must be one")
    }
    for (index, request) in requests.enumerated() {
      guard let name = request.process, tree[name] == nil else { continue }
      section.complain(
        request.key, ofItem: index, in: "requests", "there is no process \(name)",
        "name one of the tree")
    }
  }

  /// The clients that the section stands for.
  func settings(_ bound: Bound, _ tree: Supervision.Tree) -> SupervisionLoad.Settings {
    var settings = SupervisionLoad.Settings(
      clients: bound.hasLoad ? pacing.clients : 0, agents: bound.conditions.agents.count,
      interval: pacing.mode == .open ? pacing.interval : nil)
    settings.start = pacing.start
    settings.stop = pacing.stop ?? bound.duration
    settings.patience = patience
    settings.targets = target.flatMap { tree[$0] }.map { [$0] } ?? tree.staticWorkers
    settings.poison = poison
    settings.reasons = reasons.isEmpty ? [.error] : reasons
    settings.starts = starts
    settings.dynamic = tree.dynamicSupervisors
    settings.script = requests.compactMap { $0.scripted(tree) }
    return settings
  }

  /// A request at a time that the scenario names.
  struct Request: Configurable {
    private var time: Nanoseconds = 0
    private var agent = AgentID(0)
    private var call: String?
    private var exit: String?
    private var reason = Supervision.Reason.error
    private var start: String?
    private var restart: String?

    mutating func declare(_ section: inout Section) {
      section.moment("at", &time, about: "When it is asked.")
      section.agent("agent", &agent, about: "Which agent is asked, from 1.")
      section.text("call", &call, about: "A worker to call.", example: "\"Core\"")
      section.text(
        "exit", &exit, about: "A process to make exit; a supervisor can only be killed.",
        example: "\"Core\"")
      section.word("reason", &reason, about: "Why it exits.")
      section.text(
        "start", &start, about: "A supervisor that is simple one for one to start a child of.",
        example: "\"AgentSupervisor\"")
      section.text(
        "restart", &restart, about: "A child to start whose restart waits for it.",
        example: "\"Core\"")
    }

    func review(_ section: inout Section) {
      let kinds = [call, exit, start, restart].filter { $0 != nil }
      if kinds.count != 1 {
        section.complain(nil, "a request is one thing", "either call, exit, start or restart")
      }
      if section.isGiven("reason"), exit == nil {
        section.complain("reason", "nothing exits", "it belongs to exit")
      }
    }

    var process: String? { call ?? exit ?? start ?? restart }

    var key: String {
      call != nil ? "call" : exit != nil ? "exit" : start != nil ? "start" : "restart"
    }

    func scripted(_ tree: Supervision.Tree) -> SupervisionLoad.Scripted? {
      guard let node = process.flatMap({ tree[$0] }) else { return nil }
      let request: Supervision.Request =
        if call != nil { .call(node) } else if exit != nil {
          .exit(node, reason)
        } else if start != nil { .startChild(node) } else { .restart(node) }
      return SupervisionLoad.Scripted(at: time, of: agent, request)
    }
  }
}
