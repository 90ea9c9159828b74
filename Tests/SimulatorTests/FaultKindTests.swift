import Simulator
import Testing

@Suite struct FaultKindTests {
  @Test func `a key and a name belong to one kind alone`() {
    for kind in FaultKind.allCases {
      #expect(FaultKind(key: kind.key) == kind)
      #expect(FaultKind.allCases.filter { $0.name == kind.name } == [kind])
    }
    #expect(FaultKind(key: "slow disk") == nil)
  }

  @Test func `a key is one word`() {
    for kind in FaultKind.allCases {
      #expect(kind.key.allSatisfy { $0.isASCII && $0.isLetter }, "\(kind.key)")
    }
  }

  @Test func `a crash that harms the disk is a kind of its own`() {
    let kinds = FaultAction.DiskLoss.allCases.map { FaultAction.crash([.all], $0).kind }
    #expect(kinds == [.crash, .torn, .corruptTail, .amnesia])
    #expect(FaultAction.DiskLoss.allCases.map { $0.kind } == kinds)
  }
}
