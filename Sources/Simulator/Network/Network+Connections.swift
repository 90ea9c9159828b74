/// What becomes of an attempt to get something over a connection.
extension Network {
  /// Whether what goes that way shares a connection.
  func isConnection(_ route: Route) -> Bool { hasConnections && link(of: route).isConnection }

  /// How long something takes over a link, or nil if a cut stops it or the link loses it.
  ///
  /// Of the same draw it takes as long as without a connection, and is lost at the first attempt where it would
  /// be lost for good.
  mutating func passage(
    _ route: Route, kind: Int, _ word: UInt64, _ faults: inout FaultEngine
  ) -> Nanoseconds? {
    if stopping(&faults, where: { $0.cuts(route, kind) }) != nil { return nil }
    let link = link(of: route)
    if loses(link.loss, route.key, Network.derive(word, 1)) { return nil }
    if link.corruption.covers(Network.derive(word, 2)) { return nil }
    var delay = (self.delay(ofKind: kind) ?? link.delay).sample(word)
    faults.charge(overlays.count)
    for overlay in overlays where overlay.covers(route.source, route.target, kind) {
      // The other end drops what comes twice.
      var second: Nanoseconds? = delay
      let words = Network.derive(word, overlay.key)
      if apply(overlay, words, &delay, &second, link, &faults) != nil { return nil }
    }
    return delay
  }
}
