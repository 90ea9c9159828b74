extension CoordinatingAgent {
  /// The parts' names in one list, in the order of `Pattern`.
  ///
  /// A name that an earlier part has too gets the name of its pattern in front: `election leader`.
  public static func joined(
    _ deliberation: [String], _ election: [String], _ synchronisation: [String],
    _ barrier: [String]
  ) -> [String] {
    var names = deliberation
    for (pattern, own) in [
      (Pattern.election, election), (.synchronisation, synchronisation), (.barrier, barrier),
    ] {
      let earlier = names
      for name in own {
        names.append(earlier.contains(name) ? "\(pattern.name) \(name)" : name)
      }
    }
    return names
  }
}
