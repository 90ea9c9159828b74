import Experiments

extension Registry {
  /// The protocols that come with the program.
  static let standard = Registry()
}
