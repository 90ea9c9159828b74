import Protocols
import Simulator
import Testing

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct SupervisionInvariantsTests {
  private typealias Invariants = SupervisionInvariants<Nothing>
  private typealias Note = Supervision.Note

  private static func tree(_ strategy: Supervision.Strategy) -> Supervision.Tree {
    let children = [
      Specification("a"), Specification("b").with { $0.restart = .transient },
      Specification("c").with { $0.restart = .temporary },
    ]
    let top = Specification("top", children: children).with {
      $0.strategy = strategy
      $0.intensity = 2
      $0.period = 10 * .second
    }
    return Supervision.Tree(top)
  }

  /// The topmost is 0, the children are 1 to 3.
  private func one(_ node: Int32, _ epoch: Int32 = 1) -> Supervision.Incarnation {
    Supervision.Incarnation(node, life: 1, epoch: epoch, name: ["top", "a", "b", "c"][Int(node)])
  }

  private var boot: [Note] {
    [.starting(one(0), .boot)]
      + (1...3).flatMap { [.starting(one($0), .boot), .started(one($0), count: 0)] }
      + [.started(one(0), count: 0)]
  }

  private func restart(_ node: Int32, _ epoch: Int32, at seconds: Int64 = 0) -> [Note] {
    [
      .exited(one(node, epoch - 1), .error),
      .restarting(one(node, epoch - 1), by: one(0), at: seconds * .second),
      .starting(one(node, epoch), .restart), .started(one(node, epoch), count: 0),
    ]
  }

  private func check(
    _ notes: [Note], _ strategy: Supervision.Strategy = .oneForOne
  ) -> String? {
    var invariants = Invariants(agentCount: 1, Self.tree(strategy))
    for note in notes { invariants.noted(note, by: AgentID(0), at: 0) }
    return invariants.violation?.check
  }

  @Test func `one restart too many in the period is seen`() {
    let twice = boot + restart(1, 2, at: 0) + restart(1, 3, at: 5)
    #expect(check(twice + restart(1, 4, at: 10)) == "intensity")
    #expect(check(twice + restart(1, 4, at: 11)) == nil)
  }

  @Test func `giving up too early, and going on afterwards, is seen`() {
    let gaveUp = Note.gaveUp(one(0), on: one(1), at: 10 * .second)
    #expect(check(boot + restart(1, 2) + [gaveUp]) == "intensity")
    let thrice = boot + restart(1, 2, at: 0) + restart(1, 3, at: 5) + [gaveUp]
    #expect(check(thrice) == nil)
    #expect(
      check(thrice + [.exited(one(1, 3), .error), .starting(one(1, 4), .restart)])
        == "intensity")
  }

  @Test func `a start out of order is seen`() {
    #expect(check([.starting(one(0), .boot), .starting(one(2), .boot)]) == "start order")
    #expect(
      check([.starting(one(0), .boot), .starting(one(1), .boot), .starting(one(2), .boot)])
        == "start order")
    #expect(check([.starting(one(1), .boot)]) == "start order")
    let stopped: [Note] = [
      .exited(one(2), .error), .restarting(one(2), by: one(0), at: 0), .stopping(one(3)),
      .exited(one(3), .shutdown), .stopping(one(1)), .exited(one(1), .shutdown),
    ]
    #expect(
      check(boot + stopped + [.starting(one(2, 2), .restart)], .oneForAll) == "start order")
    #expect(check(boot + stopped + [.starting(one(1, 2), .restart)], .oneForAll) == nil)
  }

  @Test func `a child that failed again while its siblings start does not break their order`() {
    // a is down by its own failure when b starts: the supervisor will hear of it later.
    let notes: [Note] = [
      .exited(one(2), .error), .restarting(one(2), by: one(0), at: 0), .stopping(one(3)),
      .exited(one(3), .shutdown), .stopping(one(1)), .exited(one(1), .shutdown),
      .starting(one(1, 2), .restart), .started(one(1, 2), count: 0), .exited(one(1, 2), .error),
      .starting(one(2, 2), .restart),
    ]
    #expect(check(boot + notes, .oneForAll) == nil)
  }

  @Test func `an end out of order is seen`() {
    #expect(check(boot + [.stopping(one(1))]) == "shutdown order")
    #expect(
      check(boot + [.stopping(one(3)), .stopping(one(2))]) == "shutdown order")
    #expect(
      check(boot + [.stopping(one(3)), .exited(one(3), .killed), .exited(one(0), .shutdown)])
        == "shutdown order")
    #expect(
      check(boot + [.exited(one(3), .normal), .stopping(one(2)), .exited(one(1), .error)]) == nil)
  }

  @Test func `a restart of a temporary child is seen`() {
    #expect(check(boot + restart(3, 2)) == "temporary restart")
    let gone = boot + [.exited(one(3), .error)]
    #expect(check(gone + [.starting(one(3, 2), .boot)]) == "temporary restart")
    // With a new incarnation of its supervisor it comes again.
    let again: [Note] = [
      .exited(one(2), .killed), .exited(one(1), .killed), .exited(one(0), .killed),
      .starting(one(0, 2), .boot), .starting(one(1, 2), .boot), .started(one(1, 2), count: 0),
      .starting(one(2, 2), .boot), .started(one(2, 2), count: 0), .starting(one(3, 2), .boot),
    ]
    #expect(check(gone + again) == nil)
  }

  @Test func `a restart after a normal exit is seen, unless it comes with a sibling`() {
    let ended = boot + [.exited(one(2), .normal)]
    #expect(
      check(ended + [.restarting(one(2), by: one(0), at: 0)]) == "restart after normal exit")
    #expect(check(ended + [.starting(one(2, 2), .restart)]) == "restart after normal exit")
    let sibling: [Note] = [
      .exited(one(1), .error), .restarting(one(1), by: one(0), at: 0), .stopping(one(3)),
      .exited(one(3), .shutdown), .starting(one(1, 2), .restart), .started(one(1, 2), count: 0),
      .starting(one(2, 2), .restart),
    ]
    #expect(check(ended + sibling, .oneForAll) == nil)
  }

  @Test func `a call that an ended incarnation works off is seen`() {
    #expect(
      check(boot + restart(1, 2) + [.counted(one(1, 1), count: 1)]) == "old incarnation")
    #expect(
      check(boot + [.exited(one(1), .error), .counted(one(1), count: 1)]) == "old incarnation")
    #expect(
      check(boot + [.counted(Supervision.Incarnation(1, life: 2, epoch: 1, name: "a"), count: 1)])
        == "old incarnation")
    #expect(check(boot + restart(1, 2) + [.counted(one(1, 2), count: 1)]) == nil)
  }

  @Test func `two incarnations at once, and an old number, are seen`() {
    #expect(check(boot + [.starting(one(1, 2), .restart)]) == "two incarnations")
    #expect(
      check(boot + [.exited(one(1), .error), .starting(one(1, 1), .restart)])
        == "two incarnations")
    // With the agent all end, and numbers start anew.
    var invariants = Invariants(agentCount: 1, Self.tree(.oneForOne))
    for _ in 0..<2 {
      for note in boot { invariants.noted(note, by: AgentID(0), at: 0) }
      invariants.changed(AgentID(0), .crashed, at: 0)
    }
    #expect(invariants.violation == nil)
  }

  @Test func `a sibling that stayed although it goes with the failed one is seen`() {
    #expect(check(boot + restart(1, 2), .oneForAll) == "sibling consistency")
    #expect(check(boot + restart(1, 2), .restForOne) == "sibling consistency")
    // Those on the left of the failed one stay.
    let last = boot + [.exited(one(3), .error)]
    #expect(check(last + restart(2, 2), .restForOne) == nil)
  }

  @Test func `a count that was durable and is forgotten is seen`() {
    let tree = Supervision.Tree(
      Specification("top", children: [Specification("a").with { $0.work.isDurable = true }]))
    var storage = Supervision.Storage()
    storage.apply(.counted(1, 3))
    func check(_ count: Int64) -> String? {
      var invariants = Invariants(agentCount: 1, tree)
      invariants.noted(.starting(one(0), .boot), by: AgentID(0), at: 0)
      invariants.becameDurable(.counted(1, 3), storage, of: AgentID(0), at: 0)
      invariants.noted(.starting(one(1), .boot), by: AgentID(0), at: 0)
      invariants.noted(.started(one(1), count: count), by: AgentID(0), at: 0)
      return invariants.violation?.check
    }
    #expect(check(2) == "durable state")
    #expect(check(3) == nil)
    // Amnesia is no fault of the tree.
    var invariants = Invariants(agentCount: 1, tree)
    invariants.becameDurable(.counted(1, 3), storage, of: AgentID(0), at: 0)
    invariants.storageChanged(Supervision.Storage(), of: AgentID(0), at: 0)
    invariants.noted(.starting(one(0), .boot), by: AgentID(0), at: 0)
    invariants.noted(.starting(one(1), .boot), by: AgentID(0), at: 0)
    invariants.noted(.started(one(1), count: 0), by: AgentID(0), at: 0)
    #expect(invariants.violation == nil)
  }
}
