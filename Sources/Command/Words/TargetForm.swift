import Scenarios

/// One way to name the agents that a fault meets.
struct TargetForm {
  /// As a scenario file writes it, without the quotes of a text.
  let form: String
  let about: String

  /// All forms that scenarios of these protocols may use.
  static func all(_ vocabularies: [Vocabulary]) -> [TargetForm] {
    let common = [
      TargetForm(form: "3", about: "the third agent; n3 is the same, and so is its name"),
      TargetForm(form: "any", about: "one agent, drawn anew for each seed"),
      TargetForm(form: "any 2", about: "two different agents"),
      TargetForm(form: "all", about: "all agents"),
      TargetForm(form: "rest", about: "all agents that the other groups of a partition leave"),
      TargetForm(form: "majority", about: "just more than half of the agents, drawn"),
      TargetForm(form: "minority", about: "all agents but a majority, drawn"),
      TargetForm(form: "group 2", about: "the agents that 'group: 2' of 'agents' puts there"),
      TargetForm(form: "region eu", about: "the agents of a place of 'regions'"),
      TargetForm(form: "clients", about: "the clients; in 'partition' and 'oneWay' alone"),
    ]
    let roles = vocabularies.flatMap { $0.roleNames }
    guard let role = roles.first else { return common }
    var seen: Set<String> = []
    return roles.filter { seen.insert($0).inserted }.map {
      TargetForm(form: $0, about: "the agent that has that role when the fault begins")
    } + [
      TargetForm(form: "any follower", about: "one agent that does not have the first role"),
      TargetForm(form: "any 2 followers", about: "two of those"),
      TargetForm(form: "majority with \(role)", about: "a majority that the holder belongs to"),
      TargetForm(form: "minority without \(role)", about: "a minority of others"),
    ] + common
  }

  /// What `describe targets` says.
  static func page(_ vocabularies: [Vocabulary]) -> String {
    let forms = all(vocabularies)
    let width = forms.map { $0.form.count }.max() ?? 0
    var text = "targets: the agents that a fault meets, looked up when it begins\n"
    for form in forms {
      text += "  \(form.form)\(String(repeating: " ", count: width - form.form.count))  "
      text += form.about + "\n"
    }
    return text + """
        several        [1, "any"]
        such as        { at: "5s", crash: "any", restart: "2s" }

      """
  }
}
