import Protocols
import Simulator
import Testing

@Suite("Deliberation: the safe mode, step by step")
struct DeliberationTests {
  @Test func `an accepted change is applied by every agent, at one index of the log`() {
    var council = Council(votes("AAARR"))
    council.propose(7)
    council.settle()
    #expect(council.endings == [.applied(version: 1)])
    // The commit reaches followers with the leader's next heartbeat.
    council.expire(.raft(.heartbeat), of: 0, after: 50 * .millisecond)
    council.settle()
    for machine in council.machines {
      #expect(machine.state(of: 0).value == 7 && machine.state(of: 0).version == 1)
    }
    #expect(council.checks.violation == nil)
  }

  @Test func `a client hears the identity first and the end later`() {
    var council = Council(votes("RRRRR"))
    council.propose()
    let id = ProposalID(epoch: 0, proposer: n1, sequence: 1)
    #expect(council.replies == [.begun(id)])
    council.settle()
    #expect(council.replies == [.begun(id), .ended(id, .rejected)])
  }

  @Test func `of two accepted changes of one version the second in the log finds a conflict`() {
    var council = Council(votes("AAAAA"))
    council.propose(7)
    council.propose(8, at: 1)
    council.settle()
    council.expire(.raft(.heartbeat), of: 0, after: 50 * .millisecond)
    council.settle()
    #expect(council.outcomes == [.accepted, .accepted])
    #expect(Set(council.endings) == [.applied(version: 1), .conflict(version: 1)])
    let values = Set(council.machines.map { $0.state(of: 0).value })
    #expect(values.count == 1)
    #expect(council.checks.violation == nil)
  }

  @Test func `a vote is durable before it is sent`() {
    let profile = Profile(id: n2, clusterSize: 3)
    let settings = Deliberation.Settings(
      electorate: [n1, n2, n3], opinion: .scripted(votes("AAA")))
    var machine = Deliberation(profile, settings)
    var turn = Turn<Deliberation>(agent: n2)
    machine.start(from: Deliberation.Storage(), .fresh, &turn)
    _ = turn.takeEffects()
    let id = ProposalID(epoch: 0, proposer: n1, sequence: 1)
    let proposal = Proposal(id, variable: 0, value: 1, expectedVersion: 0)
    machine.receive(.proposal(proposal), from: n1, &turn)
    let vote = Vote(.accept, confidence: 1000, .preferred)
    let first = turn.takeEffects()
    #expect(
      first == [
        .persist(.voted(id, vote)), .note(.voted(id, vote)), .send(.vote(id, vote), to: n1),
      ])
    machine.receive(.proposal(proposal), from: n1, &turn)
    let second = turn.takeEffects()
    #expect(second == [.send(.vote(id, vote), to: n1)])
    machine.receive(.proposal(proposal), from: n3, &turn)
    let forged = turn.takeEffects()
    #expect(forged == [])
  }

  @Test func `a voter that starts again repeats its vote though it thinks otherwise now`() {
    // 0.01 is within a factor of ten of 0.001, the rate before any, but not of 0.0001.
    var council = Council(votes("AAAAA"), opinion: .evaluators)
    council.propose(10_000)
    let ballots = council.takeVotes()
    council.propose(100)
    council.settle()
    council.start(1)
    council.expire(.raft(.heartbeat), of: 0, after: 50 * .millisecond)
    council.settle()
    #expect(council.machines[1].state(of: 0).value == 100)
    // The proposer asks again, since no vote arrived.
    council.expire(.rounds, of: 0, after: 100 * .millisecond)
    #expect(council.takeVotes() == ballots)
  }

  @Test func `a proposer that starts again takes its proposals up and ends them once`() {
    var council = Council(votes("AAARR"))
    council.propose()
    let ballots = council.takeVotes()
    council.deliver(ballots[0])
    council.deliver(ballots[3])
    council.start(0)
    #expect(council.machines[0].epoch == 1)
    council.settle()
    // Only the log's leader was lost with the process.
    council.expire(.raft(.election), of: 0, after: .second)
    council.settle()
    council.expire(.raft(.election), of: 0, after: .second)
    council.settle()
    council.expire(.rounds, of: 0, after: 10 * .second)
    council.settle()
    #expect(council.endings == [.applied(version: 1)])
    #expect(council.checks.violation == nil)
  }

  @Test func `a decision is durable before it is announced`() {
    var council = Council(votes("RRRRR"))
    council.propose()
    let ballots = council.takeVotes()
    for ballot in ballots.dropLast(3) { council.deliver(ballot) }
    var turn = Turn<Deliberation>(agent: n1)
    guard case .vote(let id, let vote) = ballots[2].message else {
      Issue.record("a ballot is a vote")
      return
    }
    council.machines[0].receive(.vote(id, vote), from: ballots[2].source, &turn)
    let effects = turn.takeEffects()
    let noted = effects.contains { if case .note(.decided) = $0 { true } else { false } }
    let written = effects.firstIndex {
      if case .persist(.decided(_, let decision)) = $0 {
        decision.outcome == .rejected
      } else {
        false
      }
    }
    let told = effects.firstIndex(of: .send(.settled(id), to: n1))
    #expect(!noted)
    #expect(written != nil && told != nil && written! < told!)
  }

  @Test func `a vote at the deadline comes too late, and the deadline decides`() {
    var council = Council(votes("AAARR"))
    council.propose()
    let ballots = council.takeVotes()
    for ballot in ballots.prefix(2) { council.deliver(ballot) }
    council.now += 30 * .second
    council.deliver(ballots[2])
    #expect(council.outcomes == [])
    council.expire(.rounds, of: 0, after: 0)
    #expect(council.outcomes == [.timedOut] && council.endings == [.timedOut])
    council.deliver(ballots[3])
    council.settle()
    #expect(council.endings == [.timedOut])
    #expect(council.checks.violation == nil)
  }

  @Test func `four of seven that all accept are enough at the deadline`() {
    var council = Council(votes("AAAAAAA"))
    council.propose()
    for ballot in council.takeVotes().prefix(4) { council.deliver(ballot) }
    #expect(council.outcomes == [])
    council.expire(.rounds, of: 0, after: 30 * .second)
    #expect(council.outcomes == [.accepted])
    #expect(council.checks.violation == nil)
  }

  @Test func `a member that has not voted is asked again, after waits that double`() {
    var council = Council(votes("AAAAA"))
    council.propose()
    let ballots = council.takeVotes()
    council.deliver(ballots[0])
    func asked(_ council: Council) -> [AgentID] {
      council.wire.compactMap { if case .proposal = $0.message { $0.target } else { nil } }
    }
    council.wire = []
    council.expire(.rounds, of: 0, after: 100 * .millisecond)
    #expect(asked(council) == [n3, n4, n5, AgentID(5)])
    council.wire = []
    council.expire(.rounds, of: 0, after: 100 * .millisecond)
    #expect(asked(council) == [])
    council.expire(.rounds, of: 0, after: 100 * .millisecond)
    #expect(asked(council).count == 4)
  }

  @Test func `votes that do not count are refused by name`() {
    var council = Council(votes("AAARR"))
    council.propose()
    let ballots = council.takeVotes()
    let id = council.proposal!
    council.deliver(ballots[0])
    council.settle()
    council.tell(1, id, .accept)
    council.settle()
    council.tell(1, id, .reject)
    council.tell(0, id, .accept)
    council.tell(2, ProposalID(epoch: 9, proposer: n1, sequence: 9), .accept)
    council.settle()
    for ballot in ballots.dropFirst() { council.deliver(ballot) }
    council.settle()
    council.tell(5, id, .reject)
    council.settle()
    #expect(
      council.receipts == [.counted, .alreadyVoted, .notParticipant, .unknownProposal, .closed])
    #expect(council.checks.violation == nil)
  }

  @Test func `a member that contradicts itself on the wire keeps its first vote`() {
    var council = Council(votes("RRRRR"))
    council.propose()
    let ballots = council.takeVotes()
    let id = council.proposal!
    council.deliver(ballots[0])
    let lie = Vote(.accept, confidence: 1000, .told)
    council.wire = []
    council.deliver(.init(source: n2, target: n1, message: .vote(id, lie)))
    #expect(council.wire.map(\.message) == [.receipt(id, .alreadyVoted, isTold: true)])
    #expect(council.machines[0].openRounds[0].tally.rejects == 1000)
  }

  @Test func `the winner among candidates is put to the vote under the identity of the choice`() {
    var council = Council(votes("AAAAA"), opinion: .threshold(10))
    func choose(_ values: [Int64], _ attempt: Int32) {
      council.step(0) {
        $0.accept(
          .choose(variable: 3, values: values, rule: .approval(atLeast: 1)),
          RequestID(client: 0, attempt: attempt), &$1)
      }
      council.settle()
    }
    choose([20, 9, 30, 8], 1)
    #expect(council.endings == [.applied(version: 1)])
    #expect(council.machines[0].state(of: 3).value == 9)
    // The first of equals wins though no member wants it, and is not ratified.
    choose([20, 30], 2)
    #expect(council.endings.last == .rejected)
    #expect(council.checks.violation == nil)
  }

  @Test func `a choice waits for all rankings, then for a majority, and then no more`() {
    var council = Council(votes("AAAAA"), opinion: .threshold(10))
    func choose(_ attempt: Int32) {
      council.step(0) {
        $0.accept(
          .choose(variable: 3, values: [5, 6], rule: .borda),
          RequestID(client: 0, attempt: attempt), &$1)
      }
    }
    func chosen() -> Int {
      council.notes.count { if case .chosen = $0 { true } else { false } }
    }
    choose(1)
    // Two of the five are silent.
    council.settle { $0.source.index < 4 && $0.target.index < 4 }
    #expect(chosen() == 0)
    council.expire(.rounds, of: 0, after: council.settings.rankingTime)
    #expect(chosen() == 1)
    council.wire.removeAll()
    choose(2)
    council.wire.removeAll()
    council.expire(.rounds, of: 0, after: council.settings.deadline)
    #expect(
      chosen() == 1 && council.notes.contains { if case .choiceFailed = $0 { true } else { false } }
    )
  }

  @Test func `the key-value store is served through the same log, beside proposals`() {
    var council = Council(votes("AAA"))
    func ask(_ operation: Raft.Operation, _ sequence: Int32) {
      let session = Raft.Session(client: 3, sequence: sequence)
      council.step(0) {
        $0.accept(
          .store(Raft.Request(session, operation)), RequestID(client: 3, attempt: sequence), &$1)
      }
    }
    council.propose(7)
    ask(.write(key: 4, value: 9), 1)
    council.settle()
    ask(.read(key: 4), 2)
    council.settle()
    #expect(council.replies.contains(.store(.written)))
    #expect(council.replies.last == .store(.value(9)))
    #expect(council.endings == [.applied(version: 1)])
    council.step(1) {
      $0.accept(
        .store(Raft.Request(Raft.Session(client: 3, sequence: 3), .read(key: 4))),
        RequestID(client: 3, attempt: 3), &$1)
    }
    #expect(council.replies.last == .store(.notLeader(AgentID(0))))
    #expect(council.checks.violation == nil)
  }

  @Test func `without an electorate a client hears so at once`() {
    var council = Council([])
    council.propose()
    #expect(council.replies == [.noElectorate])
  }

  @Test func `a weighted vote counts for its confidence and abstains with the rest`() {
    var tally = Tally(members: 5)
    for _ in 0..<3 { tally.count(Vote(.accept, confidence: 900, .drawn), isWeighted: true) }
    #expect(tally.accepts == 2700 && tally.abstains == 300 && tally.certainOutcome == nil)
    tally.count(Vote(.accept, confidence: 300, .drawn), isWeighted: true)
    #expect(tally.certainOutcome == .accepted)
  }
}

@Suite("Deliberation: how agents vote")
struct OpinionTests {
  func choice(
    _ variable: Int32, _ value: Int64, current: Int64 = 0, scores: Scores = .init(),
    acceptsUnknown: Bool = false
  ) -> Vote {
    let proposal = Proposal(
      ProposalID(epoch: 0, proposer: n1, sequence: 1), variable: variable, value: value,
      expectedVersion: 0)
    return Opinion.evaluators.vote(
      on: proposal,
      Opinion.Context(
        agent: n2, scores: scores, member: 1, current: current, acceptsUnknown: acceptsUnknown))
  }

  @Test func `a learning rate may change by a factor of ten`() {
    #expect(choice(Variable.learningRate, 1000) == Vote(.accept, confidence: 1000, .nearCurrent))
    #expect(choice(Variable.learningRate, 10_000).choice == .accept)
    #expect(choice(Variable.learningRate, 10_001).rationale == .farFromCurrent)
    #expect(choice(Variable.learningRate, 10_001, current: 2000).choice == .accept)
    #expect(choice(Variable.learningRate, 0).rationale == .invalidValue)
    #expect(choice(Variable.learningRate, 1_000_001).rationale == .invalidValue)
  }

  @Test func `a batch is a power of two that fits the agent`() {
    #expect(choice(Variable.batchSize, 2048).choice == .accept)
    #expect(choice(Variable.batchSize, 4096).rationale == .exceedsResources)
    #expect(choice(Variable.batchSize, 4096, scores: .init(resources: 512)).choice == .accept)
    #expect(choice(Variable.batchSize, 48).rationale == .invalidValue)
    #expect(choice(Variable.batchSize, .min).choice == .reject)
  }

  @Test func `an architecture beyond the specialisation has no opinion`() {
    #expect(choice(Variable.modelArchitecture, 5).choice == .accept)
    #expect(choice(Variable.modelArchitecture, 6).choice == .abstain)
    #expect(choice(Variable.modelArchitecture, -1).choice == .reject)
  }

  @Test func `an unknown variable passes as written, and has no opinion when safe`() {
    #expect(choice(99, 1).choice == .abstain)
    #expect(
      choice(99, 1, acceptsUnknown: true) == Vote(.accept, confidence: 500, .noConcerns))
  }

  @Test func `opinions are functions of proposal and agent`() {
    let context = Opinion.Context(agent: n2, member: 1, current: 0)
    let models: [Opinion] = [
      .threshold(5), .preference(distance: 100, range: 1000, seed: 3),
      .random(accepts: 500, abstains: 200, seed: 3), .scripted(votes("AR")),
      .preference(distance: .max, range: 1, seed: 0),
    ]
    for model in models {
      var seen: Set<Vote.Choice> = []
      for value in [Int64.min, -1, 0, 5, 6, 500, Int64.max] {
        for number in 1...20 as ClosedRange<Int32> {
          let proposal = Proposal(
            ProposalID(epoch: 0, proposer: n1, sequence: number), variable: 0, value: value,
            expectedVersion: 0)
          let vote = model.vote(on: proposal, context)
          #expect(vote == model.vote(on: proposal, context))
          #expect((0...1000).contains(vote.confidence))
          seen.insert(vote.choice)
        }
      }
      if case .random = model { #expect(seen.count == 3) }
      if case .scripted = model { #expect(seen == [.reject]) }
    }
  }

  @Test func `many candidates are chosen among, and ties go to the first`() {
    func winner(_ rule: Candidates.Rule, _ ballots: [[Int64]]) -> Int? {
      var candidates = Candidates(rule, count: 3)
      for ballot in ballots {
        let isCounted = candidates.count(ballot)
        #expect(isCounted)
      }
      return candidates.winner
    }
    // Two camps that dislike one another, and a candidate that all can live with.
    let ballots: [[Int64]] = [[9, 5, 0], [9, 5, 0], [9, 5, 0], [0, 5, 9], [0, 5, 9]]
    #expect(winner(.plurality, ballots) == 0)
    #expect(winner(.approval(atLeast: 5), ballots) == 1)
    #expect(winner(.borda, ballots) == 0)
    #expect(winner(.borda, ballots + [[1, 5, 0], [0, 5, 1]]) == 1)
    #expect(winner(.plurality, [[0, 0, 1], [1, 0, 0]]) == 0)
    var candidates = Candidates(.borda, count: 3)
    let isCounted = candidates.count([1, 2])
    #expect(!isCounted)
    #expect(Candidates(.plurality, count: 0).winner == nil)
  }
}
