import Foundation
import Scenarios

/// Finds lessons: the files below `Scenarios/` that end in `.lesson`, in the order of their paths.
struct LessonFinder {
  /// A lesson's file, and what the lesson is called: `majority` for `lessons/01-majority.lesson`.
  struct Entry {
    /// As it is spelt where the command runs.
    let path: String
    let name: String
    let lesson: Lesson
  }

  static let ending = ".lesson"
  private let context: Context
  private let home: Home

  init(_ context: Context) {
    self.context = context
    home = Home(context.files)
  }

  /// All lessons.
  func all() throws(Complaint) -> [Entry] {
    let paths =
      home.hasScenarios
      ? context.files.list(home.spelling(Home.scenarios), endings: [LessonFinder.ending]) : []
    guard !paths.isEmpty else {
      throw Complaint(
        "there is no lesson below a folder Scenarios/ here or in any directory above; name a directory "
          + "with -C")
    }
    var entries: [Entry] = []
    for path in paths { entries.append(try entry(path)) }
    return entries
  }

  private func entry(_ path: String) throws(Complaint) -> Entry {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try context.files.contents(path, limit: ScenarioSource.largest)
    } catch {
      throw Complaint(file: path, "the file cannot be read: \(error.words)")
    }
    do throws(ScenarioError) {
      return Entry(
        path: path, name: LessonFinder.name(of: path), lesson: try Lesson.read(bytes, file: path))
    } catch {
      throw Complaint(error, file: path)
    }
  }

  /// Without folders, ending, and the number that keeps its place.
  static func name(of path: String) -> String {
    let last = path.split(separator: "/").last ?? ""
    let stem = last.hasSuffix(ending) ? last.dropLast(ending.count) : last
    let rest = stem.drop { $0.isNumber }.drop { $0 == "-" }
    return String(rest.isEmpty ? stem : rest)
  }

  /// The lesson that a word means: its name, or its number in the list.
  func find(_ word: String) throws(Complaint) -> Entry {
    let entries = try all()
    if let number = Int(word), entries.indices.contains(number - 1) { return entries[number - 1] }
    let wanted = LessonFinder.name(of: word)
    if let entry = entries.first(where: { $0.name == wanted }) { return entry }
    let suggestion = Nearest.suggestion(for: wanted, among: entries.map { $0.name }) ?? ""
    throw Complaint("there is no lesson '\(word)'; \(suggestion)")
  }
}
