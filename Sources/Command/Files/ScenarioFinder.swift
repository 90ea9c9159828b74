import Foundation
import Scenarios

/// Finds scenario files: by their path, or by their name in the home's folder of scenarios.
struct ScenarioFinder {
  static let endings = [".json5", ".json"]

  let home: Home
  private let files: Files
  private let program: String

  init(_ context: Context) {
    files = context.files
    home = Home(context.files)
    program = context.program.name
  }

  /// All scenario files of the home, sorted.
  var all: [ScenarioPath] { home.hasScenarios ? scenarios(in: home.spelling(Home.scenarios)) : [] }

  /// All scenario files below a directory, sorted; the schema for editors is none.
  private func scenarios(in directory: String) -> [ScenarioPath] {
    files.list(directory, endings: ScenarioFinder.endings)
      .map { ScenarioPath($0, files, home, in: directory) }
      .filter { $0.file != SchemaCommand.path }
  }

  /// The file that a word means.
  func find(_ word: String) throws(Complaint) -> ScenarioPath {
    for place in places(word) {
      for ending in [""] + ScenarioFinder.endings {
        switch files.kind(place + ending) {
        case .file: return ScenarioPath(place + ending, files, home)
        case .hidden(let reason):
          throw Complaint(file: word, "the file cannot be read: \(reason.words)")
        case .missing, .directory: break
        }
      }
    }
    if let directory = directory(word) {
      let example = scenarios(in: directory).first.map { " in it, such as \($0.spelling)" } ?? ""
      throw Complaint(file: word, "this is a directory; name a scenario file\(example)")
    }
    throw Complaint(file: word, "there is no such file\(suggestion(word))")
  }

  /// The files that a word means: one, or all of a directory.
  func findAll(_ word: String) throws(Complaint) -> [ScenarioPath] {
    guard let directory = directory(word) else { return [try find(word)] }
    let found = scenarios(in: directory)
    if found.isEmpty { throw Complaint("there is no scenario below \(word)") }
    return found
  }

  /// The directories among words, from the top; without words, the home's folder of scenarios.
  func directories(_ words: [String]) -> [String] {
    if words.isEmpty { return home.hasScenarios ? [home.folder] : [] }
    return words.compactMap { directory($0) }.compactMap { Files.real(files.absolute($0)) }
  }

  /// The files that words mean, each once, in order; without words, all of the home.
  func findAll(_ words: [String]) throws(Complaint) -> [ScenarioPath] {
    var paths: [ScenarioPath] = []
    for word in words { paths += try findAll(word) }
    if words.isEmpty {
      guard home.hasScenarios else {
        throw Complaint(
          "there is no folder Scenarios/ here or in any directory above, so nothing was tested; "
            + "name a file, or a directory with -C")
      }
      paths = all
      if paths.isEmpty { throw Complaint("there is no scenario below Scenarios/") }
    }
    var seen: Set<String> = []
    return paths.filter { seen.insert($0.absolute).inserted }
  }

  /// A directory that a word means.
  private func directory(_ word: String) -> String? {
    let plain = word.count > 1 && word.hasSuffix("/") ? String(word.dropLast()) : word
    return plain.isEmpty ? nil : places(plain).first { files.kind($0) == .directory }
  }

  /// Where a word may lead, the nearest first: from here, below the folder of scenarios, or from the
  /// home, as replay lines name files.
  private func places(_ word: String) -> [String] {
    if word.hasPrefix("/") { return [word] }
    return [word, home.spelling("\(Home.scenarios)/\(word)"), home.spelling(word)]
  }

  /// The nearest scenario by its path, its name, or the last part of its name.
  private func suggestion(_ word: String) -> String {
    let paths = all
    let names = paths.map { $0.name }
    let wanted = ScenarioPath(word, files, home).name
    if let name = Nearest.name(to: wanted, among: names) { return "; did you mean '\(name)'?" }
    let lasts = names.map { String($0.split(separator: "/").last ?? "") }
    let last = String(wanted.split(separator: "/").last ?? "")
    if let near = Nearest.name(to: last, among: lasts), let index = lasts.firstIndex(of: near) {
      return "; did you mean '\(names[index])'?"
    }
    return paths.isEmpty
      ? "; '\(program) new' writes one" : "; '\(program) list' names the scenarios there are"
  }
}
