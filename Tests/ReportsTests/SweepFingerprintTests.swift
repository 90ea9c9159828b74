import Experiments
import Reports
import Scenarios
import Simulator
import Testing

@Suite struct SweepFingerprintTests {
  private func fingerprint(_ kind: FaultKind) -> String {
    let seeds = SeedSet([7...7])
    let header = SweepHeader(
      version: "1", file: "a.json5", content: "", protocolName: "raft", about: "", seeds: seeds,
      labels: [""], measures: [], shard: .whole)
    let fault = SweepRow.FaultCell(kind: kind, declared: 1, began: 1, tookEffect: 1, effects: 5)
    let row = SweepRow(
      variant: 0, place: 0, seed: 7, fingerprint: Digest(), eventCount: 9, end: 1_000,
      measures: [.value(3), .nothing], faults: [fault], violation: nil, failures: [])
    return SweepResult(header, rows: [row]).fingerprint.text
  }

  /// As they were before kinds of fault had words in the files of rows: records stay as they are.
  @Test func `the fingerprint of a sweep knows kinds of fault by their numbers`() {
    #expect(fingerprint(.partition) == "b625bb58f3c7bf78")
    #expect(fingerprint(.clockJump) == "2f32542a9141185f")
    #expect(fingerprint(.partition) != fingerprint(.clockJump))
  }
}
