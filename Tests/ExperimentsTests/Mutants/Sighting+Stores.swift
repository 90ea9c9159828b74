extension Sighting {
  /// Those of stores, leases and names.
  static let stores: [Sighting] = [
    // store
    Sighting(
      "store", "overwrites what the client did not know", "store/quiet",
      "store.versions=dotted vectors", seed: 1, "no lost update"),
    Sighting(
      "store", "takes a write again", "store/chaos", "store.versions=dotted vectors", seed: 3,
      "no old value"),
    Sighting(
      "store", "counts replicas that were asked", "store/chaos", "store.versions=dotted vectors",
      seed: 4, "no old value"),
    Sighting(
      "store", "acknowledges ahead of the disk", "store/power-loss", "", seed: 3, "no old value"),
    Sighting(
      "store", "keeps what was overwritten", "store/quiet", "store.versions=dotted vectors",
      seed: 1, "no old value"),
    Sighting(
      "store", "forgets times that it heard of", "incidents/scylla-last-write-wins",
      "about=hybrid time store.versions=hybrid time", seed: 1, "no old value"),
    // lease
    Sighting(
      "lease", "takes writes of old leases", "incidents/etcd-10811-paused-holder", "about=fenced",
      seed: 1, "fenced writes"),
    Sighting(
      "lease", "grants ahead of the disk", "lease/chaos", "lease.looksAgain=true", seed: 20,
      "rising fences"),
    Sighting(
      "lease", "answers ahead of the disk", "lease/quiet", "", seed: 1, "durable first"),
    // names
    Sighting(
      "names", "keeps the names of agents that it lost", "names/partition", "", seed: 1,
      "owners known"),
    Sighting(
      "names", "tells its names to none", "names/partition", "", seed: 1, "names agree"),
  ]
}
