import Scenarios
import Simulator
import Testing

@Suite("A protocol made of several has a section for each")
struct SectionTests {
  static let vocabulary = Vocabulary(
    name: "both", about: "Two parts.",
    settings: [
      Key(
        "one", .object([Key("retry", .positiveDuration, .standard("\"5ms\""), about: "A wait.")]),
        .standard("{}"), about: "A part."),
      Key("other", .object([]), .standard("{}"), about: "A part."),
    ],
    load: [
      Key(
        "one", .object([Key("clients", .integer(1...9), .standard("2"), about: "How many.")]),
        .standard("{}"), about: "Its clients."),
      Key("third", .object([]), .standard("{}"), about: "Clients of another part."),
    ])

  static func scenario(_ keys: String) throws(ScenarioError) -> Scenario {
    let text = "{ protocol: 'both', agents: 2, duration: '1s', network: { delay: '1ms' }, \(keys) }"
    return try Scenario.read(Array(text.utf8), file: "x.json5", vocabularies: [vocabulary])
  }

  @Test func `a part sees its own sections as the protocol's and the load's`() throws {
    let read = try Self.scenario("both: { one: { retry: '7ms' } }, load: { one: { clients: 3 } }")
    let part = read.section("one")
    #expect(part.settings.duration("retry") == 7 * .millisecond)
    #expect(part.load.integer("clients") == 3 && part.hasLoad)
    let bound = read.bind(seed: 1).section("one")
    #expect(bound.settings.isGiven("retry") && bound.load.integer("clients") == 3)
    #expect(bound.hasLoad && bound.conditions == read.bind(seed: 1).conditions)
  }

  @Test func `without a section a part has its defaults and no load`() throws {
    let read = try Self.scenario("load: { third: {} }")
    #expect(read.hasLoad)
    for part in [read.section("one"), try Self.scenario("seed: 2").section("one")] {
      #expect(part.settings.duration("retry") == 5 * .millisecond)
      #expect(part.load.integer("clients") == 2 && !part.hasLoad)
    }
    let other = read.section("other")
    #expect(other.settings.fields.isEmpty && other.load.fields.isEmpty && !other.hasLoad)
  }

  @Test func `a load that names no section stands for all`() throws {
    let read = try Self.scenario("load: {}")
    #expect(read.section("one").hasLoad && read.section("third").hasLoad)
    #expect(!read.section("other").hasLoad)
    #expect(read.bind(seed: 1).section("one").hasLoad)
  }

  @Test func `a path of 'vary' leads into a part's section`() throws {
    let read = try Self.scenario("vary: { 'both.one.retry': ['1ms', '2ms'] }")
    #expect(
      read.runs.map { $0.section("one").settings.duration("retry") }
        == [.millisecond, 2 * .millisecond])
  }
}
