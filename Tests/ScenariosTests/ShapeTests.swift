import Scenarios
import Simulator
import Testing

@Suite struct ShapeTests {
  /// Reads a value of a shape as the setting of a protocol.
  private func read(_ text: String, as shape: Shape) throws(ScenarioError) -> Value? {
    let vocabulary = Vocabulary(
      name: "p", about: "", settings: [Key("x", shape, .required, about: "")])
    let file = "{ protocol: \"p\", agents: 1, duration: \"1s\", p: { x: \(text) } }"
    return try Scenario.read(Array(file.utf8), file: "t", vocabularies: [vocabulary]).settings["x"]
  }

  @Test(arguments: [
    ("150ms", 150_000_000), ("1.5s", 1_500_000_000), ("7ns", 7), ("2us", 2000), ("2µs", 2000),
    ("2μs", 2000), ("3m", 180_000_000_000), ("0.5h", 1_800_000_000_000), ("0", 0),
    (" 5 ms ", 5_000_000),
    ("0.000000001s", 1),
  ])
  func `a duration is exact in every unit`(text: String, time: Int64) throws {
    #expect(try read("\"\(text)\"", as: .anyDuration) == .duration(time))
  }

  @Test(arguments: [
    "5", "5 parsecs", "ms", "", "1.5ns", "1e3ms", "5ms5ms", "-1ms", "87601h", "5..ms",
  ])
  func `what is no duration is refused`(text: String) {
    #expect(throws: ScenarioError.self) { try read("\"\(text)\"", as: .anyDuration) }
  }

  @Test func `a range of durations is two or one`() throws {
    let shape = Shape.durationRange(0...Shape.longestDuration)
    #expect(try read("'1ms..2s'", as: shape) == .durationRange(1_000_000...2_000_000_000))
    #expect(try read("'1ms'", as: shape) == .durationRange(1_000_000...1_000_000))
    #expect(throws: ScenarioError.self) { try read("'2s..1ms'", as: shape) }
  }

  static let delays: [(String, Delay)] = [
    ("'5ms'", Delay.constant(5_000_000)),
    ("'1ms..5ms'", .uniform(low: 1_000_000, high: 5_000_000)),
    ("'normal 5ms ± 1ms'", .normal(mean: 5_000_000, deviation: 1_000_000)),
    ("'normal 5ms +- 1ms'", .normal(mean: 5_000_000, deviation: 1_000_000)),
    ("{ normal: { mean: '5us', deviation: '1us' } }", .normal(mean: 5000, deviation: 1000)),
    (
      "{ logNormal: { median: '5us', sigma: 0.5, offset: '1us' } }",
      .logNormal(median: 5000, sigmaMillionths: 500_000, offset: 1000)
    ),
    ("{ exponential: { mean: '5us' } }", .exponential(mean: 5000, offset: 0)),
    (
      "{ pareto: { minimum: '5us', alpha: 1.5 } }", .pareto(minimum: 5000, alphaThousandths: 1500)
    ),
    ("{ table: ['1us', '3us'] }", .table([1000, 3000])),
  ]

  @Test(arguments: delays)
  func `a delay has a text or an object form`(text: String, delay: Delay) throws {
    #expect(try read(text, as: .delay) == .delay(delay))
  }

  @Test(arguments: [
    "{}", "{ normal: { mean: '5us' } }", "{ pareto: { minimum: '5us', alpha: 0 } }",
    "{ table: [] }", "{ table: ['1us'], exponential: { mean: '1us' } }", "'normal 5ms'",
    "{ logNormal: { median: '5us', sigma: 11 } }",
  ])
  func `a delay of no or of two distributions is refused`(text: String) {
    #expect(throws: ScenarioError.self) { try read(text, as: .delay) }
  }

  static let chances: [(String, Ratio)] = [
    ("0.01", Ratio(1, outOf: 100)), ("'1%'", Ratio(1, outOf: 100)),
    ("'0.5%'", Ratio(1, outOf: 200)),
    ("0", .never), ("1", .always), ("'100%'", .always), ("'0.25'", Ratio(1, outOf: 4)),
    ("1e-3", Ratio(1, outOf: 1000)),
  ]

  @Test(arguments: chances)
  func `a chance is a number or a percentage, exactly`(text: String, chance: Ratio) throws {
    #expect(try read(text, as: .chance) == .chance(chance))
  }

  static let rates: [(String, Rate)] = [
    ("200/s", Rate(events: 200, span: .second)), ("30/min", Rate(events: 30, span: 60 * .second)),
    ("2/h", Rate(events: 2, span: 3600 * .second)),
    ("0.5/s", Rate(events: 500, span: 1000 * .second)),
  ]

  @Test(arguments: rates)
  func `a rate is so many in a time`(text: String, rate: Rate) throws {
    #expect(try read("\"\(text)\"", as: .rate) == .rate(rate))
  }

  @Test func `a bandwidth counts bytes or bits`() throws {
    #expect(try read("'10MB/s'", as: .bandwidth) == .bandwidth(10_000_000))
    #expect(try read("'100Mbit/s'", as: .bandwidth) == .bandwidth(12_500_000))
    #expect(try read("'1KiB/s'", as: .bandwidth) == .bandwidth(1024))
    #expect(throws: ScenarioError.self) { try read("'1bit/s'", as: .bandwidth) }
  }

  @Test func `parts per million are one or a range`() throws {
    #expect(try read("'-200ppm'", as: .partsPerMillion) == .partsPerMillion(-200 ... -200))
    #expect(try read("'-5ppm..9ppm'", as: .partsPerMillion) == .partsPerMillion(-5...9))
  }

  @Test func `a factor is exact to thousandths`() throws {
    #expect(try read("2.5", as: .factor) == .factor(2500))
    #expect(throws: ScenarioError.self) { try read("0", as: .factor) }
    #expect(throws: ScenarioError.self) { try read("0.0001", as: .factor) }
  }

  @Test func `seeds are ranges and single ones in their order`() throws {
    guard case .seeds(let seeds) = try read("[7, '1..3', '9,20..21']", as: .seeds) else { return }
    #expect(seeds.count == 7)
    #expect((0..<seeds.count).map { seeds[$0] } == [7, 1, 2, 3, 9, 20, 21])
    #expect(throws: ScenarioError.self) { try read("'5..1'", as: .seeds) }
  }

  @Test func `a whole number keeps its bounds`() throws {
    #expect(try read("5", as: .integer(1...5)) == .integer(5))
    for text in ["0", "6", "2.5", "1e30", "-1e30"] {
      #expect(throws: ScenarioError.self) { try read(text, as: .integer(1...5)) }
    }
  }

  @Test func `defaults and values given are told apart`() throws {
    let read = try scenario(with: "raft: { electionTimeout: '1s..2s' }")
    #expect(read.settings.isGiven("electionTimeout") && !read.settings.isGiven("heartbeat"))
    #expect(read.settings.durationRange("candidateTimeout") == 1_000_000_000...2_000_000_000)
    #expect(read.settings.duration("heartbeat") == 50_000_000)
    #expect(!read.hasLoad && read.load.rate("rate") == Rate(events: 100, span: .second))
  }
}
