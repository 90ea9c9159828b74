import Scenarios

extension Syntax {
  /// The option that sets something instead of a scenario file.
  static let set = Option(
    "--set", "PATH=VALUE", isRepeatable: true,
    about: "A setting instead of the file's, such as network.loss=1%, or null to take it away; "
      + "may be repeated.")
}

extension Arguments {
  /// The settings that stand instead of a scenario file's, in order.
  func settings() throws(Complaint) -> [Choice] {
    var settings: [Choice] = []
    for word in texts(Syntax.set.name) {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw Complaint(
          "'--set \(word)' makes no sense; it takes a path and a value, such as network.loss=1%")
      }
      let path = String(parts[0])
      if settings.contains(where: { $0.path == path }) {
        throw Complaint("'--set \(path)=...' is given twice; once is enough")
      }
      settings.append(Choice(path: path, value: String(parts[1])))
    }
    return settings
  }
}
