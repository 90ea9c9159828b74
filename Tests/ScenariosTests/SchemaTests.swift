import Foundation
import Scenarios
import Testing

@Suite struct SchemaTests {
  @Test func `the schema is the recorded one`() throws {
    let text = Schema.text(vocabularies: [.test, .other])
    if TestFiles.isUpdating { try TestFiles.write(text, to: "Golden/schema.json") }
    #expect(text == (try TestFiles.text("Golden/schema.json")))
  }

  @Test func `the schema is strict JSON and its references lead somewhere`() throws {
    let text = Schema.text(vocabularies: [.test])
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let definitions = try #require(json?["$defs"] as? [String: Any])
    for part in text.components(separatedBy: "\"#/$defs/").dropFirst() {
      let name = String(part.prefix { $0 != "\"" })
      #expect(definitions[name] != nil, "\(name)")
    }
  }

  @Test func `the patterns of the schema match the examples of the format`() throws {
    let text = Schema.text(vocabularies: [.test])
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let definitions = try #require(json?["$defs"] as? [String: Any])
    for (name, good, bad) in [
      ("duration", "1.5s", "5"), ("durationRange", "150ms..300ms", "5ms..6"),
      ("rate", "200/s", "200"), ("bandwidth", "100Mbit/s", "10MBps"),
      ("partsPerMillion", "-50ppm..50ppm", "50"),
    ] {
      let definition = try #require(definitions[name] as? [String: Any])
      let pattern = try NSRegularExpression(pattern: try #require(definition["pattern"] as? String))
      func matches(_ text: String) -> Bool {
        pattern.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
      }
      #expect(matches(good) && !matches(bad), "\(name)")
    }
  }

  @Test func `every example of the format is of the shape that it shows`() throws {
    var keys = Format.keys(for: .test, among: [.test])
    while let key = keys.popLast() {
      keys += inner(key.shape)
      guard let example = key.example else { continue }
      let vocabulary = Vocabulary(
        name: "p", about: "", settings: [Key("x", key.shape, .required, about: "")])
      let text = "{ protocol: 'p', agents: 1, duration: '1s', p: { x: \(example) } }"
      #expect(throws: Never.self, "\(key.name): \(example)") {
        try Scenario.read(Array(text.utf8), file: "t", vocabularies: [vocabulary])
      }
    }
  }

  private func inner(_ shape: Shape) -> [Key] {
    switch shape {
    case .object(let keys): keys
    case .list(let element, _), .map(let element, _): inner(element)
    case .either(let one, let other): inner(one) + inner(other)
    default: []
    }
  }

  @Test func `the description names every key, measure and word`() throws {
    let text = Description.text(of: .test)
    if TestFiles.isUpdating { try TestFiles.write(text, to: "Golden/description.txt") }
    #expect(text == (try TestFiles.text("Golden/description.txt")))
    for word in ["electionTimeout", "oneWay", "jitter", "commit latency", "forget vote"] {
      #expect(text.contains(word))
    }
  }
}
