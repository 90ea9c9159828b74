/// What a part of a protocol that is made of several sees of a scenario.
extension Scenario {
  /// The scenario with the sections of that name, within its protocol's and within its load, for its
  /// own.
  ///
  /// A name that the protocol's section, or the load, does not have leaves it without values. A load
  /// that gives none of its sections stands for all of them.
  public func section(_ name: String) -> Scenario {
    var part = self
    part.settings = settings[name]?.object ?? Values([], at: settings.position)
    part.load = load[name]?.object ?? Values([], at: load.position)
    part.hasLoad = hasLoad && load.means(name)
    return part
  }
}

extension Bound {
  /// As `Scenario.section`.
  public func section(_ name: String) -> Bound {
    var part = self
    part.settings = settings[name]?.object ?? Values([], at: settings.position)
    part.load = load[name]?.object ?? Values([], at: load.position)
    part.hasLoad = hasLoad && load.means(name)
    return part
  }
}

extension Values {
  /// Whether a key is given, or none is and it is there by default.
  fileprivate func means(_ name: String) -> Bool {
    isGiven(name) || field(name) != nil && !fields.contains { $0.isGiven }
  }
}
