import Foundation
import Protocols
import Simulator
import Testing

/// A check that nobody has seen fire may as well not be there.
@Suite("Every check fires") struct CheckCoverageTests {
  /// The checks of a protocol, and the folder of the tests in which each must fire.
  struct Subject: CustomTestStringConvertible {
    let folder: String
    let checks: [String]

    var testDescription: String { folder }
  }

  static let subjects = [
    Subject(folder: "Raft", checks: RaftCheck.names),
    Subject(folder: "Election", checks: ElectionCheck.names),
    Subject(folder: "Barriers", checks: BarrierCheck.names),
    Subject(folder: "Synchronisation", checks: SynchronisationCheck.words),
    Subject(folder: "Deliberation", checks: DeliberationCheck.names),
    Subject(folder: "Supervision", checks: SupervisionCheck.names),
    Subject(folder: "Gossip", checks: GossipCheck.names),
    Subject(folder: "Averaging", checks: AveragingCheck.names),
    Subject(folder: "Teams", checks: TeamCheck.names),
    Subject(folder: "Hierarchy", checks: HierarchyCheck.names),
    Subject(folder: "Membership", checks: SwimCheck.names),
    Subject(folder: "Caching", checks: CachingCheck.names),
    Subject(folder: "Rendezvous", checks: RendezvousCheck.names),
    Subject(folder: "Economy", checks: EconomyCheck.names),
    Subject(folder: "Markets", checks: MarketCheck.names),
    Subject(folder: "Reputation", checks: ReputationCheck.names),
    Subject(folder: "Budgets", checks: BudgetCheck.names),
    Subject(folder: "Balancing", checks: BalancingCheck.names),
    Subject(folder: "Store", checks: StoreCheck.names),
    Subject(folder: "Leasing", checks: LeasingCheck.names),
    Subject(folder: "Naming", checks: NamingCheck.names),
  ]

  /// The texts of a folder of tests.
  static func sources(in folder: String) throws -> [String] {
    let place = URL(filePath: #filePath).deletingLastPathComponent().appending(path: folder)
    return try FileManager.default.contentsOfDirectory(
      at: place, includingPropertiesForKeys: nil
    )
    .filter { $0.pathExtension == "swift" }
    .map { try String(contentsOf: $0, encoding: .utf8) }
  }

  @Test(arguments: subjects)
  func `each check of a protocol is expected to fire by a test`(subject: Subject) throws {
    let sources = try Self.sources(in: subject.folder)
    #expect(!subject.checks.isEmpty)
    for check in subject.checks {
      #expect(sources.contains { $0.contains("== \"\(check)\")") }, "\(check) fires nowhere")
    }
  }

  @Test(arguments: subjects)
  func `no two checks of a protocol have one name`(subject: Subject) {
    #expect(Set(subject.checks).count == subject.checks.count)
  }
}
