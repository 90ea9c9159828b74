import Experiments
import Reports
import Scenarios
import Simulator
import Testing

@Suite struct ShowServiceTests {
  @Test func `a moment shows busy workers, what they work on and the inbox`() throws {
    let text = """
      { protocol: "raft", agents: 3, duration: "3s", network: { delay: "1ms..5ms" },
        load: { clients: 2, rate: "200/s" },
        service: { time: "20ms", workers: 2, inbox: 30 } }
      """
    let scenario = try Registry.standard.read(Array(text.utf8), file: "test.json5")
    let session = Registry.standard.open(scenario, seed: 1, recording: .following)
    session.run(until: 2 * .second)
    let page = ShowPage(session, agents: (0..<3).map { AgentID($0) }, replay: "")
    let shown = "\(page.output.text)"
    #expect(shown.contains("  works       2 of 2 workers busy\n"))
    #expect(shown.contains("  works on    ") && shown.contains(", until 2."))
    #expect(shown.contains(" of at most 30\n"))
    let json = "\(page.json.text)"
    #expect(json.contains("\"workers\": 2") || json.contains("\"workers\":2"))
  }
}
