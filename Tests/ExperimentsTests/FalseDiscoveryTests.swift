import Experiments
import Testing

/// Which of many comparisons are named.
@Suite struct FalseDiscoveryTests {
  @Test func `one alone is named at its level`() {
    #expect(FalseDiscovery.named([0.05]) == [true])
    #expect(FalseDiscovery.named([0.0501]) == [false])
    #expect(FalseDiscovery.named([]) == [])
  }

  @Test func `the example of Benjamini and Hochberg gives four`() {
    let chances = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.000,
    ]
    #expect(FalseDiscovery.named(chances).count { $0 } == 4)
    #expect(FalseDiscovery.named(chances.reversed()).suffix(4).allSatisfy { $0 })
  }

  @Test func `many that differ lift one that alone would not be named`() {
    let sure = Array(repeating: 0.001, count: 9)
    #expect(FalseDiscovery.named(sure + [0.04]).allSatisfy { $0 })
    let luck = Array(repeating: 0.5, count: 9)
    #expect(FalseDiscovery.named(luck + [0.04]).allSatisfy { !$0 })
  }
}
