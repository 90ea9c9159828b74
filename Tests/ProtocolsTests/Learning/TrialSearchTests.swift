import Protocols
import Simulator
import Testing

/// Searches among hyperparameters, on one rung and by successive halving.
struct TrialSearchTests {
  private func trials(_ count: Int) -> [Trial] {
    (0..<count).map { Trial(id: $0, rate: .one, penalty: .one, batch: 1) }
  }

  /// Reports losses for what is pending, in the order of a seed.
  private func finish(
    _ search: TrialSearch, seed: UInt64, _ loss: (Trial, Int) -> Fixed
  ) -> TrialSearch {
    var search = search
    var stream = RandomStream(seed: seed, .test)
    while !search.isFinished {
      let (rung, epochs) = (search.rung, search.epochs)
      var pending = search.pending
      stream.shuffle(&pending)
      for trial in pending {
        let result = TrialResult(trial: trial.id, rung: rung, loss: loss(trial, epochs))
        let counts = search.report(result)
        #expect(counts)
      }
    }
    return search
  }

  @Test func `a grid has every combination at equal ratios`() {
    let space = TrialSpace(
      rates: Fixed(1, outOf: 64)...Fixed(1), penalties: Fixed(1, outOf: 8)...Fixed(1, outOf: 2),
      batches: [1, 8])
    let grid = space.grid(rates: 4, penalties: 2)
    #expect(grid.map { $0.id } == Array(0..<16))
    #expect(Set(grid.map { [$0.rate.bits, $0.penalty.bits, Int64($0.batch)] }).count == 16)
    #expect(
      grid[0] == Trial(id: 0, rate: Fixed(1, outOf: 64), penalty: Fixed(1, outOf: 8), batch: 1))
    #expect(grid[15] == Trial(id: 15, rate: .one, penalty: Fixed(1, outOf: 2), batch: 8))
    #expect((grid[4].rate - Fixed(1, outOf: 16)).magnitude <= Fixed(bits: 4))
    #expect((grid[8].rate - Fixed(1, outOf: 4)).magnitude <= Fixed(bits: 16))
    #expect(
      space.grid(rates: 1, penalties: 1).map { $0.rate } == [
        space.rates.lowerBound, space.rates.lowerBound,
      ])
  }

  @Test func `random trials lie evenly in the logarithm, and the first stay when more are drawn`() {
    let space = TrialSpace()
    let trials = space.random(1_000, seed: 1)
    #expect(Array(trials.prefix(10)) == space.random(10, seed: 1))
    #expect(space.random(10, seed: 2) != space.random(10, seed: 1))
    #expect(trials.allSatisfy { space.rates.contains($0.rate) })
    #expect(trials.allSatisfy { space.penalties.contains($0.penalty) })
    // Three decades of rates: a third of the trials in each.
    for decade in [1, 10, 100] as [Int64] {
      let range = Fixed(decade, outOf: 1000)...Fixed(decade * 10, outOf: 1000)
      let count = trials.filter { range.contains($0.rate) }.count
      #expect((270...400).contains(count), "\(count) above \(decade) thousandths")
    }
    #expect((420...580).contains(trials.filter { $0.batch == 10 }.count))
  }

  @Test func `half of the trials survive a rung, and the budget doubles`() {
    var seen: [[Int]] = []
    var search = TrialSearch(trials(11), epochs: 3)
    while !search.isFinished {
      seen.append([search.trials.count, search.epochs])
      for trial in search.pending {
        _ = search.report(TrialResult(trial: trial.id, rung: search.rung, loss: Fixed(trial.id)))
      }
    }
    #expect(seen == [[11, 3], [6, 6], [3, 12], [2, 24]])
    #expect(search.best == TrialResult(trial: 0, rung: 3, loss: .zero))
    #expect(search.epochsSpent == 33 + 36 + 36 + 48)
  }

  @Test func `of equal losses the lower number survives`() {
    let search = finish(TrialSearch(trials(8), epochs: 1), seed: 1) { _, _ in .one }
    #expect(search.trials.map { $0.id } == [0, 1])
    #expect(search.best?.trial == 0)
  }

  @Test func `the outcome does not depend on the order of results`() {
    let loss = { (trial: Trial, epochs: Int) in Fixed((trial.id * 7 + epochs) % 5) }
    let search = TrialSearch(trials(20), epochs: 1)
    let one = finish(search, seed: 1, loss)
    for seed in 2...20 as ClosedRange<UInt64> { #expect(finish(search, seed: seed, loss) == one) }
  }

  /// Reports a loss; whether it counts.
  private func report(
    _ trial: Int, _ rung: Int, _ loss: Fixed, to search: inout TrialSearch
  ) -> Bool {
    search.report(TrialResult(trial: trial, rung: rung, loss: loss))
  }

  @Test func `a result that is late, known or of nobody does not count`() {
    var search = TrialSearch(trials(4), epochs: 1)
    #expect(report(0, 0, .one, to: &search))
    let before = search
    #expect(!report(0, 0, .one, to: &search))
    #expect(!report(0, 0, .zero, to: &search))
    #expect(!report(4, 0, .zero, to: &search))
    #expect(!report(1, 1, .zero, to: &search))
    #expect(search == before)
    #expect(search.pending.map { $0.id } == [1, 2, 3])
    for trial in 1...3 { #expect(report(trial, 0, Fixed(2), to: &search)) }
    #expect(search.rung == 1 && search.trials.map { $0.id } == [0, 1])
    #expect(!report(3, 0, .zero, to: &search))
    #expect(!report(3, 1, .zero, to: &search))
  }

  @Test func `a search of one trial or of none ends`() {
    #expect(TrialSearch([], epochs: 1).isFinished)
    #expect(TrialSearch([], epochs: 1).best == nil)
    var one = TrialSearch(trials(1), epochs: 1)
    #expect(report(0, 0, .one, to: &one))
    #expect(one.isFinished && one.best?.trial == 0 && one.pending.isEmpty)
  }

  @Test func `halving finds the planted best for half of the work`() {
    let blobs = DataSet.Blobs(samples: 300, validationSamples: 300, features: 5, classes: 4)
    let objective = TrialObjective(blobs)
    // One rate that works among those that crawl or are pulled back to nothing.
    var trials = TrialSpace(
      rates: Fixed(1, outOf: 10_000)...Fixed(1, outOf: 500),
      penalties: Fixed(1, outOf: 100)...Fixed(1, outOf: 10)
    ).random(15, seed: 1)
    trials.append(Trial(id: 15, rate: Fixed(1, outOf: 10), penalty: .unit, batch: 10))
    let halving = Learning.twinSearch(TrialSearch(trials, epochs: 1), objective)
    let all = Learning.twinSearch(TrialSearch(trials, epochs: 8, isHalving: false), objective)
    #expect(halving.best?.trial == 15)
    #expect(all.best?.trial == 15)
    #expect(halving.best?.loss == all.best?.loss)
    #expect(halving.epochsSpent == 64 && all.epochsSpent == 128)
    let twice = finish(TrialSearch(trials, epochs: 1), seed: 9) {
      objective.loss(of: $0, epochs: $1)
    }
    #expect(twice == halving)
  }

  @Test func `what a search gives stays`() {
    let blobs = DataSet.Blobs(samples: 200, validationSamples: 200, features: 3, classes: 3)
    let search = TrialSearch(TrialSpace().random(8, seed: 4), epochs: 1)
    let end = Learning.twinSearch(search, TrialObjective(blobs))
    var digest = Digest()
    end.feed(&digest)
    #expect(digest.text == "a57679466a023e11")
  }
}
