public import Simulator

/// The election of leaders, in one of three forms: fenced bully, bully as published, and the voting
/// that the design brief writes down.
///
/// The forms share messages, notes, requests and settings, so that one scenario compares them on one
/// seed. Exactly one of the three parts is there, by the settings' mode.
public struct Election: Hashable, Sendable {
  public typealias Term = Int64

  public let profile: Profile
  public internal(set) var fenced: FencedElection?
  public internal(set) var bully: BullyElection?
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
    case .asWritten: brief = BriefElection(profile, settings)
    }
  }

  /// Whether this agent takes itself for the leader of a scope.
  public func leads(_ scope: Scope) -> Bool {
    if let fenced { return fenced.seat(of: scope)?.phase == .leading }
    return scope == .global && (bully?.leads ?? brief?.leads ?? false)
  }

  /// Whom this agent takes for the leader of a scope, or nil.
  public func leader(of scope: Scope) -> AgentID? {
    if let fenced { return fenced.seat(of: scope)?.leader }
    return scope == .global ? bully?.coordinator ?? brief?.leader : nil
  }
}
