import Experiments
import Scenarios
import Simulator

/// A scenario that was read, with what tells its file from others.
struct ScenarioSource {
  let scenario: Scenario
  let path: ScenarioPath
  /// A digest of the file's bytes.
  let content: String
  /// What stands above the file's first brace.
  let comment: [String]
  let bytes: [UInt8]

  /// A file with more bytes than this is no scenario.
  static let largest = 16 << 20

  /// Reads the file that a word of the command line means.
  init(
    _ word: String, _ context: Context, overrides: [Choice] = [], variations: [Variation] = []
  ) throws(Complaint) {
    try self.init(
      word == "-" ? .standardInput : ScenarioFinder(context).find(word), context,
      overrides: overrides, variations: variations)
  }

  /// - Parameters:
  ///   - expected: a digest that the file's bytes must have, if they are not to be read otherwise.
  ///   - overrides: settings that stand instead of the file's.
  ///   - variations: settings of which it gets variants.
  init(
    _ path: ScenarioPath, _ context: Context, expected: String? = nil, overrides: [Choice] = [],
    variations: [Variation] = []
  ) throws(Complaint) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try ScenarioSource.bytes(path, context)
    } catch {
      throw Complaint(file: path.spelling, "the file cannot be read: \(error.words)")
    }
    guard bytes.count <= ScenarioSource.largest else {
      throw Complaint(file: path.spelling, "the file is larger than 16 MiB; is it a scenario?")
    }
    content = ScenarioSource.digest(bytes)
    if let expected, content != expected {
      throw Complaint(
        file: path.spelling,
        "the file has changed since (its digest is \(content), and was \(expected))")
    }
    do throws(ScenarioError) {
      scenario = try context.registry.read(
        bytes, file: path.file, overrides: overrides, variations: variations)
    } catch {
      throw Complaint(error, file: path.spelling)
    }
    self.path = path
    self.bytes = bytes
    comment = ScenarioSource.comment(of: bytes)
  }

  /// The variants to run: all of them, or the one of a label.
  func runs(variant label: String?) throws(Complaint) -> [Scenario] {
    guard let label else { return scenario.runs }
    let labels = scenario.variants.map { $0.label }
    if let run = scenario.variants.first(where: { $0.label == label }) { return [run] }
    if labels.isEmpty { throw Complaint("\(path.file) has no variants; leave '--variant' out") }
    let suggestion = Nearest.suggestion(for: label, among: labels) ?? ""
    throw Complaint("\(path.file) has no variant '\(label)'; \(suggestion)")
  }

  /// One more of them than a scenario may have tells that there are too many.
  static func bytes(
    _ path: ScenarioPath, _ context: Context
  ) throws(SystemError) -> [UInt8] {
    path == .standardInput
      ? context.input(largest) : try context.files.contents(path.absolute, limit: largest)
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    var digest = Digest()
    for byte in bytes { digest.feed(UInt64(byte)) }
    return digest.text
  }

  /// The lines of the comment that a file begins with, without their slashes.
  private static func comment(of bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    for line in String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: { $0.isNewline })
    {
      guard line.hasPrefix("//") else { break }
      lines.append(String(line.dropFirst(2).drop { $0 == " " }))
    }
    return lines
  }
}
