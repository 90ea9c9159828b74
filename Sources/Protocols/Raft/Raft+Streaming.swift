import Simulator

/// Leaders that send a snapshot to a follower whose next entry they have given up (paper, section 7).
///
/// One message of it is under way at a time; one that is lost is sent again when the follower answers a later
/// heartbeat. What the follower says that it has decides where the stream goes on.
extension Raft {
  /// Sends the next part of a snapshot, unless one is under way.
  @inline(never)
  mutating func sendSnapshot(to index: Int, _ turn: inout Turn<Raft>) {
    if progress[index].isStreaming, progress[index].inFlight > 0 { return }
    guard let place = openStream(to: index, &turn) else { return }
    let stream = compaction.outgoing[place]
    let end = min(stream.offset + settings.snapshotChunk, stream.records.count)
    advanceStamp(turn)
    progress[index].noteSnapshotSent(stamp: stamp, at: turn.now)
    let message = InstallSnapshot(
      term: term, lastIndex: stream.lastIndex, lastTerm: stream.lastTerm, stamp: stamp,
      offset: stream.offset, total: stream.records.count,
      records: Array(stream.records[stream.offset..<end]))
    // Of what its disk has.
    turn.sendAhead(.installSnapshot(message), to: AgentID(index))
  }

  /// Where the stream to a follower stands; a new one is of the newest snapshot.
  private mutating func openStream(to index: Int, _ turn: inout Turn<Raft>) -> Int? {
    compaction.outgoing.removeAll {
      progress[$0.follower].next > log.base || progress[$0.follower].match >= $0.lastIndex
    }
    if let place = compaction.outgoing.firstIndex(where: { $0.follower == index }) { return place }
    // Without one there is nothing to send: entries were given up by mistake.
    guard let snapshot = compaction.latest, snapshot.lastIndex >= log.base else { return nil }
    // Followers that lag alike share the memory of one list.
    let other = compaction.outgoing.last { $0.lastIndex == snapshot.lastIndex }
    compaction.outgoing.append(
      Outgoing(
        follower: index, lastIndex: snapshot.lastIndex, lastTerm: snapshot.lastTerm,
        records: other?.records ?? snapshot.records))
    turn.note(.sendsSnapshot(to: AgentID(index), last: snapshot.lastIndex))
    return compaction.outgoing.count - 1
  }

  mutating func receiveInstallReply(
    _ reply: InstallReply, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    guard hear(from: sender, reply.term, reply.stamp, &turn) else { return }
    let index = sender.index
    switch reply.outcome {
    case .installed(let last):
      receiveMatched(last, index, &turn)
    case .received(let count): receivePart(upTo: count, reply.stamp, index, &turn)
    }
    if !pendingReads.isEmpty { serveReads(&turn) }
  }

  /// A late answer says nothing of the part that is under way.
  private mutating func receivePart(
    upTo count: Int, _ replyStamp: Int64, _ index: Int, _ turn: inout Turn<Raft>
  ) {
    guard progress[index].isStreaming, replyStamp == progress[index].entriesStamp,
      let place = compaction.outgoing.firstIndex(where: { $0.follower == index })
    else { return }
    let isWithin = count < compaction.outgoing[place].records.count
    compaction.outgoing[place].offset = isWithin ? count : 0
    progress[index].inFlight = 0
    sendWaiting(to: index, &turn)
  }
}
