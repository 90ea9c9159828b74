public import Simulator

/// The safety of caching, checked in every step of a run; `CachingCheck` lists what is checked.
///
/// The checks go by what is durable at the server, and by what clients asked for and were told. They trust no
/// agent's clock and no account of leases.
public struct CachingInvariants: Observer {
  public typealias Subject = Caching
  public typealias LoadNote = CachingClientNote

  /// The first violated invariant, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  private let promisedStaleness: Nanoseconds
  private var ledger = VersionLedger()
  /// The values that clients asked agents to write, and whether each is durable.
  private var values: [Int64: Bool] = [:]

  /// Watches a run from its start.
  public init(_ settings: Caching.Settings) {
    promisedStaleness = settings.promisedStaleness
  }

  public mutating func submitted(
    _ request: Caching.Request, _ id: RequestID, to agent: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if case .write(_, let value, _) = request, values[value] == nil { values[value] = false }
  }

  public mutating func wrote(
    _ write: Caching.Storage.Write, of agent: AgentID, at time: Nanoseconds
  ) {
    guard case .content(let key, let content, _, _) = write else { return }
    let durable = ledger.durableVersion(of: key)
    if !ledger.ask(key, content) {
      report(
        .monotoneVersions,
        "version \(content.version) of k\(key) is written after version \(durable)", at: time)
    }
  }

  public mutating func becameDurable(
    _ write: Caching.Storage.Write, _ storage: borrowing Caching.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    guard case .content(let key, let content, _, _) = write else { return }
    keep(key, upTo: content.version, at: time)
  }

  private mutating func keep(_ key: Int32, upTo version: Int32, at time: Nanoseconds) {
    for value in ledger.keep(key, upTo: version, at: time) {
      switch values[value] {
      case nil: report(.neverInvented, "no client asked to write \(value)", at: time)
      case true?: report(.writtenOnce, "\(value) took effect twice", at: time)
      case false?: values[value] = true
      }
    }
  }

  /// A crash may leave some of the writes that were under way, and must not take a durable one.
  public mutating func storageChanged(
    _ storage: borrowing Caching.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    guard agent == Caching.server else { return }
    for place in 0..<ledger.count {
      let key = Int32(truncatingIfNeeded: place)
      let version = place < storage.contents.count ? storage.contents[place].version : 0
      let durable = ledger.durableVersion(of: key)
      if version < durable {
        report(
          .monotoneVersions,
          "the server's disk has version \(version) of k\(key) after version \(durable)", at: time)
      }
      keep(key, upTo: version, at: time)
    }
  }

  public mutating func responded(
    _ reply: Caching.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    switch reply {
    case .value(let key, let content): checkAnswer(key, content, agent, at: time)
    case .written(let key, let version):
      checkAnswer(
        key, Caching.Content(value: ledger.value(key, version) ?? 0, version: version), agent,
        at: time)
    case .timedOut: break
    }
  }

  private mutating func checkAnswer(
    _ key: Int32, _ content: Caching.Content, _ agent: AgentID, at time: Nanoseconds
  ) {
    if !ledger.isDurable(key, content.version) {
      report(
        .durableFirst,
        "\(agent.description) answers with version \(content.version) of k\(key), which is not durable",
        at: time)
    } else if ledger.value(key, content.version) != content.value {
      report(
        .neverInvented,
        "\(agent.description) answers that version \(content.version) of k\(key) is \(content.value)",
        at: time)
    }
  }

  public mutating func clientNoted(_ note: CachingClientNote, at time: Nanoseconds) {
    switch note {
    case .read(let client, let key, let content, let askedAt):
      let staleness = ledger.staleness(key, content.version, at: askedAt)
      if staleness > promisedStaleness {
        report(
          .boundedStaleness,
          "c\(client + 1) read version \(content.version) of k\(key), which had been overwritten "
            + "\(staleness / .microsecond) us before it asked", at: time)
      }
    case .written(let client, let key, let content, _):
      if ledger.value(key, content.version) != content.value {
        report(
          .neverInvented,
          "c\(client + 1) is told that its write is version \(content.version) of k\(key), "
            + "which is another's", at: time)
      }
    case .asked, .timedOut, .gaveUp: break
    }
  }

  private mutating func report(_ check: CachingCheck, _ message: String, at time: Nanoseconds) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}
