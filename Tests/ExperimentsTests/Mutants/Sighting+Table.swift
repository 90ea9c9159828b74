extension Sighting {
  /// One for each mutant that harms safety, by protocol in the order of the registry, as
  /// `lockstep mutants --json` gave them.
  static let all: [Sighting] =
    raft + coordination + economics + stores

  private static let coordination: [Sighting] = [
    // election
    Sighting(
      "election", "acknowledges ahead of the disk", "election/chaos", "", seed: 1,
      "durable before sent"),
    Sighting(
      "election", "acknowledges two in a term", "election/timing-assumption", "election.mode=safe",
      seed: 1,
      "durable before sent"),
    Sighting(
      "election", "breaks its promise", "election/hasty-restart", "", seed: 1,
      "one lease"),
    Sighting(
      "election", "forgets its promise at a restart", "election/hasty-restart", "", seed: 1,
      "one lease"),
    Sighting(
      "election", "takes half for a majority", "election/hasty-restart", "", seed: 1,
      "acknowledged by a majority"),
    Sighting(
      "election", "measures a lease from the answer", "election/slow-answers", "", seed: 2,
      "one lease"),
    Sighting(
      "election", "acts beyond its lease", "election/hasty-restart", "", seed: 1,
      "one lease"),
    Sighting(
      "election", "allows for no drift", "election/clock-drift", "", seed: 17,
      "one lease"),
    Sighting(
      "election", "accepts orders of old terms", "election/leader-in-minority",
      "election.mode=safe", seed: 1,
      "fenced orders"),
    Sighting(
      "election", "waits for no answer", "election/bully", "", seed: 1,
      "leaders at once max: \"== 1\""),
    Sighting(
      "election", "does not answer", "election/bully", "", seed: 1,
      "leaders at once max: \"== 1\""),
    // synchronisation
    Sighting(
      "synchronisation", "applies without the causes", "synchronisation/batching",
      "synchronisation.batchSize=1", seed: 1,
      "causality"),
    Sighting(
      "synchronisation", "sends without the causes", "synchronisation/batching",
      "synchronisation.batchSize=1", seed: 1,
      "causality"),
    Sighting(
      "synchronisation", "applies past a gap", "synchronisation/batching",
      "synchronisation.batchSize=1", seed: 1,
      "causality"),
    Sighting(
      "synchronisation", "stamps before it ticks", "synchronisation/batching",
      "synchronisation.batchSize=1", seed: 1,
      "lost update"),
    Sighting(
      "synchronisation", "acknowledges ahead of the disk", "synchronisation/acknowledgement-levels",
      "synchronisation.level=durable", seed: 1,
      "durable acknowledgement"),
    Sighting(
      "synchronisation", "sends ahead of the disk", "synchronisation/loss-30", "", seed: 5,
      "unique dots"),
    Sighting(
      "synchronisation", "counts what is held back", "synchronisation/batching",
      "synchronisation.batchSize=1", seed: 4,
      "honest completion"),
    Sighting(
      "synchronisation", "recalls nothing", "synchronisation/amnesia", "", seed: 1,
      "unique dots"),
    // barrier
    Sighting(
      "barrier", "releases one too early", "barrier/abort", "barrier.form=central", seed: 1,
      "early release"),
    Sighting(
      "barrier", "numbers no generations", "barrier/arrival-outlives-agent", "barrier.form=central",
      seed: 4,
      "cross-generation release"),
    Sighting(
      "barrier", "numbers no rounds", "barrier/abort", "barrier.form=dissemination", seed: 1,
      "early release"),
    Sighting(
      "barrier", "rounds the logarithm down", "barrier/abort", "barrier.form=dissemination",
      seed: 1,
      "early release"),
    Sighting(
      "barrier", "times out early", "barrier/outcome-outlives-coordinator", "", seed: 1,
      "early timeout"),
    Sighting(
      "barrier", "arrives ahead of the disk", "barrier/outcome-outlives-coordinator", "", seed: 1,
      "durable before sent"),
    Sighting(
      "barrier", "concludes ahead of the disk", "barrier/outcome-outlives-coordinator", "", seed: 1,
      "durable before sent"),
    // supervision
    Sighting(
      "supervision", "counts no restarts", "supervision/intensity", "variant 1", seed: 1,
      "intensity"),
    Sighting(
      "supervision", "starts backwards", "supervision/dynamic", "", seed: 1,
      "start order"),
    Sighting(
      "supervision", "stops forwards", "supervision/one-for-all", "", seed: 1,
      "shutdown order"),
    Sighting(
      "supervision", "restarts temporary children", "supervision/restart-types", "variant 1",
      seed: 1,
      "temporary restart"),
    Sighting(
      "supervision", "restarts after a normal exit", "supervision/restart-types", "variant 1",
      seed: 1,
      "restart after normal exit"),
    Sighting(
      "supervision", "delivers to old incarnations", "supervision/stale-references",
      "supervision.strategy=one for one", seed: 1,
      "old incarnation"),
    Sighting(
      "supervision", "starts before the old has ended", "supervision/one-for-all", "", seed: 1,
      "shutdown order"),
    Sighting(
      "supervision", "leaves siblings alone", "supervision/one-for-all", "", seed: 1,
      "sibling consistency"),
    Sighting(
      "supervision", "forgets the disk", "supervision/state", "variant 2", seed: 1,
      "durable state"),
    // deliberation
    Sighting(
      "deliberation", "ignores the expected version", "deliberation/concurrent-proposals", "",
      seed: 1,
      "validity"),
    Sighting(
      "deliberation", "applies a change again", "deliberation/chaos", "", seed: 1,
      "one decision"),
    Sighting(
      "deliberation", "forgets its votes", "deliberation/forgotten-votes", "", seed: 1,
      "standing vote"),
    Sighting(
      "deliberation", "votes ahead of the disk", "deliberation/proposer-crash-after-decision", "",
      seed: 1,
      "standing vote"),
    Sighting(
      "deliberation", "counts outsiders", "deliberation/outsiders", "", seed: 1,
      "electorate"),
    Sighting(
      "deliberation", "counts repeated votes", "deliberation/t1-majority", "", seed: 2,
      "electorate"),
    Sighting(
      "deliberation", "accepts without a majority", "deliberation/partition", "", seed: 1,
      "majority guarantee"),
    Sighting(
      "deliberation", "decides ahead of the disk", "deliberation/proposer-crash-after-decision", "",
      seed: 1,
      "one decision"),
    Sighting(
      "deliberation", "decides again after a restart", "deliberation/chaos", "", seed: 1,
      "one decision"),
    // gossip
    Sighting(
      "gossip", "tells ahead of the disk", "gossip/chaos",
      "gossip.exchange=push gossip.antiEntropyExchange=push", seed: 1,
      "durable before sent"),
    // averaging
    Sighting(
      "averaging", "drops remainders", "averaging/chaos", "averaging.method=push-sum", seed: 1,
      "mass"),
    Sighting(
      "averaging", "counts repeats", "averaging/chaos", "averaging.method=push-sum", seed: 1,
      "mass"),
    // team
    Sighting(
      "team", "counts expired leases", "usecases/partition", "faults.1.inFlight=held", seed: 1,
      "fenced"),
    Sighting(
      "team", "reports undone work", "usecases/coordinator-killed", "variant 1", seed: 1,
      "done work"),
    Sighting(
      "team", "accepts unseen snapshots", "usecases/coordinator-killed", "variant 1", seed: 1,
      "kept by majority"),
    Sighting(
      "team", "forgets tasks", "usecases/coordinator-killed", "variant 1", seed: 1,
      "no task lost"),
    Sighting(
      "team", "takes one report for two", "usecases/coordinator-killed", "variant 1", seed: 1,
      "as computed"),
    Sighting(
      "team", "counts repeated reports", "reported/openfl-cut-off",
      "about=repaired, what was said is held back", seed: 1, "counted once"),
    Sighting(
      "team", "updates done tasks", "reported/optuna-updated-again",
      "about=repaired", seed: 1, "counted once"),
    Sighting(
      "team", "counts the dead", "reported/optuna-dead-count",
      "about=repaired", seed: 1, "no task lost"),
    Sighting(
      "team", "ends leases again", "reported/optuna-failed-twice",
      "about=repaired", seed: 1, "counted once"),
    Sighting(
      "team", "numbers leases without terms", "reported/optuna-duplicate-numbers",
      "about=repaired", seed: 1, "fenced"),
    // hierarchy
    Sighting(
      "hierarchy", "acknowledges two in a term", "hierarchy/group-cut-off", "", seed: 1,
      "durable before sent"),
    Sighting(
      "hierarchy", "answers ahead of the disk", "hierarchy/one-vote",
      "hierarchy.branching=5 hierarchy.tally=one vote", seed: 1,
      "durable before sent"),
    Sighting(
      "hierarchy", "ignores what is recorded", "hierarchy/chaos",
      "hierarchy.levels=2 hierarchy.branching=4", seed: 129,
      "durable before sent"),
    Sighting(
      "hierarchy", "decides without a record", "hierarchy/one-vote",
      "hierarchy.branching=5 hierarchy.tally=one vote", seed: 1,
      "durable decision"),
    // membership
    Sighting(
      "membership", "declares dead at once", "membership/detection",
      "membership.phases=aligned agents=5", seed: 1,
      "suspected first"),
    Sighting(
      "membership", "deaf to refutations", "membership/chaos", "membership.alpha=3", seed: 1,
      "refutation counts"),
    Sighting(
      "membership", "refutes for others", "membership/detection",
      "membership.phases=aligned agents=5", seed: 1,
      "never invented"),
    Sighting(
      "membership", "ignores answers through others", "membership/chaos", "membership.alpha=3",
      seed: 1,
      "answer counts"),
    Sighting(
      "membership", "refutes without a new incarnation", "membership/chaos", "membership.alpha=3",
      seed: 1,
      "agreement"),
    // caching
    Sighting(
      "caching", "writes without waiting", "caching/drift", "caching.allowance=1.2s", seed: 1,
      "bounded staleness"),
    Sighting(
      "caching", "forgets leases at a restart", "caching/server-crash", "caching.term=1s", seed: 1,
      "bounded staleness"),
    Sighting(
      "caching", "measures a lease from the answer", "caching/chaos",
      "caching.mode=expiry caching.term=2s caching.allowance=500ms", seed: 25,
      "bounded staleness"),
    Sighting(
      "caching", "allows for no drift", "caching/drift", "caching.allowance=1.2s", seed: 1,
      "bounded staleness"),
    Sighting(
      "caching", "approves and keeps its copy", "caching/drift", "caching.allowance=1.2s", seed: 1,
      "bounded staleness"),
    Sighting(
      "caching", "takes a write again", "caching/chaos",
      "caching.mode=lease caching.term=2s caching.allowance=500ms", seed: 1,
      "written once"),
    Sighting(
      "caching", "answers ahead of the disk", "caching/holder-crash", "", seed: 1,
      "durable first"),
    // rendezvous
    Sighting(
      "rendezvous", "counts the dead", "rendezvous/chaos", "rendezvous.method=matchmaking",
      seed: 40,
      "dead incarnation"),
  ]
}
