/// The simulation itself, as far as it decides what a fingerprint is.
public enum Engine {
  /// The revision of what a scenario and a seed give: it rises when a fingerprint may change.
  ///
  /// Printed with every fingerprint and kept in every record, part and journal, so that a fingerprint of
  /// another revision is known as such and not taken for a change of behaviour.
  public static let revision = 1
}
