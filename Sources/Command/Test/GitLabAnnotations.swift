import Reports
import Scenarios
import Simulator

/// Annotations as a code quality report of GitLab: a JSON array, without a byte order mark.
struct GitLabAnnotations {
  private let annotations: [Annotation]

  init(_ annotations: [Annotation]) { self.annotations = annotations }

  var output: OutputText {
    var json = JSONWriter()
    json.array(of: annotations) { json, annotation in
      json.object { json in
        json.member("description", "\(annotation.title): \(annotation.message)")
        json.member("check_name", "lockstep test")
        json.member("fingerprint", GitLabAnnotations.fingerprint(annotation))
        json.member("severity", GitLabAnnotations.severity(annotation.level))
        json.object("location") { json in
          json.member("path", annotation.file)
          json.object("lines") { $0.member("begin", annotation.line) }
        }
      }
    }
    return OutputText(json: json)
  }

  /// By which GitLab tells a remark that stays from one that is new: of the file and what it is about, not of
  /// the numbers in it.
  private static func fingerprint(_ annotation: Annotation) -> String {
    var digest = Digest()
    digest.feed(annotation.file)
    digest.feed(annotation.subject)
    return digest.text
  }

  private static func severity(_ level: Annotation.Level) -> String {
    switch level {
    case .failure: "critical"
    case .worse: "major"
    case .moved: "minor"
    case .unseen: "info"
    }
  }
}
