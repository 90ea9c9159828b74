/// The directory that a command works for: the nearest one, from where it runs upwards, that holds
/// `Scenarios/`. Recorded results lie in `Results/` beside that.
struct Home: Sendable {
  /// The folder of scenarios.
  static let scenarios = "Scenarios"
  /// The folder of recorded results.
  static let results = "Results"

  /// From the top, without links. Where there is no folder of scenarios, the directory that the command
  /// runs in.
  let path: String
  /// The folder of scenarios, from the top, without links: it may be one itself.
  let folder: String
  let hasScenarios: Bool
  /// Whether it is the directory that the command runs in.
  let isHere: Bool

  init(_ files: Files) {
    let here = Files.real(files.root) ?? Files.plain(files.root)
    var path = here
    while Files(root: path).kind(Home.scenarios) != .directory, path != "/" {
      path = Files.parent(path)
    }
    hasScenarios = Files(root: path).kind(Home.scenarios) == .directory
    self.path = hasScenarios ? path : here
    isHere = self.path == here
    let named = Files.plain(self.path + "/" + Home.scenarios)
    folder = Files.real(named) ?? named
  }

  /// The file system as seen from it.
  var files: Files { Files(root: path) }

  /// A path below it as it is spelt where the command runs.
  func spelling(_ path: String) -> String { isHere ? path : files.absolute(path) }
}
