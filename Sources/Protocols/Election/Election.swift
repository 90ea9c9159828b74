public import Simulator

/// The election of leaders in one of three forms: fenced bully, bully as published, and the voting of
/// the design brief.
///
/// The forms share messages, notes, requests and settings, so that one scenario compares them on one
/// seed. Exactly one of the three parts is there, as the settings' mode says.
public struct Election: Hashable, Sendable {
  /// Numbers the leaderships of a scope; 0 is before the first.
  public typealias Term = Int64

  /// What the agent is.
  public let profile: Profile
  /// The fenced form.
  public internal(set) var fenced: FencedElection?
  /// The published form.
  public internal(set) var bully: BullyElection?
  /// The design brief's form.
  public internal(set) var brief: BriefElection?

  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    var settings = settings
    if settings.directory.count != profile.clusterSize {
      settings.directory = Directory(agentCount: profile.clusterSize)
    }
    switch settings.mode {
    case .fenced: fenced = FencedElection(profile, settings)
    case .bully: bully = BullyElection(profile, settings)
    case .brief: brief = BriefElection(profile, settings)
    }
  }

  /// Whether this agent considers itself the leader of a scope.
  public func leads(_ scope: Scope) -> Bool {
    if let fenced { return fenced.membership(of: scope)?.phase == .leading }
    return scope == .global && (bully?.leads ?? brief?.leads ?? false)
  }

  /// The agent that this one considers the leader of a scope, or nil.
  public func leader(of scope: Scope) -> AgentID? {
    if let fenced { return fenced.membership(of: scope)?.leader }
    return scope == .global ? bully?.coordinator ?? brief?.leader : nil
  }
}
