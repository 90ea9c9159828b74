import Protocols
import Simulator
import Testing

@Suite("Deliberation: every order of arrival")
struct DeliberationOrderTests {
  /// How often machines decide each way when these votes arrive in every order.
  static func decisions(_ text: String, _ mode: Deliberation.Mode) -> [Tally.Outcome: Int] {
    var council = Council(votes(text), mode)
    council.propose()
    let ballots = council.takeVotes()
    #expect(ballots.count == text.count)
    var counts: [Tally.Outcome: Int] = [:]
    for order in orders(text.count) {
      var run = council
      for place in order { run.deliver(ballots[place]) }
      run.settle()
      if run.outcomes.isEmpty, mode == .safe { run.expire(.rounds, of: 0, after: 30 * .second) }
      if mode == .safe { #expect(run.checks.violation == nil) }
      #expect(run.outcomes.count == 1)
      counts[run.outcomes[0], default: 0] += 1
    }
    return counts
  }

  @Test func `three accepts and two rejects are accepted in all 120 orders`() {
    #expect(Self.decisions("AAARR", .safe) == [.accepted: 120])
  }

  @Test func `as written 70 percent of the orders accept and 30 percent reject`() {
    #expect(Self.decisions("AAARR", .brief) == [.accepted: 84, .rejected: 36])
  }

  @Test func `as written two abstentions make 40 percent of the orders fail, 30 accept, 30 reject`()
  {
    #expect(
      Self.decisions("AABRR", .brief) == [.failed: 48, .accepted: 36, .rejected: 36])
    #expect(Self.decisions("AABRR", .safe).count == 1)
  }

  /// Orders of arrival by outcome, for every order of these accepts and rejects, by the tally.
  static func shares(
    accepts: Int, rejects: Int, _ rule: (Tally) -> Tally.Outcome?
  ) -> (all: UInt128, by: [Tally.Outcome: UInt128]) {
    var counts: [Tally.Outcome: UInt128] = [:]
    // The tally after each prefix that decided nothing, with the number of orders that lead to it.
    var prefixes: [[UInt128]] = Array(
      repeating: Array(repeating: 0, count: rejects + 1), count: accepts + 1)
    prefixes[0][0] = 1
    for length in 0...(accepts + rejects) {
      for accepted in max(0, length - rejects)...min(length, accepts) {
        let rejected = length - accepted
        let ways = prefixes[accepted][rejected]
        if ways == 0 { continue }
        if let outcome = rule(tally(accepted, rejected, of: accepts + rejects)) {
          counts[outcome, default: 0] +=
            ways * choose(accepts + rejects - length, accepts - accepted)
          continue
        }
        if accepted < accepts { prefixes[accepted + 1][rejected] += ways }
        if rejected < rejects { prefixes[accepted][rejected + 1] += ways }
      }
    }
    return (choose(accepts + rejects, accepts), counts)
  }

  /// The same by machines: each step delivers one more vote to a copy of the council before it.
  ///
  /// Voters of one mind are alike to who counts them, so a council stands for all orders of its votes.
  static func sharesOfMachines(
    accepts: Int, rejects: Int, _ mode: Deliberation.Mode
  ) -> [Tally.Outcome: UInt128] {
    let members = accepts + rejects
    let minds = (0..<members).map { $0 < accepts ? Vote.Choice.accept : .reject }
    var council = Council(minds, mode)
    council.propose()
    let ballots = council.takeVotes()
    var counts: [Tally.Outcome: UInt128] = [:]
    // By the number of accepts delivered: a council that has not decided, and how many orders led there.
    var reached: [Int: (Council, UInt128)] = [0: (council, 1)]
    for length in 0..<members {
      var next: [Int: (Council, UInt128)] = [:]
      for accepted in max(0, length - rejects)...min(length, accepts) {
        guard let (before, ways) = reached[accepted] else { continue }
        for isAccept in [true, false] {
          let place = isAccept ? accepted : accepts + length - accepted
          if isAccept ? accepted == accepts : place == members { continue }
          let total = accepted + (isAccept ? 1 : 0)
          if let (known, earlier) = next[total] {
            next[total] = (known, earlier + ways)
            continue
          }
          var after = before
          after.deliver(ballots[place])
          next[total] = (after, ways)
        }
      }
      reached = [:]
      for (total, (council, ways)) in next {
        if let outcome = council.outcomes.first {
          counts[outcome, default: 0] +=
            ways * choose(members - length - 1, accepts - total)
        } else {
          reached[total] = (council, ways)
        }
      }
    }
    return counts
  }

  static func tally(_ accepts: Int, _ rejects: Int, _ abstains: Int = 0, of members: Int) -> Tally {
    var tally = Tally(members: members)
    for _ in 0..<accepts { tally.count(Vote(.accept, confidence: 1, .told)) }
    for _ in 0..<rejects { tally.count(Vote(.reject, confidence: 1, .told)) }
    for _ in 0..<abstains { tally.count(Vote(.abstain, confidence: 1, .told)) }
    return tally
  }

  static func choose(_ count: Int, _ taken: Int) -> UInt128 {
    var row: [UInt128] = [1]
    for _ in 0..<count {
      row = [1] + zip(row, row.dropFirst()).map { $0 + $1 } + [1]
    }
    return row[taken]
  }

  @Test(arguments: [(5, 3, 30), (9, 6, 12), (21, 13, 39), (101, 61, 45)])
  func `as written the first votes to arrive overrule the others`(
    _ members: Int, _ accepts: Int, _ percent: Int
  ) {
    let all = Self.choose(members, accepts)
    let written = Self.sharesOfMachines(
      accepts: accepts, rejects: members - accepts, .brief)
    #expect(
      written == Self.shares(accepts: accepts, rejects: members - accepts) { $0.briefOutcome }.by)
    let wrong = all - (written[.accepted] ?? 0)
    // Rounded to whole percent.
    #expect((wrong * 1000 / all + 5) / 10 == UInt128(percent))
    let safe = Self.sharesOfMachines(accepts: accepts, rejects: members - accepts, .safe)
    #expect(safe == [.accepted: all])
  }

  @Test func `as written so few accepts can be enough`() {
    for (members, least) in [(4, 2), (5, 2), (7, 3), (9, 3), (20, 7), (50, 16), (100, 31)] {
      let passing = (0...members).filter { accepts in
        let by = Self.shares(accepts: accepts, rejects: members - accepts) { $0.briefOutcome }.by
        return by[.accepted, default: 0] > 0
      }
      #expect(passing.first == least, "\(members) members")
      for accepts in [least - 1, least] {
        let machines = Self.sharesOfMachines(
          accepts: accepts, rejects: members - accepts, .brief)
        #expect((machines[.accepted, default: 0] > 0) == (accepts == least))
      }
      let safe = (0...members).first { accepts in
        let by = Self.shares(accepts: accepts, rejects: members - accepts) { $0.certainOutcome }.by
        return by[.accepted, default: 0] > 0
      }
      #expect(safe ?? 0 >= members / 2 + 1)
    }
  }

  @Test func `up to seven members, every multiset of votes ends the same in every order`() {
    var multisets = 0
    for members in 1...7 {
      for accepts in 0...members {
        for rejects in 0...(members - accepts) {
          multisets += 1
          let abstains = members - accepts - rejects
          let final = Self.tally(accepts, rejects, abstains, of: members)
          let outcome = final.certainOutcome
          #expect(outcome != nil)
          #expect(Self.reached(accepts, rejects, abstains, members) == [outcome])
        }
      }
    }
    #expect(multisets == 119)
  }

  /// What is decided first on the way to these votes, over all orders: a walk over all prefixes.
  static func reached(
    _ accepts: Int, _ rejects: Int, _ abstains: Int, _ members: Int
  ) -> Set<Tally.Outcome?> {
    var found: Set<Tally.Outcome?> = []
    for a in 0...accepts {
      for r in 0...rejects {
        for b in 0...abstains {
          if let outcome = tally(a, r, b, of: members).certainOutcome { found.insert(outcome) }
        }
      }
    }
    return found
  }

  @Test func `at sixty to forty both ratios are met as written, and only then`() {
    for members in 1...60 {
      for accepts in 0...members {
        let (cast, rejects) = (5 * accepts, 5 * (members - accepts))
        let areBothMet = cast >= 3 * members && rejects >= 2 * members
        #expect(areBothMet == (members % 5 == 0 && accepts == members / 5 * 3))
        if !areBothMet { continue }
        // The text tests for acceptance first; the safe rule knows one answer.
        let tally = Self.tally(accepts, members - accepts, of: members)
        #expect(tally.briefOutcome == .accepted)
        #expect(tally.certainOutcome == .accepted)
      }
    }
  }

  @Test func `at the deadline the votes decide only with a majority of the members`() {
    func outcome(_ a: Int, _ r: Int, _ b: Int, of n: Int) -> Tally.Outcome {
      Self.tally(a, r, b, of: n).deadlineOutcome
    }
    #expect(outcome(2, 0, 0, of: 5) == .timedOut)
    #expect(outcome(3, 0, 0, of: 7) == .timedOut)
    #expect(outcome(4, 0, 0, of: 7) == .accepted)
    #expect(outcome(3, 1, 0, of: 7) == .failed)
    #expect(outcome(2, 2, 0, of: 7) == .rejected)
    #expect(outcome(1, 1, 2, of: 7) == .failed)
    #expect(outcome(0, 0, 0, of: 0) == .timedOut)
    for members in 1...60 {
      let accept = (3 * members + 4) / 5
      #expect(Self.tally(accept, 0, of: members).certainOutcome == .accepted)
      #expect(Self.tally(accept - 1, 0, of: members).certainOutcome == nil)
      #expect(accept >= members / 2 + 1)
    }
  }
}
