import Protocols
import Simulator
import Testing

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct BarrierInvariantsTests {
  private typealias Invariants = BarrierInvariants<BarrierClientNote>
  private let first = Barrier.Instance(0)
  private let second = Barrier.Instance(0, generation: 1)
  private let pair = Barrier.Members.agents(AgentSet([AgentID(0), AgentID(1)]))
  private let released = Barrier.Outcome(.released, arrived: 2, required: 2)

  private func check(
    _ notes: [(Int, Barrier.Note)], _ settings: Barrier.Settings = Barrier.Settings()
  ) -> String? {
    var invariants = Invariants(agentCount: 3, settings)
    for (index, note) in notes.enumerated() {
      invariants.noted(note.1, by: AgentID(note.0), at: Nanoseconds(index) * .second)
    }
    return invariants.violation?.check
  }

  @Test func `a release before everybody arrived is seen`() {
    #expect(
      check([
        (0, .opened(first, pair, due: 30 * .second)), (0, .arrived(first)), (0, .arrived(first)),
        (2, .arrived(first)), (0, .passed(first, released)),
      ]) == "early release")
  }

  @Test func `a release of what nobody opened is seen`() {
    #expect(check([(0, .arrived(first)), (0, .passed(first, released))]) == "early release")
  }

  @Test func `a release by the arrivals of another generation is seen`() {
    #expect(
      check([
        (0, .opened(first, pair, due: 30 * .second)), (0, .arrived(first)), (1, .arrived(first)),
        (0, .passed(first, released)), (0, .opened(second, pair, due: 40 * .second)),
        (0, .arrived(second)), (0, .passed(second, released)),
      ]) == "cross-generation release")
  }

  @Test func `two outcomes of one generation are seen`() {
    #expect(
      check([
        (0, .opened(first, pair, due: 30 * .second)), (0, .arrived(first)), (1, .arrived(first)),
        (0, .passed(first, released)),
        (1, .passed(first, Barrier.Outcome(.timedOut, arrived: 1, required: 2))),
      ]) == "one outcome")
  }

  @Test func `a waiter that leaves twice is seen, unless it began anew between`() {
    var invariants = Invariants(agentCount: 3, Barrier.Settings())
    invariants.noted(.opened(first, .count(1), due: .second), by: AgentID(0), at: 0)
    invariants.noted(.arrived(first), by: AgentID(1), at: 0)
    invariants.noted(.passed(first, released), by: AgentID(1), at: 1)
    invariants.changed(AgentID(1), .started(.intact), at: 2)
    invariants.noted(.passed(first, released), by: AgentID(1), at: 3)
    #expect(invariants.violation == nil)
    invariants.noted(.passed(first, released), by: AgentID(1), at: 4)
    #expect(invariants.violation?.check == "one outcome")
  }

  @Test func `a timeout before the deadline is seen`() {
    let timedOut = Barrier.Outcome(.timedOut, arrived: 1, required: 2)
    let notes: [(Int, Barrier.Note)] = [
      (0, .opened(first, pair, due: 30 * .second)),
      (0, .concluded(first, timedOut, at: 30 * .second - 1)),
    ]
    #expect(check(notes) == "early timeout")
    #expect(
      check([notes[0], (0, .concluded(first, timedOut, at: 30 * .second))]) == nil)
  }

  @Test func `an arrival or outcome that is sent before it is durable is seen`() {
    var invariants = Invariants(agentCount: 3, Barrier.Settings())
    let storage = Barrier.Storage()
    for agent in [0, 1] { invariants.noted(.arrived(first), by: AgentID(agent), at: 0) }
    invariants.noted(.opened(first, pair, due: .second), by: AgentID(0), at: 0)
    func send(_ message: Barrier.Message, from agent: Int) {
      invariants.sent(
        message, from: AgentID(agent), to: AgentID(2), .arrives(1), at: 0)
    }
    invariants.becameDurable(.arrived(first), storage, of: AgentID(1), at: 0)
    invariants.becameDurable(.concluded(first, released), storage, of: AgentID(0), at: 0)
    send(.arrive(first, first: 1, count: 1, incarnation: 1), from: 1)
    send(.conclude(first, released), from: 1)
    #expect(invariants.violation == nil)
    var other = invariants
    send(.signal(first, round: 0), from: 0)
    #expect(invariants.violation?.check == "durable before sent")
    other.sent(
      .conclude(first, Barrier.Outcome(.released, arrived: 1, required: 2)), from: AgentID(0),
      to: AgentID(2), .arrives(1), at: 0)
    #expect(other.violation?.check == "durable before sent")
  }

  @Test func `an arrival that a torn crash left on the disk is durable, one that it took is not`() {
    var invariants = Invariants(agentCount: 3, Barrier.Settings())
    for agent in [0, 1] { invariants.noted(.arrived(first), by: AgentID(agent), at: 0) }
    func claim(_ agent: Int) -> String? {
      var copy = invariants
      copy.sent(
        .arrive(first, first: 0, count: 1, incarnation: 1), from: AgentID(agent), to: AgentID(2),
        .arrives(1), at: 0)
      return copy.violation?.check
    }
    var torn = Barrier.Storage()
    torn.apply(.arrived(first))
    invariants.storageChanged(torn, of: AgentID(0), at: 0)
    #expect(claim(0) == nil && claim(1) == "durable before sent")
    invariants.storageChanged(Barrier.Storage(), of: AgentID(0), at: 0)
    #expect(claim(0) == "durable before sent")
  }

  /// The first generation is over; of the second only agent 0 is there.
  private func inSecond(_ form: Barrier.Form) -> Invariants {
    var invariants = Invariants(agentCount: 2, Barrier.Settings(form: form))
    for agent in [0, 1] { invariants.noted(.arrived(first), by: AgentID(agent), at: 0) }
    for agent in [0, 1] { invariants.noted(.passed(first, released), by: AgentID(agent), at: 1) }
    invariants.noted(.arrived(second), by: AgentID(0), at: 2)
    return invariants
  }

  @Test func `an outcome of the last generation that is told of this one mixes the two`() {
    var invariants = inSecond(.tree)
    invariants.becameDurable(
      .concluded(first, released), Barrier.Storage(), of: AgentID(0), at: 1)
    invariants.sent(
      .conclude(second, released), from: AgentID(0), to: AgentID(1), .arrives(3), at: 2)
    #expect(invariants.violation?.check == "cross-generation release")
  }

  @Test func `an arrival that is claimed of another generation, or of none, is no haste`() {
    func claim(_ invariants: Invariants, _ agent: Int) -> String? {
      var copy = invariants
      copy.sent(
        .arrive(second, first: 0, count: 1, incarnation: 1), from: AgentID(agent), to: AgentID(0),
        .arrives(3), at: 2)
      return copy.violation?.check
    }
    #expect(claim(inSecond(.tree), 1) == "cross-generation release")
    #expect(claim(inSecond(.tree), 0) == "durable before sent")
    #expect(claim(Invariants(agentCount: 2, Barrier.Settings(form: .tree)), 1) == "early release")
  }

  @Test
  func `a release in a later generation that claims no more than arrived is early, not mixed`() {
    var early = inSecond(.tree)
    early.noted(
      .passed(second, Barrier.Outcome(.released, arrived: 1, required: 2)), by: AgentID(0), at: 3)
    #expect(early.violation?.check == "early release")
    var mixed = inSecond(.tree)
    mixed.noted(.passed(second, released), by: AgentID(0), at: 3)
    #expect(mixed.violation?.check == "cross-generation release")
  }

  @Test func `a dissemination that leaves early is mixed only with a signal of another generation`()
  {
    for isMixed in [false, true] {
      var invariants = inSecond(.dissemination)
      if isMixed {
        invariants.delivered(
          .signal(first, round: 0), from: AgentID(1), to: AgentID(0), sentAt: 1, at: 2)
        #expect(invariants.violation == nil)
      }
      invariants.noted(.passed(second, released), by: AgentID(0), at: 3)
      let check = isMixed ? "cross-generation release" : "early release"
      #expect(invariants.violation?.check == check)
    }
  }

  @Test func `a late signal of the last generation passes where all arrive at this one`() {
    var invariants = inSecond(.dissemination)
    invariants.delivered(
      .signal(first, round: 0), from: AgentID(1), to: AgentID(0), sentAt: 1, at: 2)
    invariants.noted(.arrived(second), by: AgentID(1), at: 3)
    for agent in [0, 1] { invariants.noted(.passed(second, released), by: AgentID(agent), at: 4) }
    #expect(invariants.violation == nil)
  }

  @Test func `a late duplicate arrival after the release is legal`() {
    #expect(
      check([
        (0, .opened(first, pair, due: 30 * .second)), (0, .arrived(first)), (1, .arrived(first)),
        (0, .passed(first, released)), (0, .arrived(first)), (1, .passed(first, released)),
        (2, .refused(first, .alreadyReleased)),
      ]) == nil)
  }

  @Test func `a fast agent that is in the next generation before others left this one is legal`() {
    let settings = Barrier.Settings(form: .dissemination)
    let all = Barrier.Outcome(.released, arrived: 3, required: 3)
    #expect(
      check(
        [
          (0, .arrived(first)), (1, .arrived(first)), (2, .arrived(first)),
          (0, .passed(first, all)),
          (0, .arrived(second)), (1, .passed(first, all)), (1, .arrived(second)),
          (2, .passed(first, all)), (2, .arrived(second)), (2, .passed(second, all)),
        ], settings) == nil)
  }

  @Test func `a generation that ends after thousands of others were opened is legal`() {
    let instances = (0..<5000).map { Barrier.Instance(Int32($0)) }
    var notes: [(Int, Barrier.Note)] = instances.map { (0, .opened($0, pair, due: .never)) }
    notes += [0, 1].map { ($0, .arrived(instances[7])) }
    notes += [0, 1].map { ($0, .passed(instances[7], released)) }
    #expect(check(notes) == nil)
    // And one that ends too early is seen still.
    #expect(check(notes + [(0, .passed(instances[9], released))]) == "early release")
  }

  @Test func `going on with k of n is legal where the policy says so, and only there`() {
    let some = Barrier.Outcome(.released, arrived: 1, required: 2, missing: AgentSet([AgentID(1)]))
    let notes: [(Int, Barrier.Note)] = [
      (0, .opened(first, pair, due: 30 * .second)), (0, .arrived(first)), (0, .passed(first, some)),
    ]
    #expect(check(notes, Barrier.Settings(deadlinePolicy: .proceed(atLeast: 1))) == nil)
    #expect(check(notes) == "early release")
  }

  @Test func `a member that was excluded is not waited for`() {
    let some = Barrier.Outcome(.released, arrived: 1, required: 1)
    #expect(
      check([
        (0, .opened(first, pair, due: 30 * .second)), (0, .arrived(first)),
        (0, .excluded(first, AgentID(1))), (0, .passed(first, some)),
      ]) == nil)
  }
}
