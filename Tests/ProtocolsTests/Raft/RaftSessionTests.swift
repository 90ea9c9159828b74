import Simulator
import Testing

@testable import Protocols

@Suite("Raft dissertation 6.3 Sessions that expire")
struct RaftSessionTests {
  private static func command(_ session: Int32, _ sequence: Int32, _ value: Int64) -> Raft.Command {
    .write(value: value, key: 1, session: Raft.Session(client: session, sequence: sequence))
  }

  @Test
  func `a session has the index of its entry for a number, and the least recently used expires`() {
    var store = Raft.Store(sessionLimit: 2)
    #expect(store.apply(.openSession, at: 5) == .opened(5))
    #expect(store.apply(.openSession, at: 6) == .opened(6))
    #expect(store.apply(Self.command(5, 1, 10), at: 7) == .written)
    #expect(store.apply(.openSession, at: 8) == .opened(8))
    #expect(store.apply(Self.command(6, 1, 20), at: 9) == .expired && store.read(1) == 10)
    #expect(store.apply(Self.command(5, 1, 30), at: 10) == .written && store.read(1) == 10)
    #expect(store.apply(Self.command(8, 4, 40), at: 11) == .written && store.read(1) == 40)
  }

  @Test func `a command of a session that nobody opened has no effect`() {
    var store = Raft.Store(sessionLimit: 2)
    #expect(store.apply(Self.command(3, 1, 10), at: 1) == .expired && store.read(1) == 0)
  }

  @Test func `a client is told the number of its session, and that it expired`() {
    var settings = Raft.Settings.fixed()
    settings.sessionLimit = 1
    var cluster = TestCluster(3, settings)
    cluster.elect(n1)
    let nobody = Raft.Session(client: 0, sequence: 0)
    cluster.accept(Raft.Request(nobody, .openSession), attempt(1), at: n1)
    cluster.settle()
    cluster.accept(Raft.Request(nobody, .openSession), attempt(2), at: n1)
    cluster.settle()
    for (session, number) in [(2, 3), (3, 4)] as [(Int32, Int32)] {
      let session = Raft.Session(client: session, sequence: 1)
      cluster.accept(
        Raft.Request(session, .write(key: 1, value: Int64(number))), attempt(number), at: n1)
      cluster.settle()
    }
    #expect(
      cluster.replies.map { $0.reply } == [.opened(2), .opened(3), .sessionExpired, .written])
    #expect(cluster[n1].store.read(1) == 4)
  }

  @Test func `what was answered in time is answered so again from a snapshot`() {
    var settings = Raft.Settings.fixed()
    settings.sessionLimit = 1
    settings.snapshotEvery = 3
    settings.snapshotTrailing = 0
    var cluster = TestCluster(3, settings)
    cluster.elect(n1)
    let nobody = Raft.Session(client: 0, sequence: 0)
    cluster.accept(Raft.Request(nobody, .openSession), attempt(1), at: n1)
    cluster.settle()
    let request = Raft.Request(Raft.Session(client: 2, sequence: 1), .write(key: 1, value: 5))
    cluster.accept(request, attempt(2), at: n1)
    cluster.settle()
    cluster.crash(n1)
    cluster.start(n1)
    #expect(cluster[n1].appliedIndex == 3)
    cluster.now += .second
    cluster.elect(n1)
    cluster.accept(request, attempt(3), at: n1)
    cluster.settle()
    #expect(cluster.replies.map { $0.reply } == [.opened(2), .written, .written])
  }
}
