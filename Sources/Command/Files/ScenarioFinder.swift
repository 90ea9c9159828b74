import Scenarios

/// Finds scenario files by path or by their name under `Scenarios/`.
struct ScenarioFinder {
  static let directory = "Scenarios"
  static let endings = [".json5", ".json"]

  let files: Files

  /// All scenario files of the directory `Scenarios/`, sorted.
  var all: [String] { scenarios(in: ScenarioFinder.directory) }

  /// All scenario files below a directory; the schema for editors is none.
  func scenarios(in directory: String) -> [String] {
    files.list(directory, endings: ScenarioFinder.endings).filter {
      $0 != ScenarioFinder.directory + "/schema.json"
    }
  }

  /// What a file is called on the command line: its path below `Scenarios/`, without the ending.
  static func name(of path: String) -> String {
    var name = Substring(path)
    if name.hasPrefix("./") { name = name.dropFirst(2) }
    if name.hasPrefix(directory + "/") { name = name.dropFirst(directory.count + 1) }
    for ending in endings where name.hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    return String(name)
  }

  /// The path of the file that somebody means.
  func find(_ word: String) throws(Complaint) -> String {
    var isDirectory = false
    for path in candidates(word) {
      switch files.kind(path) {
      case .file: return path
      case .directory: isDirectory = true
      case .missing: break
      }
    }
    if isDirectory {
      throw Complaint(file: word, "this is a directory; name a scenario file\(inside(word))")
    }
    throw Complaint(file: word, "there is no such file\(suggestion(word))")
  }

  private func candidates(_ word: String) -> [String] {
    let places = word.hasPrefix("/") ? [word] : [word, ScenarioFinder.directory + "/" + word]
    return places.flatMap { place in [place] + ScenarioFinder.endings.map { place + $0 } }
  }

  private func inside(_ directory: String) -> String {
    let trimmed = directory.hasSuffix("/") ? String(directory.dropLast()) : directory
    guard !trimmed.isEmpty,
      let first = scenarios(in: trimmed).first ?? scenarios(in: "Scenarios/" + trimmed).first
    else { return "" }
    return " in it, such as \(first)"
  }

  /// The nearest scenario by its path, its name, or the last part of its name.
  private func suggestion(_ word: String) -> String {
    let paths = all
    let names = paths.map { ScenarioFinder.name(of: $0) }
    let wanted = ScenarioFinder.name(of: word)
    if let name = Nearest.name(to: wanted, among: names) { return "; did you mean '\(name)'?" }
    let lasts = names.map { String($0.split(separator: "/").last ?? "") }
    let last = String(wanted.split(separator: "/").last ?? "")
    if let near = Nearest.name(to: last, among: lasts), let index = lasts.firstIndex(of: near) {
      return "; did you mean '\(names[index])'?"
    }
    return paths.isEmpty
      ? "; 'lockstep new' writes one" : "; 'lockstep list' names the scenarios there are"
  }
}
