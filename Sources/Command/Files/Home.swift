/// The directory that a command works for: the nearest one, from where it runs upwards, that holds
/// `Scenarios/`. Recorded results lie in `Results/` beside that.
struct Home: Sendable {
  /// The folder of scenarios.
  static let scenarios = "Scenarios"
  /// The folder of recorded results.
  static let results = "Results"

  /// From the top. Where there is no folder of scenarios, the directory that the command runs in.
  let path: String
  let hasScenarios: Bool
  /// Whether it is the directory that the command runs in.
  let isHere: Bool

  init(_ files: Files) {
    let here = Files.plain(files.root)
    var path = here
    while Files(root: path).kind(Home.scenarios) != .directory {
      guard path != "/" else {
        (self.path, hasScenarios, isHere) = (here, false, true)
        return
      }
      path = Files.parent(path)
    }
    (self.path, hasScenarios, isHere) = (path, true, path == here)
  }

  /// The file system as seen from it.
  var files: Files { Files(root: path) }

  /// A path below it as it is spelt where the command runs.
  func spelling(_ path: String) -> String { isHere ? path : files.absolute(path) }
}
