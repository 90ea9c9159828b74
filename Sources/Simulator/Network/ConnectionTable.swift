/// The connections of a run: which are made, and what waits on them to be sent again.
@usableFromInline
struct ConnectionTable: Sendable {
  /// One direction of a connection.
  struct Stream: Sendable {
    let route: Route
    /// What waits to be sent again: first what was lost, behind it what was sent meanwhile.
    var waiting: [Int32] = []
    /// When the first of them was lost first.
    var since: Nanoseconds = 0
    /// Time from the last attempt to the next.
    var timeout: Nanoseconds = 0
    /// The event of the next attempt, or 0 if nothing waits.
    var ticket: Int32 = 0
    /// When that is.
    var next: Nanoseconds = 0
    /// Number of attempts so far.
    var attempts = 0
  }

  /// When a connection is ready that the last call made; -1 if it made none.
  @usableFromInline var opened: Nanoseconds = -1
  /// In the order in which they were first used.
  var streams: [Stream] = []
  /// By the key of its route, the place of a stream; only looked up.
  private var places: [UInt64: Int] = [:]
  /// By the key of both ends, from when on a connection carries messages; only looked up.
  private var ready: [UInt64: Nanoseconds] = [:]

  @usableFromInline
  init() {}

  /// The place of the stream that goes this way, which is made if there is none.
  mutating func place(of route: Route) -> Int {
    if let place = places[route.key] { return place }
    places[route.key] = streams.count
    streams.append(Stream(route: route))
    return streams.count - 1
  }

  /// The place of the stream that goes this way, or nil if none was ever used.
  func knownPlace(of route: Route) -> Int? { places[route.key] }

  /// From when on the connection of this way carries messages; nil if it is not made.
  func ready(_ route: Route) -> Nanoseconds? { ready[route.pairKey] }

  /// A connection is made; its stream stands for it where all of an agent's are looked at.
  mutating func open(_ route: Route, ready time: Nanoseconds) {
    _ = place(of: route)
    ready[route.pairKey] = time
  }

  /// The connection of this way is gone.
  /// - Returns: whether there was one.
  mutating func close(_ route: Route) -> Bool { ready.removeValue(forKey: route.pairKey) != nil }

  /// All that waits, by stream.
  var waiting: [Int32] { streams.flatMap { $0.waiting } }
}

extension Route {
  /// The way back.
  var reversed: Route {
    if let source, let target { return Route(from: target, to: source) }
    guard let agent = source ?? target else { preconditionFailure("a way without an agent") }
    return Route(client: client, agent, toAgent: target == nil)
  }

  /// The key of both ends, whichever way.
  var pairKey: UInt64 { Swift.min(key, (key << 32) | (key >> 32)) }
}
