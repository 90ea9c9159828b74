import Reports
import Scenarios

/// Where the results of a test go: a page or JSON on standard output, and files for other tools.
struct TestOutputs {
  private let junit: OutputFile?
  private let markdown: OutputFile?
  private let annotation: Annotation.Kind?
  private let isJSON: Bool

  /// Reads the options, and tries whether the files could be written.
  init(_ arguments: Arguments, _ context: Context) throws(Complaint) {
    isJSON = arguments.flag("--json")
    annotation = try arguments.text("--annotate").map { text throws(Complaint) in
      guard let kind = Annotation.Kind(rawValue: text) else {
        let names = Annotation.Kind.allCases.map { $0.rawValue }
        throw Complaint(
          "'--annotate \(text)' names no kind; "
            + (Nearest.suggestion(for: text, among: names) ?? ""))
      }
      return kind
    }
    if isJSON, let annotation {
      throw Complaint(
        "'--annotate \(annotation.rawValue)' and '--json' both print on standard output; leave one out"
      )
    }
    func file(_ option: String) throws(Complaint) -> OutputFile? {
      guard let name = arguments.text(option) else { return nil }
      return try OutputFile(name, context)
    }
    junit = try file("--junit")
    markdown = try file("--markdown")
  }

  /// Writes the files.
  func write(_ page: TestPage) throws(Complaint) {
    try junit?.write(JUnitReport(page.reports, unfinished: page.unfinished).text)
    try markdown?.write(MarkdownSummary(page).text)
  }

  /// Prints the page, or what was asked for instead of it.
  func print(_ page: TestPage, _ console: Console) {
    switch annotation {
    case nil: console.out(isJSON ? page.json : page.output)
    case .github:
      console.out(page.output)
      console.out(GitHubAnnotations(Annotation.all(page)).output)
    case .gitlab:
      // A report is one value on standard output; the page is for the log.
      for line in page.output.text.split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast()
      {
        console.complain(String(line))
      }
      console.out(GitLabAnnotations(Annotation.all(page)).output)
    }
  }
}
