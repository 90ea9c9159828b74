import Experiments
import Foundation
import Reports
import Testing

@Suite struct JSONTests {
  private static func parsed(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }

  @Test func `every outcome is valid JSON, on many lines and on one`() throws {
    for outcome in try [
      SampleRun.split(), SampleRun.violation(), SampleRun.chaos(), SampleRun.large(),
    ] {
      let indented = try Self.parsed(OutcomeJSON(outcome).text)
      let line = OutcomeJSON(outcome, .oneLine).text
      #expect(!line.contains("\n"))
      #expect(NSDictionary(dictionary: indented) == NSDictionary(dictionary: try Self.parsed(line)))
    }
  }

  @Test func `an outcome's facts come back from its JSON`() throws {
    let json = try Self.parsed(OutcomeJSON(try SampleRun.split()).text)
    #expect(json["seed"] as? Int == 7)
    #expect(json["held"] as? Bool == true)
    #expect(json["endNanoseconds"] as? Int == 20_000_000_000)
    let faults = try #require(json["faults"] as? [[String: Any]])
    #expect(faults.count == 1)
    #expect(faults[0]["name"] as? String == "split")
    #expect(faults[0]["kind"] as? String == "partition")
    #expect(faults[0]["beganNanoseconds"] as? Int == 5_000_000_000)
    #expect(faults[0]["effects"] as? Int == 1_412)
    let measures = try #require(json["measures"] as? [[String: Any]])
    #expect(measures[2]["name"] as? String == "time without a leader")
    let windows = try #require(measures[2]["windows"] as? [[String: Any]])
    #expect(
      windows.map { $0["window"] as? String } == [
        "whole", "before", "during split", "between", "after",
      ])
    #expect(windows.allSatisfy { $0["value"] is NSNull })
  }

  @Test func `integers keep every digit`() throws {
    var json = JSONWriter(.oneLine)
    json.array(of: [Int64.min, Int64.max, 0]) { $0.value($1) }
    #expect(json.text == "[-9223372036854775808,9223372036854775807,0]")
    json = JSONWriter(.oneLine)
    json.value(UInt64.max)
    #expect(json.text == "18446744073709551615")
  }

  @Test func `text is escaped so that it comes back the same`() throws {
    let nasty = "\"\\\n\r\t\u{0}\u{1F}\u{7F}\u{85}é😀\u{2028}/"
    var json = JSONWriter()
    json.object { $0.member(nasty, nasty) }
    #expect(try Self.parsed(json.text)[nasty] as? String == nasty)
  }

  @Test func `members keep their order and layout`() {
    var json = JSONWriter()
    json.object { json in
      json.member("z", 1)
      json.member("a", nil as String?)
      json.array("none", [])
      json.object("inner") { $0.member("flag", false) }
      json.array("list", of: 1...2) { json, number in json.array { $0.value(number) } }
    }
    #expect(
      json.text == """
        {
          "z": 1,
          "a": null,
          "none": [],
          "inner": {
            "flag": false
          },
          "list": [
            [
              1
            ],
            [
              2
            ]
          ]
        }
        """)
  }
}
