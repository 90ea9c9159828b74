import Experiments
import Scenarios
import Testing

/// What a scenario may say of trees, and what it may not.
struct SupervisionSectionTests {
  private func mistakes(_ tree: String, load: String = "") -> [String] {
    let text =
      "{ about: \"x\", protocol: \"supervision\", agents: 2, duration: \"10s\",\n"
      + "supervision: { tree: \(tree) }, load: { \(load) } }"
    do throws(ScenarioError) {
      _ = try Registry.standard.read(Array(text.utf8), file: "t")
      return []
    } catch {
      return error.diagnostics.map { $0.description }
    }
  }

  @Test func `a nested tree is read`() {
    #expect(
      mistakes(
        "{ children: [{ name: \"s\", strategy: \"one for all\", children: [{ name: \"a\" }] }] }",
        load: "target: \"a\"") == [])
    #expect(mistakes("{}", load: "target: \"LoadBalancer\"") == [])
  }

  @Test(arguments: [
    ("{ name: \"x\" }", "", "a tree without children does nothing"),
    ("{ children: [{}] }", "", "'name'"),
    ("{ children: [{ name: \"\" }] }", "", "an empty text names nothing"),
    ("{ children: [{ name: \"a\" }, { name: \"a\" }] }", "", "two processes are called a"),
    ("{ children: [{ name: \"a\", uses: \"b\" }] }", "", "a uses b, which is no worker"),
    ("{ children: [{ name: \"a\", strategy: \"one for all\" }] }", "", "is a worker"),
    (
      "{ children: [{ name: \"a\", durable: true, children: [{ name: \"b\" }] }] }", "",
      "only workers do this"
    ),
    ("{ children: [{ name: \"a\", failAs: \"normal\" }] }", "", "it never exits by itself"),
    (
      "{ children: [{ name: \"a\", shutdown: \"infinity\", grace: \"1s\" }] }", "",
      "with shutdown 'infinity' this says nothing"
    ),
    (
      "{ strategy: \"simple one for one\", children: [{ name: \"a\" }, { name: \"b\" }] }", "",
      "does not have one kind of worker"
    ),
    ("{ limit: 3, children: [{ name: \"a\" }] }", "", "this says nothing"),
    ("{ children: [{ name: \"a\" }] }", "target: \"b\"", "there is no process b"),
    ("{ children: [{ name: \"a\" }] }", "starts: \"5%\"", "no supervisor is simple one for one"),
    (
      "{ children: [{ name: \"a\" }] }", "requests: [{ at: \"1s\", exit: \"b\" }]",
      "there is no process b"
    ),
    (
      "{ children: [{ name: \"a\" }] }", "requests: [{ at: \"1s\", call: \"a\", exit: \"a\" }]",
      "a request is one thing"
    ),
    (
      "{ children: [{ name: \"a\" }] }",
      "requests: [{ at: \"1s\", call: \"a\", reason: \"normal\" }]", "nothing exits"
    ),
    ("{ children: [{ name: \"a\" }] }", "mode: \"scripted\"", "nothing is listed"),
  ])
  func `a mistake is one line with its place`(tree: String, load: String, message: String) {
    let found = mistakes(tree, load: load)
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.contains(message) ?? false, "\(found)")
    #expect(found.first?.hasPrefix("t:2:") ?? false, "\(found)")
  }

  @Test func `no tree nests deeper than the format says`() {
    var tree = "{ name: \"p9\" }"
    for depth in 0..<4 { tree = "{ name: \"p\(depth)\", children: [\(tree)] }" }
    #expect(mistakes(tree) == [])
    #expect(mistakes("{ children: [\(tree)] }").count == 1)
  }
}
