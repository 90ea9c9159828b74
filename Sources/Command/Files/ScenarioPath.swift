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
  /// Its record, or nil for a file that has no folder of records.
  let record: Record?

  /// Where a scenario's result is kept.
  struct Record: Hashable, Sendable {
    /// What the record calls the scenario: its path from the directory that holds `Scenarios/` or, outside
    /// of such a folder, `Results/`.
    let scenario: String
    /// The folder of records, from the top.
    let folder: String
    /// The folder whose scenarios have their records there, from the top.
    let base: String
    /// What people read, from the top.
    let absolute: String
    /// As messages name it.
    let spelling: String

    /// What is kept seed by seed, beside it.
    var seeds: String { Record.seeds(absolute) }
    var seedsSpelling: String { Record.seeds(spelling) }

    /// The endings of both files of a record.
    static let endings = [".txt", ".seeds"]

    private static func seeds(_ path: String) -> String {
      path.dropLast(endings[0].count) + endings[1]
    }
  }

  /// - Parameters:
  ///   - path: the file, from the top or from where the command runs.
  ///   - folder: the directory that was named and has the file in it, if one was: records of a file outside
  ///     every folder of scenarios may lie in that.
  init(_ path: String, _ files: Files, _ home: Home, in folder: String? = nil) {
    spelling = path
    let places = ScenarioPath.places(files.absolute(path))
    if let inner = ScenarioPath.inner(places, home) {
      absolute = "\(home.folder)/\(inner)"
      file = "\(Home.scenarios)/\(inner)"
      name = ScenarioPath.stem(inner)
      record = Record(
        file, below: home.path, base: home.folder, name,
        spelling: home.spelling("\(Home.results)/\(name).txt"))
    } else if let (place, folder) = ScenarioPath.foreign(places) {
      let inner = String(place[folder.upperBound...])
      absolute = place
      file = place
      name = ScenarioPath.stem(inner)
      record = Record(
        "\(Home.scenarios)/\(inner)", below: String(place[..<folder.lowerBound]),
        base: String(place[..<folder.upperBound].dropLast()), name, spelling: nil)
    } else {
      absolute = places[0]
      file = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
      name = ScenarioPath.stem(file)
      record = Record(ofLoose: absolute, in: folder.flatMap { Files.real(files.absolute($0)) })
    }
  }

  /// Where a path leads to, from the top: without any link, then with its own, if it is one, and last as
  /// it was spelt. What a link leads to is the scenario, unless the link alone lies among scenarios.
  private static func places(_ path: String) -> [String] {
    let plain = Files.plain(path)
    guard let real = Files.real(path) else { return [plain] }
    var places = [real]
    let last = path.split(separator: "/").last ?? ""
    if last != "..", last != ".", let folder = realFolder(of: path) {
      places.append(Files.plain("\(folder)/\(last)"))
    }
    // Where a link lies on the way, two dots do not lead back to where they seem to.
    if Files.real(plain) == real { places.append(plain) }
    return places
  }

  /// The directory of a file, without links.
  private static func realFolder(of path: String) -> String? {
    let parts = path.split(separator: "/").dropLast()
    return Files.real("/" + parts.joined(separator: "/"))
  }

  /// The path below the home's folder of scenarios, if it lies there.
  private static func inner(_ places: [String], _ home: Home) -> String? {
    let named = Files.plain("\(home.path)/\(Home.scenarios)")
    for place in places {
      for folder in [home.folder, named] where place.hasPrefix(folder + "/") {
        return String(place.dropFirst(folder.count + 1))
      }
    }
    return nil
  }

  /// The first place below any folder of scenarios, and where that stands in it.
  private static func foreign(_ places: [String]) -> (String, Range<String.Index>)? {
    for place in places {
      if let folder = place.range(of: "/\(Home.scenarios)/", options: .backwards) {
        return (place, folder)
      }
    }
    return nil
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

extension ScenarioPath.Record {
  /// - Parameters:
  ///   - home: the directory that holds the folder of scenarios.
  ///   - name: the scenario's path in that folder, without the ending.
  ///   - spelling: what messages call the record; its path if nil.
  fileprivate init(
    _ scenario: String, below home: String, base: String, _ name: String, spelling: String?
  ) {
    self.scenario = scenario
    self.base = base
    folder = Files.plain("\(home)/\(Home.results)")
    absolute = "\(folder)/\(name).txt"
    self.spelling = spelling ?? absolute
  }

  /// The record of a file outside every folder of scenarios, if it has a place: where it lies already, else in
  /// the nearest `Results/` of a directory on the way to the file, else in one of the directory that was
  /// named.
  ///
  /// No directory counts that has a folder of scenarios, or lies above one that does, or above a repository.
  ///
  /// - Parameters:
  ///   - file: from the top, without links.
  ///   - folder: the directory that was named, if one was, likewise.
  fileprivate init?(ofLoose file: String, in folder: String?) {
    func record(_ base: String) -> Self {
      let inner = String(file.dropFirst(base == "/" ? 1 : base.count + 1))
      let ending = ScenarioFinder.endings.first { inner.hasSuffix($0) } ?? ""
      return Self(
        inner, below: base, base: base, String(inner.dropLast(ending.count)), spelling: nil)
    }
    var bases: [String] = []
    var base = Files.parent(file)
    while Files(root: base).kind(Home.scenarios) != .directory {
      bases.append(base)
      if base == "/" || Files(root: base).kind(".git") != .missing { break }
      base = Files.parent(base)
    }
    func isNamed(_ base: String) -> Bool {
      folder.map { base == $0 || base.hasPrefix($0 == "/" ? "/" : $0 + "/") } ?? true
    }
    let files = Files(root: "/")
    let present = bases.first { files.kind(record($0).absolute) == .file }
    let near = bases.first { isNamed($0) && Files(root: $0).kind(Home.results) == .directory }
    guard let base = present ?? near ?? folder.flatMap({ bases.contains($0) ? $0 : nil }) else {
      return nil
    }
    self = record(base)
  }
}
