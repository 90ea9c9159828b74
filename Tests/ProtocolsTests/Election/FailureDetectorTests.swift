import Protocols
import Simulator
import Testing

@Suite("Failure detector")
struct FailureDetectorTests {
  static let interval = 100 * Nanoseconds.millisecond

  static func accrual(
    _ fit: FailureDetector.Accrual.Fit, threshold: Int64 = 8000, window: Int = 1000,
    minimumDeviation: Nanoseconds = 1
  ) -> FailureDetector {
    FailureDetector(
      .accrual(
        .init(
          fit: fit, threshold: threshold, window: window, expected: interval,
          minimumDeviation: minimumDeviation)))
  }

  /// A detector that heard heartbeats at these intervals.
  static func heard(_ detector: FailureDetector, _ intervals: [Nanoseconds]) -> FailureDetector {
    var detector = detector
    var time = Nanoseconds.second
    detector.hear(at: time)
    for interval in intervals {
      time += interval
      detector.hear(at: time)
    }
    return detector
  }

  @Test func `a fixed timeout stays, whatever is heard`() {
    let detector = Self.heard(FailureDetector(.fixed(250)), [1, 1000, 7])
    #expect(detector.timeout == 250)
    #expect(detector.phi(after: 249) == 0)
    #expect(detector.phi(after: 250) == 18_000)
  }

  @Test func `phi of the exponential fit at the mean is 0.434`() {
    let detector = Self.heard(Self.accrual(.exponential), [80, 120, 100].map { $0 * .millisecond })
    #expect(detector.mean == Self.interval)
    #expect(detector.phi(after: Self.interval) == 434)
    #expect(detector.phi(after: 0) == 0)
    #expect(detector.phi(after: 10 * Self.interval) == 4342)
  }

  @Test(arguments: [1, 434, 1000, 5000, 8000, 18_000] as [Int64])
  func `the exponential timeout is the mean times phi times ln 10`(threshold: Int64) {
    let detector = Self.accrual(.exponential, threshold: threshold)
    let exact = Double(Self.interval) * Double(threshold) / 1000 * 2.302585092994046
    #expect(abs(Double(detector.timeout) - exact) < 2)
    #expect(abs(detector.phi(after: detector.timeout) - threshold) <= 1)
  }

  @Test func `the normal timeout is the mean and so many deviations`() {
    // 90 and 110 ms in turn: mean 100 ms, deviation 10 ms.
    let intervals = (0..<100).map { (90 + 20 * Int64($0 % 2)) * .millisecond }
    // The normal quantiles of 1 - 10^-1, 10^-3, 10^-8, 10^-12.
    for (phi, deviations) in [(1000, 1.28155), (3000, 3.09023), (8000, 5.61200), (12_000, 7.03448)]
    {
      let detector = Self.heard(Self.accrual(.normal, threshold: Int64(phi)), intervals)
      #expect(detector.mean == Self.interval)
      #expect(detector.deviation == 10 * .millisecond)
      let exact = 100e6 + deviations * 10e6
      #expect(abs(Double(detector.timeout) - exact) < 2000, "phi \(phi)")
      #expect(abs(detector.phi(after: detector.timeout) - Int64(phi)) <= 1)
    }
  }

  @Test func `phi at the mean of the normal fit is that of one half`() {
    let detector = Self.heard(Self.accrual(.normal), [90, 110].map { $0 * .millisecond })
    #expect((300...302).contains(detector.phi(after: Self.interval)))
  }

  @Test func `phi never falls with time, and is bounded`() {
    for fit in [FailureDetector.Accrual.Fit.exponential, .normal] {
      let detector = Self.heard(Self.accrual(fit), [90, 110, 130].map { $0 * .millisecond })
      var last: Int64 = 0
      for step in 0..<400 {
        let phi = detector.phi(after: Int64(step) * 10 * .millisecond)
        #expect(phi >= last && phi <= 18_000)
        last = phi
      }
      #expect(detector.phi(after: .never) == 18_000)
    }
  }

  @Test func `the window forgets what is old`() {
    var detector = Self.accrual(.exponential, window: 4)
    detector = Self.heard(detector, [1000, 1000, 1000, 1000, 10, 20, 30, 40])
    #expect(detector.intervalCount == 4)
    #expect(detector.mean == 25)
  }

  @Test func `it expects an interval before it knows any, and after a reset`() {
    var detector = Self.accrual(.exponential, threshold: 1000)
    let unheard = detector.timeout
    #expect(unheard == 230_258_509)
    detector = Self.heard(detector, [5, 5, 5])
    #expect(detector.timeout < 100)
    detector.reset()
    #expect(detector.timeout == unheard)
    #expect(detector.lastHeard == nil)
  }

  @Test func `a regular sender gets the least deviation`() {
    let detector = Self.heard(
      Self.accrual(.normal, minimumDeviation: 10 * .millisecond),
      Array(repeating: Self.interval, count: 50))
    #expect(detector.deviation == 0)
    #expect(abs(detector.timeout - 156_120_000) < 20_000)
  }

  @Test func `a clock that runs backwards counts as no time`() {
    var detector = Self.accrual(.normal)
    detector.hear(at: 100)
    detector.hear(at: 50)
    #expect(detector.mean == 1)
  }
}

@Suite("Priorities of candidates")
struct ElectionPriorityTests {
  @Test func `a score weighs the four factors`() {
    let scores = Scores(
      performance: 1000, resources: 0, specialisation: 0, reliability: 0)
    #expect(Election.Priority.score(scores) == 350_000)
    #expect(
      Election.Priority.score(
        .init(performance: 0, resources: 1000, specialisation: 0, reliability: 0)) == 200_000)
    #expect(
      Election.Priority.score(
        .init(performance: 0, resources: 0, specialisation: 1000, reliability: 0)) == 200_000)
    #expect(
      Election.Priority.score(
        .init(performance: 0, resources: 0, specialisation: 0, reliability: 1000)) == 250_000)
    #expect(
      Election.Priority.score(
        .init(performance: 1000, resources: 1000, specialisation: 1000, reliability: 1000))
        == 1_000_000)
    #expect(
      Election.Priority.score(
        .init(performance: 1, resources: 2, specialisation: 3, reliability: 4)) == 2350)
  }

  @Test func `the higher score is fitter, and of equals the lower identity`() {
    let strong = Election.Priority(score: 2, agent: AgentID(9))
    let first = Election.Priority(score: 1, agent: AgentID(0))
    let second = Election.Priority(score: 1, agent: AgentID(1))
    #expect([second, strong, first].sorted(by: >) == [strong, first, second])
  }

  @Test func `a directory knows members and candidates of every scope`() {
    let profiles = (0..<5).map { Profile(id: AgentID($0), clusterSize: 5, group: $0 / 3) }
    var traits = Array(repeating: Election.Directory.Traits(), count: 5)
    traits[1].scores.performance = 600
    traits[2].mayLead = false
    let directory = Election.Directory(profiles, traits)
    #expect(directory.members(of: .global).map { $0.index } == [0, 1, 2, 3, 4])
    #expect(directory.candidates(of: .global).map { $0.index } == [1, 0, 3, 4])
    #expect(directory.members(of: .group(1)).map { $0.index } == [3, 4])
    #expect(directory.candidates(of: .group(0)).map { $0.index } == [1, 0])
    #expect(directory.members(of: .group(2)) == [])
    #expect(directory.members(of: Election.Scope(rawValue: -1)) == [])
    #expect(directory.index(of: AgentID(4), in: .group(1)) == 1)
    #expect(directory.index(of: AgentID(0), in: .group(1)) == nil)
  }
}
