/// What is wrong with a text or value, before it is known where it stands.
struct Mistake: Error {
  let message: String
  let suggestion: String?

  init(_ message: String, _ suggestion: String? = nil) {
    self.message = message
    self.suggestion = suggestion
  }
}
