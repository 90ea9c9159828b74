import Experiments
import Foundation
import Scenarios
import Simulator
import Testing

@testable import Reports

/// Each form of a trace, read by the rules of its format.
@Suite struct TraceExportTests {
  private static let text = """
    {about:'exports',protocol:'raft',agents:5,duration:'4s',
     network:{delay:'1ms..9ms',loss:'2%',duplicate:'3%'},
     load:{clients:3,rate:'60/s',keys:3,compareAndSet:'30%'},
     faults:[{at:'1s',isolate:'leader',inFlight:'lost',for:'500ms',name:'split; end <b>'},
             {at:'2s',crash:'leader',for:'300ms'}]}
    """

  private func export(_ format: TraceFormat, until: Nanoseconds = .never) throws -> String {
    let scenario = try Registry.standard.read(Array(Self.text.utf8), file: "export")
    let session = Registry.standard.open(scenario, seed: 3, recording: .recording)
    var exporter = format.exporter(of: session)
    var output = exporter.begin()
    while session.step() {
      if session.now > until { break }
      output += exporter.add(
        TraceEvent(
          number: session.eventCount, time: session.now, digest: session.digest,
          records: session.records), in: session)
    }
    output += exporter.end(session)
    return output.text
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `ShiViz: own counters rise by one, and other hosts have those events`() throws {
    let lines = try export(.shiviz).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == #"(?<event>.*)\n(?<host>\S*) (?<clock>{.*})"# && lines[1].isEmpty)
    var clocks: [(host: String, clock: [String: Int])] = []
    var count: [String: Int] = [:]
    for place in stride(from: 3, to: lines.count, by: 2) {
      let space = try #require(lines[place].firstIndex(of: " "))
      let host = String(lines[place][..<space])
      let clock = try #require(
        try object(String(lines[place][space...]).trimmingCharacters(in: .whitespaces))
          as? [String: Int])
      count[host, default: 0] += 1
      #expect(clock[host] == count[host])
      clocks.append((host, clock))
    }
    #expect(count.count == 8 && clocks.count > 1_000)
    var known: [String: [String: Int]] = [:]
    for (host, clock) in clocks {
      for (other, ticks) in clock { #expect(ticks >= 1 && ticks <= count[other] ?? 0) }
      // A host forgets nothing that it has heard of.
      for (other, ticks) in known[host] ?? [:] { #expect(clock[other] ?? 0 >= ticks) }
      known[host] = clock
    }
    #expect(known.values.allSatisfy { $0.count == 8 })
  }

  @Test func `Perfetto: slices of a track do not overlap, and flows bind to them`() throws {
    let events = try #require(
      try object(export(.chrome))["traceEvents"] as? [[String: Any]])
    var slices: [[Int]: [(start: Double, end: Double)]] = [:]
    var starts: [Int: Int] = [:]
    var ends: [Int: Int] = [:]
    var open: [String: Int] = [:]
    func time(_ event: [String: Any], _ name: String) -> Double {
      Double(event[name] as? String ?? "") ?? -1
    }
    for event in events {
      let phase = event["ph"] as? String ?? ""
      let track = [event["pid"] as? Int ?? -1, event["tid"] as? Int ?? -1]
      switch phase {
      case "M": #expect((event["args"] as? [String: Any])?["name"] is String)
      case "X":
        let start = time(event, "ts")
        #expect(start >= 0 && time(event, "dur") >= 0)
        slices[track, default: []].append((start, start + time(event, "dur")))
      case "s", "f":
        let slice = try #require(slices[track]?.last)
        #expect(slice.start <= time(event, "ts") && time(event, "ts") <= slice.end)
        let number = try #require(event["id"] as? Int)
        if phase == "s" { starts[number, default: 0] += 1 } else { ends[number, default: 0] += 1 }
        if phase == "f" { #expect(event["bp"] as? String == "e") }
      case "b": open["\(event["cat"] ?? "") \(event["id"] ?? "")", default: 0] += 1
      case "e":
        let key = "\(event["cat"] ?? "") \(event["id"] ?? "")"
        #expect(open[key] == 1)
        open[key] = nil
      default: Issue.record("phase \(phase)")
      }
    }
    #expect(slices.count == 10 && starts.count > 500 && ends.count > 500)
    #expect(starts.values.allSatisfy { $0 == 1 } && ends.values.allSatisfy { $0 == 1 })
    #expect(ends.keys.allSatisfy { starts[$0] != nil })
    for track in slices.values {
      for (one, next) in zip(track, track.dropFirst()) { #expect(one.end <= next.start + 1e-6) }
    }
  }

  @Test func `Mermaid: known rows, escaped, within its limit`() throws {
    let text = try export(.mermaid)
    #expect(text.utf8.count <= 50_000)
    let lines = text.split(separator: "\n")
    #expect(lines[0] == "sequenceDiagram")
    let hosts = lines.filter { $0.hasPrefix("  participant ") }.map { $0.dropFirst(14) }
    #expect(hosts.count == 8)
    for line in lines.dropFirst(9) {
      let row = line.dropFirst(2)
      let colon = try #require(row.firstIndex(of: ":"))
      let head = row[..<colon]
      let words = row[row.index(after: colon)...]
      #expect(!words.contains("<") && !words.split(separator: " ").contains("end"))
      if head.hasPrefix("Note over ") {
        #expect(head.dropFirst(10).split(separator: ",").allSatisfy { hosts.contains($0) })
      } else {
        let ends = head.split(separator: head.contains("-)") ? "-)" : "-x")
        #expect(ends.count == 2 && ends.allSatisfy { hosts.contains($0) })
      }
      for part in words.split(separator: ";").dropLast() {
        #expect(part.contains("#"), "a semicolon that ends no entity: \(line)")
      }
    }
    #expect(text.contains("-x"))
  }

  @Test func `ITF: every state has every variable, and integers are large ones`() throws {
    let trace = try object(export(.itf, until: Nanoseconds.second))
    let names = try #require(trace["vars"] as? [String])
    let states = try #require(trace["states"] as? [[String: Any]])
    #expect(names == ["event", "time", "agents"] && states.count > 10)
    func check(_ value: Any) {
      if let object = value as? [String: Any] {
        if object.keys.contains(where: { $0.hasPrefix("#") }) {
          #expect(object.count == 1 && Int64(object["#bigint"] as? String ?? "") != nil)
        } else {
          object.values.forEach(check)
        }
      } else if let list = value as? [Any] {
        list.forEach(check)
      } else {
        #expect(value is String || value is Bool)
      }
    }
    for (index, state) in states.enumerated() {
      #expect((state["#meta"] as? [String: Int]) == ["index": index])
      #expect(Set(state.keys) == Set(names + ["#meta"]))
      for name in names { check(try #require(state[name])) }
    }
  }

  @Test func `Jepsen: a process has one operation open and is gone after an unknown one`() throws {
    let form =
      #/
      \{:index\ (\d+),\ :time\ (\d+),\ :type\ :(invoke|ok|fail|info),\ :process\ (\d+),
      \ :f\ :(read|write|cas),\ :value\ \[(\d+)\ (nil|-?\d+|\[-?\w+\ -?\d+\])\]\}
      /#
    var open: [String: (function: String, key: String)] = [:]
    var gone: Set<String> = []
    var counts: [String: Int] = [:]
    let lines = try export(.jepsen).split(separator: "\n")
    for (index, line) in lines.enumerated() {
      let match = try #require(line.wholeMatch(of: form), "\(line)")
      let process = String(match.4)
      #expect(Int(match.1) == index && !gone.contains(process))
      counts["\(match.3) \(match.5)", default: 0] += 1
      if match.3 == "invoke" {
        #expect(open[process] == nil)
        open[process] = (String(match.5), String(match.6))
        if match.5 == "read" { #expect(match.7 == "nil") }
      } else {
        let ended = open.removeValue(forKey: process)
        let call = try #require(ended)
        #expect(call == (String(match.5), String(match.6)))
        if match.3 == "info" { gone.insert(process) }
      }
    }
    #expect(counts["ok read"] ?? 0 > 20 && counts["ok write"] ?? 0 > 20)
    #expect(counts["fail cas"] ?? 0 > 0 && counts["ok cas"] ?? 0 > 0)
  }

  @Test func `CSV: rows of ten cells, a record each`() throws {
    let lines = try export(.csv, until: Nanoseconds.second).split(separator: "\n")
    for line in lines {
      var cells = 1
      var isQuoted = false
      for character in line {
        if character == "\"" { isQuoted.toggle() }
        if character == ",", !isQuoted { cells += 1 }
      }
      #expect(cells == 10 && !isQuoted, "\(line)")
    }
    let json = try export(.json, until: Nanoseconds.second).split(separator: "\n")
    #expect(lines.count == json.count + 1)
  }
}
