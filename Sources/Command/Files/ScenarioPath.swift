import Foundation

/// A scenario file: where it lies, and what it is called however it was spelt.
struct ScenarioPath: Hashable, Sendable {
  /// From the top, without detours.
  let absolute: String
  /// As it was spelt, for messages about places in the file.
  let spelling: String
  /// What pages and replay lines call it: `Scenarios/raft/quiet.json5` for a file of the home, else
  /// a path by which it is found.
  let file: String
  /// Its path below its folder of scenarios, without the ending; for other files, the path.
  let name: String
  /// Its record, or nil for a file outside of every folder of scenarios.
  let record: Record?

  /// Where a scenario's result is kept.
  struct Record: Hashable, Sendable {
    /// What the record calls the scenario: its path from the directory that holds `Scenarios/`.
    let scenario: String
    /// From the top.
    let absolute: String
    /// As messages name it.
    let spelling: String
  }

  /// - Parameter path: the file, from the top or from where the command runs.
  init(_ path: String, _ files: Files, _ home: Home) {
    absolute = Files.plain(files.absolute(path))
    spelling = path
    let own = home.path == "/" ? "/\(Home.scenarios)/" : "\(home.path)/\(Home.scenarios)/"
    if absolute.hasPrefix(own) {
      let inner = String(absolute.dropFirst(own.count))
      file = "\(Home.scenarios)/\(inner)"
      name = ScenarioPath.stem(inner)
      let record = "\(Home.results)/\(name).txt"
      self.record = Record(
        scenario: file, absolute: home.files.absolute(record), spelling: home.spelling(record))
    } else if let folder = absolute.range(of: "/\(Home.scenarios)/", options: .backwards) {
      let inner = String(absolute[folder.upperBound...])
      file = absolute
      name = ScenarioPath.stem(inner)
      let record = "\(absolute[..<folder.lowerBound])/\(Home.results)/\(name).txt"
      self.record = Record(
        scenario: "\(Home.scenarios)/\(inner)", absolute: record, spelling: record)
    } else {
      let plain = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
      file = plain
      name = ScenarioPath.stem(plain)
      record = nil
    }
  }

  /// What `-` means; a replay line then reads it from there again.
  static let standardInput = ScenarioPath()

  private init() {
    (absolute, spelling, file, name, record) = ("-", "<stdin>", "-", "-", nil)
  }

  /// Without the ending of a scenario file.
  private static func stem(_ path: String) -> String {
    let ending = ScenarioFinder.endings.first { path.hasSuffix($0) } ?? ""
    return String(path.dropLast(ending.count))
  }
}
