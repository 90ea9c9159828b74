/// What a line says that cannot be, before it is known which line it is.
struct LineMistake: Error, Hashable {
  let message: String

  init(_ message: String) { self.message = message }
}
