/// One way to say how long something takes.
struct DelayForm {
  /// As a scenario file writes it.
  let form: String
  let about: String
  /// The key of its object, if it is one.
  let kind: String?

  private init(_ kind: String? = nil, form: String, about: String) {
    self.kind = kind
    self.form = form
    self.about = about
  }

  static let all = [
    DelayForm(form: "\"5ms\"", about: "always the same"),
    DelayForm(form: "\"1ms..5ms\"", about: "uniform between two bounds"),
    DelayForm(
      form: "\"normal 5ms ± 1ms\"", about: "normal, by mean and deviation; never below 1ns"),
    DelayForm(
      "normal", form: "{ normal: { mean: \"5ms\", deviation: \"1ms\" } }",
      about: "normal, as an object"),
    DelayForm(
      "truncatedNormal",
      form: "{ truncatedNormal: { mean: \"3ms\", deviation: \"1.5ms\", minimum: \"1ms\" } }",
      about: "normal, what is below the minimum drawn anew"),
    DelayForm(
      "gamma", form: "{ gamma: { shape: 2.5, mean: \"5ms\", offset: \"1ms\" } }",
      about: "gamma on top of an offset; shape 1 is exponential"),
    DelayForm(
      "exponential", form: "{ exponential: { mean: \"5ms\", offset: \"1ms\" } }",
      about: "exponential on top of an offset"),
    DelayForm(
      "logNormal", form: "{ logNormal: { median: \"5ms\", sigma: 0.5, offset: \"1ms\" } }",
      about: "its logarithm is normal"),
    DelayForm(
      "pareto", form: "{ pareto: { minimum: \"1ms\", alpha: 2.5 } }",
      about: "rare delays that are very long"),
    DelayForm(
      "table", form: "{ table: [\"1ms\", \"2ms\", \"9ms\"] }",
      about: "measured values, each as likely"),
  ]

  /// What `describe delay` says.
  static var page: String {
    let width = all.map { $0.form.count }.max() ?? 0
    var text = "delay: a distribution of spans of time, drawn anew each time\n"
    for form in all {
      text += "  \(form.form)\(String(repeating: " ", count: width - form.form.count))  "
      text += form.about + "\n"
    }
    return text
  }
}
