import Simulator

/// The states that the committed log makes at some of its entries.
///
/// One stands at the last entry that every agent has compacted; a few more where snapshots were taken lately,
/// as the other agents take theirs close by. The state at any entry follows from the one before it.
struct RaftStates: Sendable {
  private struct State {
    let index: Raft.Index
    let store: Raft.Store
  }

  /// In ascending order of indices; empty before the first snapshot.
  private var known: [State] = []

  /// Those kept besides the first.
  private static var mostKnown: Int { 8 }

  /// The state at an entry of a log.
  ///
  /// - Parameter empty: the state before the first entry.
  /// - Complexity: O(entries since the nearest state known before it).
  mutating func state(
    at index: Raft.Index, ofLogEndingAt end: RaftLogTree.Place, _ tree: RaftLogTree,
    from empty: @autoclosure () -> Raft.Store
  ) -> Raft.Store {
    if known.isEmpty { known = [State(index: 0, store: empty())] }
    let place = known.lastIndex { $0.index <= index } ?? 0
    if known[place].index == index { return known[place].store }
    var store = known[place].store
    tree.visit(after: known[place].index, upTo: index, ofLogEndingAt: end) { entry, index in
      _ = store.apply(entry.command, at: index)
    }
    known.insert(State(index: index, store: store), at: place + 1)
    if known.count > RaftStates.mostKnown + 1 { known.remove(at: 1) }
    return store
  }

  /// Forgets what lies before an entry, whose state becomes the first.
  mutating func forget(
    before index: Raft.Index, ofLogEndingAt end: RaftLogTree.Place, _ tree: RaftLogTree
  ) {
    guard let first = known.first else { return }
    let store = state(at: index, ofLogEndingAt: end, tree, from: first.store)
    known.removeAll { $0.index <= index }
    known.insert(State(index: index, store: store), at: 0)
  }
}
