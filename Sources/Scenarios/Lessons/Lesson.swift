public import Simulator

/// A lesson: a scenario to run, what to predict of it, what it shows, and a question that the run answers.
///
/// Nothing in it says which answer is right: each answer claims something of a run, and the run decides.
public struct Lesson: Hashable, Sendable {
  /// What it is about, in a few words.
  public let title: String
  /// What is to be run.
  public let run: Setup
  /// What a reader should know beforehand, in paragraphs.
  public let idea: [String]
  /// What to think about before the run is shown.
  public let predict: String
  /// The part of the run that is drawn; the whole of it if nil.
  public let part: ClosedRange<Nanoseconds>?
  /// What was to be seen, in paragraphs.
  public let explanation: [String]
  /// Asked after the run.
  public let question: String
  /// What can be answered: two at least, of which the run makes one right.
  public let answers: [Answer]
  /// What to change and try.
  public let trials: [Trial]

  /// A scenario and how it is run.
  public struct Setup: Hashable, Sendable {
    /// Its path below `Scenarios/`, without the ending.
    public let scenario: String
    /// Where the lesson names it.
    public let position: Position
    /// The variant of a file with `vary`.
    public let variant: String?
    /// The seed, instead of the file's.
    public let seed: UInt64?
    /// Settings that stand instead of the file's.
    public let settings: [Choice]

    /// The settings with others, which stand instead of those of the same path; `null` takes such a one
    /// away, and without one what the file says.
    public func settings(besides others: [Choice]) -> [Choice] {
      let kept = settings.filter { setting in !others.contains { $0.path == setting.path } }
      let added = others.filter { other in
        other.value != "null" || !settings.contains { $0.path == other.path }
      }
      return kept + added
    }
  }

  /// What a run would have to be like.
  public struct Claim: Hashable, Sendable {
    /// Settings of the scenario that ask for it: what it expects, or which check it violates.
    public let settings: [Choice]
    /// Whether it asks for a violation.
    public let wantsViolation: Bool
    /// Where it stands.
    public let position: Position
  }

  /// A choice of the question.
  public struct Answer: Hashable, Sendable {
    /// As a reader sees it.
    public let text: String
    /// What is true of the run if the answer is right.
    public let claim: Claim
    /// Why it is right, or is not.
    public let why: String
  }

  /// A change to the scenario and what comes of it.
  public struct Trial: Hashable, Sendable {
    /// What to change.
    public let settings: [Choice]
    /// The seed, instead of the lesson's.
    public let seed: UInt64?
    /// What to look at.
    public let look: String
    /// What is true of the run then.
    public let claim: Claim
  }

  /// Reads a lesson: JSON5, whose mistakes are reported as those of scenarios are.
  public static func read(_ bytes: [UInt8], file: String) throws(ScenarioError) -> Lesson {
    let tree = try JSON5.read(bytes, file: file)
    var diagnostics = Diagnostics(file: file)
    tree.complainOfUnusable(&diagnostics)
    guard diagnostics.isEmpty else { throw diagnostics.error }
    var reader = LessonReader(values: ValueReader(diagnostics: diagnostics))
    guard let lesson = reader.read(tree) else { throw reader.values.diagnostics.error }
    return lesson
  }
}
