extension Sighting {
  /// The variant of `raft/membership-chaos` with joint changes.
  private static let jointChanges =
    "raft.changes=joint raft.preVote=false raft.checkQuorum=false "
    + "raft.electionTimeout=100ms..300ms raft.heartbeat=40ms"

  /// Those of Raft.
  static let raft: [Sighting] = [
    Sighting(
      "raft", "forgets its vote", "raft/split-votes", "", seed: 1,
      "one vote"),
    Sighting(
      "raft", "forgets its own vote", "raft/split-votes", "", seed: 1,
      "durable before sent"),
    Sighting(
      "raft", "votes twice", "raft/split-votes", "", seed: 1,
      "one vote"),
    Sighting(
      "raft", "counts repeated votes", "raft/duplication-and-reordering", "", seed: 4,
      "election safety"),
    Sighting(
      "raft", "counts votes of other terms", "raft/chaos", "raft.electionTimeout=60ms..150ms",
      seed: 3,
      "election safety"),
    Sighting(
      "raft", "compares logs by length", "raft/chaos", "raft.electionTimeout=60ms..150ms", seed: 3,
      "leader completeness"),
    Sighting(
      "raft", "takes half for a majority", "raft/split-votes", "", seed: 1,
      "commit durability"),
    Sighting(
      "raft", "commits entries of old terms", "raft/chaos", "raft.electionTimeout=100ms..400ms",
      seed: 22,
      "leader completeness"),
    Sighting(
      "raft", "promises what does not match", "raft/leader-crash", "", seed: 9,
      "state machine safety"),
    Sighting(
      "raft", "truncates on every message", "raft/split-votes", "", seed: 1,
      "match index"),
    Sighting(
      "raft", "keeps conflicting entries", "raft/leader-crash", "", seed: 9,
      "match index"),
    Sighting(
      "raft", "appends without a match", "raft/chaos", "raft.electionTimeout=150ms..300ms", seed: 1,
      "log matching"),
    Sighting(
      "raft", "takes a hint for a match", "raft/chaos", "raft.electionTimeout=150ms..300ms",
      seed: 1,
      "match index"),
    Sighting(
      "raft", "lowers a match", "raft/split-votes", "", seed: 1,
      "match index"),
    Sighting(
      "raft", "heeds replies of other terms", "raft/chaos", "raft.electionTimeout=60ms..150ms",
      seed: 11,
      "match index"),
    Sighting(
      "raft", "votes ahead of the disk", "raft/slow-disk", "", seed: 1,
      "durable before sent"),
    Sighting(
      "raft", "writes term and vote apart", "raft/split-votes", "", seed: 1,
      "durable before sent"),
    Sighting(
      "raft", "acknowledges ahead of the disk", "raft/slow-disk", "", seed: 1,
      "durable before sent"),
    Sighting(
      "raft", "counts its own disk ahead", "raft/slow-disk", "", seed: 1,
      "durable before sent"),
    Sighting(
      "raft", "does not keep a term", "raft/leader-crash", "", seed: 1,
      "durable before sent"),
    Sighting(
      "raft", "reads without a majority", "raft/chaos", "raft.electionTimeout=100ms..400ms",
      seed: 4,
      "linearizable"),
    Sighting(
      "raft", "reads before its own entry", "raft/chaos", "raft.electionTimeout=100ms..400ms",
      seed: 1,
      "linearizable"),
    Sighting(
      "raft", "applies a repeated command", "raft/chaos", "raft.electionTimeout=150ms..300ms",
      seed: 1,
      "linearizable"),
    Sighting(
      "raft", "answers before commitment", "raft/chaos", "raft.electionTimeout=150ms..300ms",
      seed: 1,
      "commit durability"),
    Sighting(
      "raft", "forgets that a session expired", "raft/expiring-sessions",
      "about=room for few raft.sessionLimit=6", seed: 1,
      "snapshot"),
    Sighting(
      "raft", "takes snapshots without sessions", "raft/snapshot-leader-change",
      "about=at once", seed: 1,
      "snapshot"),
    Sighting(
      "raft", "calls a snapshot later than it is", "raft/snapshot-leader-change",
      "about=at once", seed: 1,
      "snapshot"),
    Sighting(
      "raft", "gives a snapshot its own term", "raft/snapshot-chaos",
      "about=falling leaders", seed: 1,
      "snapshot"),
    Sighting(
      "raft", "gives up entries ahead of the snapshot", "raft/snapshot-leader-change",
      "about=at once", seed: 1,
      "durable state"),
    Sighting(
      "raft", "keeps entries that a snapshot contradicts",
      "incidents/hashicorp-704-conflicting-snapshot",
      "about=repaired", seed: 1,
      "state machine safety"),
    Sighting(
      "raft", "drops entries behind a snapshot", "raft/snapshot-lost-answers",
      "about=kept", seed: 3,
      "snapshot"),
    Sighting(
      "raft", "mixes parts of two snapshots", "raft/snapshot-leader-change",
      "about=after a while", seed: 1,
      "snapshot"),
    Sighting(
      "raft", "installs an older snapshot", "raft/snapshot-chaos",
      "about=few sessions", seed: 2,
      "monotone commit"),
    Sighting(
      "raft", "changes members before its own entry", "incidents/single-server-changes",
      "about=add and remove, repaired", seed: 1,
      "leader completeness"),
    Sighting(
      "raft", "swaps several members at once", "raft/membership-chaos",
      "raft.changes=single", seed: 1,
      "configuration step"),
    Sighting(
      "raft", "asks the new majority alone", "raft/membership-chaos",
      jointChanges, seed: 2,
      "commit durability"),
    Sighting(
      "raft", "asks the old majority alone", "raft/membership-chaos",
      jointChanges, seed: 1,
      "commit durability"),
    Sighting(
      "raft", "leaves the joint membership early", "raft/membership-chaos",
      jointChanges, seed: 2,
      "configuration step"),
    Sighting(
      "raft", "heeds a change when it is committed", "raft/membership-chaos",
      "raft.changes=single", seed: 1,
      "commit durability"),
    Sighting(
      "raft", "stands with a change uncommitted", "incidents/etcd-7280-unapplied-change",
      "about=repaired", seed: 1,
      "election quorum"),
    Sighting(
      "raft", "keeps a change that is cut off", "raft/membership-chaos",
      "about=orders alone raft.minVoters=3", seed: 6,
      "configuration in force"),
    Sighting(
      "raft", "counts itself when it is removed", "raft/membership-chaos",
      "raft.changes=single", seed: 9,
      "commit durability"),
    Sighting(
      "raft", "counts the votes of learners", "raft/membership-chaos",
      "about=orders alone raft.minVoters=3", seed: 1,
      "commit durability"),
    Sighting(
      "raft", "keeps its lease in a transfer", "incidents/raft-rs-234-lease-in-transfer",
      "about=repaired", seed: 1,
      "linearizable"),
    Sighting(
      "raft", "obeys a late word to stand", "incidents/late-timeout-now",
      "about=ignored", seed: 1,
      "linearizable"),
  ]
}
