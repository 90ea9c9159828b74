import Experiments
import Scenarios
import Simulator

/// A scenario that was read, with what tells its file from others.
struct ScenarioSource {
  let scenario: Scenario
  /// As it was found; relative if it was named so.
  let path: String
  /// A digest of the file's bytes.
  let content: String

  /// A file with more bytes than this is no scenario.
  static let largest = 16 << 20

  /// Reads the file that a word of the command line means.
  init(_ word: String, _ context: Context) throws(Complaint) {
    try self.init(path: ScenarioFinder(files: context.files).find(word), context)
  }

  init(path: String, _ context: Context) throws(Complaint) {
    guard let bytes = context.files.bytes(path, limit: ScenarioSource.largest) else {
      throw Complaint(file: path, "the file cannot be read; are you allowed to?")
    }
    guard bytes.count <= ScenarioSource.largest else {
      throw Complaint(file: path, "the file is larger than 16 MiB; is it a scenario?")
    }
    do throws(ScenarioError) {
      scenario = try context.registry.read(bytes, file: path)
    } catch {
      throw Complaint(error)
    }
    self.path = path
    content = ScenarioSource.digest(bytes)
  }

  /// The variants to run: all of them, or the one of a label.
  func runs(variant label: String?) throws(Complaint) -> [Scenario] {
    guard let label else { return scenario.runs }
    let labels = scenario.variants.map { $0.label }
    if let run = scenario.variants.first(where: { $0.label == label }) { return [run] }
    if labels.isEmpty { throw Complaint("\(path) has no variants; leave '--variant' out") }
    let suggestion = Nearest.suggestion(for: label, among: labels) ?? ""
    throw Complaint("\(path) has no variant '\(label)'; \(suggestion)")
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    var digest = Digest()
    for byte in bytes { digest.feed(UInt64(byte)) }
    return digest.text
  }
}
