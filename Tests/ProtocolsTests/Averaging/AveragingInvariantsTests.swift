import Protocols
import Simulator
import Testing

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct AveragingInvariantsTests {
  private typealias Write = Averaging.Storage.Write
  private let one = Averaging.one
  private let first = AgentID(0)
  private let second = AgentID(1)

  private func check(_ method: Averaging.Method, _ writes: [(Int, Write)]) -> String? {
    var invariants = AveragingInvariants(agentCount: 2, averagingSettings(method))
    let start: [(Int, Write)] = [
      (0, .began(10, weight: one)), (1, .began(21, weight: one)),
    ]
    for (agent, write) in start + writes {
      invariants.becameDurable(write, Averaging.Storage(), of: AgentID(agent), at: 0)
    }
    return invariants.violation?.check
  }

  private func share(_ sequence: Int32, _ value: Int64) -> Averaging.Share {
    Averaging.Share(hop: 0, sequence: sequence, value: value, weight: one / 2)
  }

  @Test func `a part that counts twice is seen`() {
    let writes: [(Int, Write)] = [
      (0, .shared(5, weight: one / 2, share(1, 5))),
      (1, .took(26, weight: one * 3 / 2, hop: 0, sequence: 1)),
    ]
    #expect(check(.pushSum, writes) == nil)
    #expect(
      check(.pushSum, writes + [(1, .took(31, weight: 2 * one, hop: 0, sequence: 1))]) == "mass")
  }

  @Test func `a part that its sender forgets before it has arrived is seen`() {
    let sent: (Int, Write) = (0, .shared(5, weight: one / 2, share(1, 5)))
    #expect(check(.pushSum, [sent, (0, .delivered(hop: 0))]) == "mass")
  }

  @Test func `a weight that is lost is seen although the number is not`() {
    let sent: (Int, Write) = (0, .shared(5, weight: one / 2 - 1, share(1, 5)))
    #expect(check(.pushSum, [sent]) == "mass")
  }

  @Test func `parts that cross and arrive long after their senders restarted are legal`() {
    #expect(
      check(
        .pushSum,
        [
          (0, .shared(5, weight: one / 2, share(1, 5))),
          (1, .shared(11, weight: one / 2, share(3, 10))),
          (0, .took(15, weight: one, hop: 0, sequence: 3)), (1, .delivered(hop: 0)),
          (1, .took(16, weight: one, hop: 0, sequence: 1)), (0, .delivered(hop: 0)),
        ]) == nil)
  }

  private let decision = Averaging.Result(agent: AgentID(1), round: 1, value: 15)

  @Test func `a decision that makes a number of nothing is seen`() {
    let offered: (Int, Write) = (1, .offered(round: 1, to: first))
    #expect(
      check(.allReduce, [offered, (0, .decided(round: 1, 16, [decision]))]) == nil)
    #expect(
      check(.allReduce, [offered, (0, .decided(round: 1, 17, [decision]))]) == "mass")
  }

  @Test func `a decision on what was never promised, or for another round, is seen`() {
    #expect(check(.allReduce, [(0, .decided(round: 1, 16, [decision]))]) == "mass")
    #expect(
      check(
        .allReduce,
        [(1, .offered(round: 2, to: first)), (0, .decided(round: 1, 16, [decision]))]) == "mass")
  }

  @Test func `a member that goes its own way after the decision is seen`() {
    let decided: [(Int, Write)] = [
      (1, .offered(round: 1, to: first)), (0, .decided(round: 1, 16, [decision])),
    ]
    #expect(check(.allReduce, decided + [(1, .released)]) == "mass")
    #expect(check(.allReduce, decided + [(1, .resolved(16))]) == "mass")
  }

  @Test func `a member that learns of the decision late, and one that was refused, are legal`() {
    #expect(
      check(
        .allReduce,
        [
          (1, .offered(round: 1, to: first)), (0, .closed(round: 1)), (1, .released),
          (1, .offered(round: 2, to: first)),
          (0, .decided(round: 2, 16, [Averaging.Result(agent: second, round: 2, value: 15)])),
          (0, .closed(round: 5)), (1, .resolved(15)), (0, .settled(second, round: 2)),
        ]) == nil)
  }

  private func storage(_ writes: Write...) -> Averaging.Storage {
    var storage = Averaging.Storage()
    for write in writes { storage.apply(write) }
    return storage
  }

  @Test func `writes that a torn crash left on the disk count, those that it took do not`() {
    var invariants = AveragingInvariants(agentCount: 2, averagingSettings(.pushSum))
    invariants.becameDurable(.began(10, weight: one), Averaging.Storage(), of: first, at: 0)
    invariants.becameDurable(.began(21, weight: one), Averaging.Storage(), of: second, at: 0)
    let sent = Write.shared(5, weight: one / 2, share(1, 5))
    invariants.storageChanged(storage(.began(10, weight: one), sent), of: first, at: 1)
    let took = Write.took(26, weight: one * 3 / 2, hop: 0, sequence: 1)
    invariants.storageChanged(storage(.began(21, weight: one), took), of: second, at: 2)
    invariants.storageChanged(
      storage(.began(10, weight: one), sent, .delivered(hop: 0)), of: first, at: 3)
    #expect(invariants.violation == nil)
    invariants.storageChanged(storage(.began(21, weight: one)), of: second, at: 4)
    #expect(invariants.violation?.check == "mass")
  }

  @Test func `a decision that a torn crash left on the disk counts`() {
    var invariants = AveragingInvariants(agentCount: 2, averagingSettings(.allReduce))
    invariants.becameDurable(.began(10, weight: one), Averaging.Storage(), of: first, at: 0)
    invariants.becameDurable(.began(21, weight: one), Averaging.Storage(), of: second, at: 0)
    let offered = Write.offered(round: 1, to: first)
    let decided = Write.decided(round: 1, 16, [decision])
    invariants.storageChanged(storage(.began(21, weight: one), offered), of: second, at: 1)
    invariants.storageChanged(storage(.began(10, weight: one), decided), of: first, at: 2)
    invariants.storageChanged(
      storage(.began(21, weight: one), offered, .resolved(15)), of: second, at: 3)
    #expect(invariants.violation == nil)
    invariants.storageChanged(
      storage(.began(21, weight: one), offered, .released), of: second, at: 4)
    #expect(invariants.violation?.check == "mass")
  }

  @Test func `the loss of a disk ends the promise`() {
    var invariants = AveragingInvariants(agentCount: 2, averagingSettings(.pushSum))
    invariants.becameDurable(.began(10, weight: one), Averaging.Storage(), of: first, at: 0)
    invariants.storageChanged(Averaging.Storage(), of: first, at: 1)
    invariants.becameDurable(.began(0, weight: 0), Averaging.Storage(), of: first, at: 2)
    #expect(invariants.violation == nil && !invariants.isMassPromised)
  }

  /// What two agents on a ring state, and what happens to messages in between.
  private func plain(
    _ last: Int64, _ disturb: (inout AveragingInvariants) -> Void = { _ in }
  ) -> String? {
    var invariants = AveragingInvariants(agentCount: 2, averagingSettings(.ring))
    invariants.noted(.began(0), by: first, at: 0)
    invariants.noted(.began(30), by: second, at: 0)
    invariants.noted(.averaged(1, 10), by: first, at: .second * 3 / 2)
    disturb(&invariants)
    invariants.noted(.averaged(1, last), by: second, at: .second * 3 / 2)
    invariants.noted(.averaged(2, last), by: first, at: .second * 5 / 2)
    return invariants.violation?.check
  }

  @Test func `a sum that is another at the end of a round is seen`() {
    #expect(plain(20) == nil)
    #expect(plain(21) == "mass")
  }

  @Test func `where nothing is acknowledged, one lost or late message or crash ends the promise`() {
    let first = first
    let second = second
    func send(_ fate: Fate) -> String? {
      plain(21) {
        $0.sent(.value(round: 1, 0), from: first, to: second, fate, at: .second)
      }
    }
    #expect(send(.arrives(.second * 3 / 2 - 1)) == "mass")
    #expect(send(.duplicated(2 * .second, .second)) == "mass")
    #expect(send(.arrives(.second * 3 / 2)) == nil)
    #expect(send(.lost(.network)) == nil)
    #expect(plain(21) { $0.noted(.late(1), by: first, at: .second) } == nil)
    #expect(plain(21) { $0.changed(second, .crashed, at: .second) } == nil)
    #expect(plain(21) { $0.changed(second, .resumed, at: .second) } == "mass")
  }

  @Test func `an estimate outside the range of the first numbers is seen`() {
    var invariants = AveragingInvariants(agentCount: 2, averagingSettings(.sgp))
    invariants.noted(.began(-one), by: first, at: 0)
    invariants.noted(.began(one), by: second, at: 0)
    invariants.noted(.averaged(1, one), by: first, at: 1)
    #expect(invariants.violation == nil)
    invariants.noted(.averaged(1, one + one / 1_000), by: first, at: 1)
    #expect(invariants.violation?.check == "range")
  }
}
