public import Simulator

/// What a registry of names promises, by name.
///
/// Both rest on links that keep messages in order and lose none, but for those of connections that are lost.
public enum NamingCheck: String, Word {
  /// Two agents that are connected differ on the owner of a name no longer than the time to settle.
  case namesAgree = "names agree"
  /// No agent knows a name for longer than the time to settle whose owner it is not connected to.
  case ownersKnown = "owners known"

  /// The names of all checks.
  public static var names: [String] { words }
}
