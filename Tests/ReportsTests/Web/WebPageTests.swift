import Experiments
import Scenarios
import Simulator
import Testing

@testable import Reports

/// A page for a browser is one file that asks nothing of anybody, whatever a scenario is called.
@Suite struct WebPageTests {
  private func page(_ text: String, file: String = "page") throws -> String {
    let scenario = try Registry.standard.read(Array(text.utf8), file: file)
    let session = Registry.standard.open(scenario, seed: 1, recording: .recording)
    var archive = RunArchive(agentCount: session.agentCount, part: 0...scenario.duration)
    while session.step() { archive.add(session) }
    return WebPage(session.outcome(), archive).output.text
  }

  @Test func `the page holds its run and asks for nothing`() throws {
    let page = try page("{about:'A quiet run',protocol:'raft',agents:3,duration:'1s'}")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("\"about\":\"A quiet run\""))
    for word in ["http://", "https://", "src=", "@import", "url(", "fetch(", "XMLHttpRequest"] {
      #expect(!page.contains(word))
    }
    #expect(page.contains("default-src 'none'"))
    for id in ["run", "events", "records", "values", "states"] {
      #expect(page.components(of: "id=\"\(id)\"") == 1)
    }
  }

  @Test func `the same run gives the same page`() throws {
    let text = "{protocol:'raft',agents:3,duration:'1s',load:{clients:1,rate:'9/s'}}"
    #expect(try page(text) == page(text))
  }

  @Test func `hostile text stays text`() throws {
    let hostile = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)>"
    let page = try page(
      """
      {about:'\(hostile)',protocol:'raft',agents:3,duration:'2s',
       faults:[{at:'1s',crash:1,for:'100ms',name:'\(hostile)'}]}
      """, file: hostile + "\u{202E}\u{1B}[31m")
    #expect(page.components(of: "<script>") == 1 && page.components(of: "alert(1)<") == 0)
    #expect(page.components(of: "</script>") == 6 && !page.contains("<img"))
    for scalar in page.unicodeScalars {
      #expect(scalar == "\n" || !VisibleText.mayHide(scalar))
    }
  }
}

extension String {
  /// How often a text stands in it.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
