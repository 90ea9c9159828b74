import Reports
import Scenarios

/// Annotations as commands of a workflow of GitHub Actions, a line each.
///
/// GitHub shows ten errors and ten warnings of a step, so the gravest come first, and one remark for each
/// failure rather than each seed.
struct GitHubAnnotations {
  private let annotations: [Annotation]

  init(_ annotations: [Annotation]) { self.annotations = annotations }

  var output: OutputText { OutputText(lines: annotations.map { GitHubAnnotations.line($0) }) }

  private static func line(_ annotation: Annotation) -> String {
    let command =
      switch annotation.level {
      case .failure: "error"
      case .worse, .moved: "warning"
      case .unseen: "notice"
      }
    var properties = ["file=\(property(annotation.file))", "line=\(annotation.line)"]
    if let column = annotation.column { properties.append("col=\(column)") }
    properties.append("title=\(property(annotation.title))")
    return "::\(command) \(properties.joined(separator: ","))::\(data(annotation.message))"
  }

  /// What stands behind the colons: a percent sign and ends of line by their numbers.
  static func data(_ text: String) -> String {
    lines(text).joined(separator: "%0A")
  }

  /// What a property says: colons and commas by their numbers as well.
  static func property(_ text: String) -> String {
    lines(text).joined(separator: "%0A").replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  /// Lines whose hidden characters are shown, so that only a line's end ends one.
  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map {
      VisibleText.line(String($0)).replacing("%", with: "%25")
    }
  }
}
