import Simulator
import Testing

@testable import Protocols

@Suite("The level that a majority has reached")
struct QuorumLevelTests {
  @Test(arguments: [1, 2, 3, 4, 5, 8, 101])
  func `it is what counting all agents gives, however they rise and fall`(voters: Int) {
    let configuration = Raft.Configuration(voterCount: voters)
    var progress = [Raft.Progress](
      repeating: Raft.Progress(next: 1, probe: nil), count: voters)
    var quorum = Raft.QuorumLevel<Raft.Index>()
    var random = RandomStream(seed: UInt64(voters), .test)
    var floor = 0
    for step in 0..<2000 {
      let agent = Int(random.below(UInt64(voters)))
      if random.below(50) == 0 {
        progress[agent].match = 0
        quorum.fall(to: floor, configuration)
      } else {
        let old = progress[agent].match
        progress[agent].match += Int(random.below(5))
        quorum.rise(from: old, to: progress[agent].match)
      }
      if random.below(3) == 0 { continue }
      let sorted = progress.map { $0.match }.sorted(by: >)
      let level = quorum.level(configuration, progress) { $0.match }
      #expect(level == max(floor, sorted[configuration.quorum - 1]), "step \(step)")
      floor = level
    }
  }
}
