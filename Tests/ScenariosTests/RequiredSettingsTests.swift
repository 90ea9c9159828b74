import Scenarios
import Simulator
import Testing

@Suite("Settings that must be said, and factors")
struct RequiredSettingsTests {
  enum Colour: String, Word {
    case red
    case green
  }

  struct Item: Configurable {
    var agent = AgentID(0)
    var colour = Colour.red

    mutating func declare(_ section: inout Section) {
      section.requiredAgent("agent", &agent, about: "Which agent.")
      section.requiredWord("colour", &colour, about: "Its colour.")
    }
  }

  struct Sheet: Configurable {
    var isScaled = false
    var scale: Int64 = 2_500
    var items: [Item] = []

    mutating func declare(_ section: inout Section) {
      section.flag("isScaled", &isScaled, about: "Whether the scale is used.")
      let condition = Section.Condition(isScaled, current: "unscaled", home: "isScaled")
      section.factor("scale", &scale, when: condition, about: "The scale.")
      section.list("items", &items, about: "The items.")
    }
  }

  static let vocabulary = Vocabulary(
    name: "sheet", about: "A sheet.", settings: Sheet.keys,
    review: { Sheet.diagnostics($0.settings, of: $0) })

  static func scenario(_ keys: String) throws(ScenarioError) -> Scenario {
    let text = "{ protocol: 'sheet', agents: 2, duration: '1s', sheet: { \(keys) } }"
    return try Scenario.read(Array(text.utf8), file: "x.json5", vocabularies: [vocabulary])
  }

  static func complaints(_ keys: String) -> [String] {
    do throws(ScenarioError) {
      _ = try scenario(keys)
      return []
    } catch {
      return error.diagnostics.map { $0.message }
    }
  }

  @Test func `what is said is read, and defaults are those of the value`() throws {
    let read = try Self.scenario(
      "isScaled: true, scale: 0.125, items: [{ agent: 2, colour: 'green' }]")
    let sheet = Sheet(read.settings)
    #expect(sheet.scale == 125)
    #expect(sheet.items.map { $0.agent } == [AgentID(1)])
    #expect(sheet.items.map { $0.colour } == [.green])
    #expect(Sheet.keys.map { $0.presence }[1] == .standard("2.5"))
    #expect(Item.keys.map { $0.presence } == [.required, .required])
  }

  @Test func `what is missing, no agent, no word or means nothing is complained of`() {
    #expect(Self.complaints("items: [{ agent: 2, colour: 'red' }]") == [])
    #expect(Self.complaints("items: [{ agent: 2 }]").count == 1)
    #expect(Self.complaints("items: [{ agent: 2, colour: 'blue' }]").count == 1)
    #expect(Self.complaints("items: [{ agent: 3, colour: 'red' }]") == ["there is no agent 3"])
    #expect(Self.complaints("scale: 2") == ["unscaled this says nothing"])
  }
}
