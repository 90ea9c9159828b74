public import Experiments
import Scenarios
import Simulator

/// One run as a page for a browser: to be looked at, walked through event by event, and handed on.
///
/// It is one file that asks nothing of anybody. What it shows comes from a run's outcome and archive; the
/// same run gives the same page.
public struct WebPage {
  private let outcome: Outcome
  private let archive: RunArchive
  private let program: String

  /// - Parameter program: the name of the program that runs it again.
  public init(
    _ outcome: Outcome, _ archive: RunArchive, program: String = ReplayLine.lockstep
  ) {
    self.outcome = outcome
    self.archive = archive
    self.program = program
  }

  /// The page.
  public var output: OutputText {
    var html = ""
    for line in WebAsset.page.split(separator: "\n", omittingEmptySubsequences: false) {
      switch line {
      case "<!-- style -->": html += "<style>\n\(WebAsset.style)</style>\n"
      case "<!-- data -->": html += data
      case "<!-- script -->": html += "<script>\n\(WebAsset.script)</script>\n"
      default: html += "\(line)\n"
      }
    }
    return OutputText(html: html)
  }

  /// What the script reads: nothing in it can end the element that holds it.
  private var data: String {
    var json = JSONWriter(.oneLine)
    json.object { describe(&$0) }
    let run = WebPage.closed(json.text)
    var html = "<script type=\"application/json\" id=\"run\">\(run)</script>\n"
    for (name, bytes) in [
      ("events", archive.records.events), ("records", archive.records.records),
      ("values", archive.records.values), ("states", archive.states.bytes),
    ] {
      let text = Base64.text(of: bytes.bytes)
      html += "<script type=\"text/plain\" id=\"\(name)\">\(text)</script>\n"
    }
    return html
  }

  /// JSON without `<`, which stands in strings alone.
  static func closed(_ json: String) -> String {
    var closed: [UInt8] = []
    closed.reserveCapacity(json.utf8.count)
    for byte in json.utf8 {
      if byte == UInt8(ascii: "<") {
        closed += Array("\\u003c".utf8)
      } else {
        closed.append(byte)
      }
    }
    return String(decoding: closed, as: UTF8.self)
  }

  private func describe(_ json: inout JSONWriter) {
    let scenario = outcome.scenario
    json.member("format", JSONFormat.version)
    json.member("about", scenario.about)
    json.member("file", scenario.file)
    json.member("label", scenario.label)
    json.member("protocol", scenario.vocabulary.name)
    json.member("program", program)
    json.member("replay", ReplayLine(program: program).text(scenario, seed: outcome.seed))
    // A browser's numbers hold 53 bits.
    json.member("seed", String(outcome.seed))
    json.member("fingerprint", FingerprintText.text(outcome.fingerprint))
    json.member("eventCount", outcome.eventCount)
    json.member("end", outcome.end)
    json.member("from", archive.part.lowerBound)
    json.member("until", Swift.min(archive.part.upperBound, outcome.end))
    json.member("recordsEnd", archive.recordsEnd)
    json.member("statesEnd", archive.statesEnd)
    json.member("kept", archive.records.eventCount)
    json.member("recordCount", archive.records.recordCount)
    json.member("stateCount", archive.states.entryCount)
    json.array("texts", archive.writer.texts)
    json.array("shapes", of: archive.writer.shapes) { json, shape in
      json.array(of: shape) { $0.value($1) }
    }
    json.array("kinds", Record.Kind.words)
    json.array("agents", scenario.agents.map { $0.name })
    json.member("passed", outcome.passed)
    let page = PageBuilder(outcome, width: 110)
    json.array("verdict", of: Verdict(outcome, width: 110).sentence) { write($1, &$0) }
    json.array("page", of: page.lines) { write($1, &$0) }
    describeStory(&json)
    describeStates(&json)
    describeFaults(&json)
  }

  private func write(_ line: PageLine, _ json: inout JSONWriter) {
    json.value(line.pieces.map { $0.text }.joined())
  }

  private func describeStory(_ json: inout JSONWriter) {
    json.array("story", of: Story(outcome).events) { json, event in
      json.object { json in
        json.member("time", event.time)
        json.member("text", event.text)
        json.member("rank", event.rank)
        json.member("isBad", event.style == .bad)
      }
    }
    guard let violation = outcome.violation else { return }
    json.object("violation") { json in
      json.member("check", violation.check)
      json.member("message", violation.message)
      json.member("time", violation.time)
    }
  }

  /// The states of the legend, down and paused after them, and by agent which it was in when.
  private func describeStates(_ json: inout JSONWriter) {
    let history = StateHistory(outcome.timeline, end: outcome.end)
    let declared =
      outcome.timeline.states.isEmpty ? [ProtocolState.running] : outcome.timeline.states
    let looks =
      declared.map { Look($0) } + [Look("down", "down", nil), Look("paused", "paused", nil)]
    json.array("states", of: looks) { json, look in
      json.object { json in
        json.member("name", look.name)
        json.member("bearing", look.bearing)
        json.member("number", look.number)
      }
    }
    json.array("spans", of: history.stretches) { json, stretches in
      json.array(of: stretches) { json, stretch in
        let place: Int
        switch stretch.status {
        case .running(let state): place = declared.firstIndex(of: state) ?? 0
        case .down: place = declared.count
        case .paused, .resumed: place = declared.count + 1
        }
        json.array(
          of: [stretch.start, stretch.end, Int64(place), stretch.number]) { $0.value($1) }
      }
    }
  }

  /// How a state is drawn, and what its number counts.
  private struct Look {
    let name: String
    let bearing: String
    let number: String?

    init(_ name: String, _ bearing: String, _ number: String?) {
      self.name = name
      self.bearing = bearing
      self.number = number
    }

    init(_ state: ProtocolState) {
      switch state.bearing {
      case .rest: self.init(state.name, "rest", nil)
      case .waiting: self.init(state.name, "waiting", nil)
      case .attempting: self.init(state.name, "attempting", nil)
      case .notable(let telling): self.init(state.name, "notable", telling.number)
      }
    }
  }

  private func describeFaults(_ json: inout JSONWriter) {
    json.array("faults", of: outcome.faults.enumerated()) { json, item in
      let (index, fault) = item
      json.object { json in
        json.member("name", fault.name)
        json.member("kind", fault.kind.name)
        json.member("began", fault.began)
        json.member("ended", fault.isInstant ? fault.began : fault.ended)
        json.member("targets", fault.targets)
        json.member("effects", fault.effects)
        let agents = outcome.timeline.faults.first {
          $0.event.index == index && $0.event.phase == .began
        }
        json.array("agents", of: agents?.event.agents ?? []) { json, agent in
          json.value(agent.index)
        }
      }
    }
  }
}
