import Protocols
import Simulator
import Testing

/// What barriers tell visitors, and the codes of their clients' alarms.
struct BarrierFieldsTests {
  private let instance = Barrier.Instance(2, generation: 4)

  @Test func `a note names the barrier, from 1, and the generation`() {
    #expect(Barrier.Note.arrived(instance).description == "arrived, barrier 3, generation 4")
    let outcome = Barrier.Outcome(
      .timedOut, arrived: 1, required: 3, missing: AgentSet([AgentID(0), AgentID(2)]))
    #expect(
      Barrier.Note.passed(instance, outcome).description
        == "passed, barrier 3, generation 4, ending timed out, arrived 1, required 3, "
        + "missing [n1, n3]")
    #expect(
      BarrierClientNote.retried(0, instance).description
        == "retried, client 1, barrier 3, generation 4")
  }

  @Test func `each kind of message has its own number, and a release is no abort`() {
    let released = Barrier.Outcome(.released, arrived: 3, required: 3)
    let broken = Barrier.Outcome(.broken, arrived: 3, required: 3)
    let record = BriefBarrier.Message.got(0, nil)
    let messages: [Barrier.Message] = [
      .arrive(instance, first: 0, count: 1, incarnation: 1),
      .arriveAck(instance, arrived: 1, required: 3), .conclude(instance, released),
      .conclude(instance, broken), .concludeAck(instance), .refuse(instance, .stale),
      .signal(instance, round: 0), .query(instance, round: 0), .appeal(instance),
      .probe(instance), .presence(instance, .passed, incarnation: 1), .brief(.get(0)),
      .brief(record), .brief(.putDone(0)), .brief(.released(0)), .brief(.expired(0)),
    ]
    #expect(Set(messages.map { KindVisitor(of: $0).index }).count == messages.count)
    #expect(
      messages.map { Fields(of: $0).kind } == [
        "arrive", "arrive ack", "release", "abort", "release ack", "refusal", "signal", "query",
        "appeal", "probe", "presence", "get", "got", "put done", "released", "expired",
      ])
  }

  @Test func `values that differ feed different words`() {
    func digest(_ message: Barrier.Message) -> Digest {
      var digest = Digest()
      message.feed(&digest)
      return digest
    }
    let refusals = Barrier.Refusal.allCases.map { digest(.refuse(instance, $0)) }
    #expect(Set(refusals).count == Barrier.Refusal.allCases.count)
    let endings = Barrier.Ending.allCases.map {
      digest(.conclude(instance, Barrier.Outcome($0, arrived: 1, required: 2)))
    }
    #expect(Set(endings).count == 3)
    #expect(digest(.appeal(instance)) != digest(.appeal(Barrier.Instance(2, generation: 5))))
  }

  @Test func `an alarm is told by its code`() {
    let alarms: [BarrierLoad.Alarm] = [
      .attempt(0), .attempt(7), .workOver, .pauseOver, .rival, .creation(round: 0),
      .creation(round: 9),
    ]
    #expect(alarms.map { BarrierLoad.Alarm(code: $0.code) } == alarms)
    let others: [OrchestrationLoad.Alarm] = [
      .parcel(0), .parcel(5), .nextRun, .collection, .tellAgain, .taskOver, .reportAgain,
      .pauseOver, .patience(attempt: 0), .patience(attempt: 8),
    ]
    #expect(others.map { OrchestrationLoad.Alarm(code: $0.code) } == others)
  }
}
