import Experiments
import Foundation
import Testing

@testable import Command
@testable import Reports
@testable import Scenarios

/// Lessons run from start to end, and tell why an answer is wrong.
@Suite struct LearnTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// In the repository, where the lessons are.
  private func learn(_ words: String...) throws -> Desk.Result {
    try Desk(root: Self.root, program: Program(.standard, name: "lockstep")).run(["learn"] + words)
  }

  @Test func `every lesson has a question with reasons, and something to try`() throws {
    let desk = try Desk(root: Self.root, program: Program(.standard, name: "lockstep"))
    let entries = try LessonFinder(desk.context).all()
    #expect(entries.count >= 14 && Set(entries.map { $0.name }).count == entries.count)
    let list = try learn()
    #expect(list.status == 0)
    for entry in entries {
      #expect(list.out.contains("\(entry.name) ") && list.out.contains(entry.lesson.title))
      #expect(entry.lesson.answers.count >= 2 && !entry.lesson.trials.isEmpty)
      #expect(entry.lesson.answers.allSatisfy { $0.why.count > 20 }, "\(entry.name)")
    }
  }

  /// Those that take little to run; the release build runs all of them.
  private static let quick = [
    "barriers-that-hang", "a-published-design", "causal-broadcast", "deliberation-order",
  ]

  @Test(arguments: quick)
  func `one answer is right, and the wrong ones are told why`(name: String) throws {
    let desk = try Desk(root: Self.root, program: Program(.standard, name: "lockstep"))
    let lesson = try LessonFinder(desk.context).find(name).lesson
    var right = 0
    for (place, answer) in lesson.answers.enumerated() {
      let result = try learn(name, "--answer", String(place + 1), "--width", "160")
      #expect(result.err.isEmpty && result.out.hasPrefix(lesson.title + "\n"))
      right += result.status == 0 ? 1 : 0
      #expect(result.status == 0 || result.status == 1)
      let start = result.status == 0 ? "Right. " : "No, it is not \(place + 1). "
      #expect(result.out.contains(start + answer.why.prefix(40)))
      #expect(result.out.contains("\n  the run: "))
      for part in ["Before you look\n", "What it shows\n", "Change something\n"] {
        #expect(result.out.contains(part))
      }
    }
    #expect(right == 1)
    let all = try learn(name)
    #expect(all.status == 0)
    #expect(all.out.ranges(of: "No, it is not").count == lesson.answers.count - 1)
    #expect(try learn(name, "--check").out == "\(name): as it says\n")
  }

  // MARK: Lessons of one's own

  private func desk(_ lesson: String) throws -> Desk {
    let desk = try Desk()
    try desk.write(Desk.calm, to: "Scenarios/basic/calm.json5")
    try desk.write(lesson, to: "Scenarios/1-mine.lesson")
    return desk
  }

  private func lesson(
    _ change: (String) -> String = { $0 }
  ) -> String {
    change(
      """
      {
        title: "Mine", scenario: "basic/calm", idea: ["An idea."], predict: "What?",
        explain: ["That."], question: "How many?",
        answers: [
          { text: "None.", why: "There are some.", expect: { messages: "== 0" } },
          { text: "Some.", why: "There are.", expect: { messages: "> 0" } },
        ],
        try: [{ set: { duration: "1ms" }, look: "Less.", expect: { messages: "< 99999" } }],
      }
      """)
  }

  @Test func `a lesson of one's own is found and checked`() throws {
    let desk = try desk(lesson())
    #expect(desk.run("learn", "mine", "--answer", "2").status == 0)
    #expect(desk.run("learn", "1", "--answer", "1").status == 1)
    #expect(desk.run("learn", "--check").out == "mine: as it says\n")
    let both = try self.desk(lesson { $0.replacing("== 0", with: ">= 0") })
    let check = both.run("learn", "--check")
    #expect(check.status == 1 && check.out.contains("the run makes the answers 1 and 2 right"))
    let none = try self.desk(lesson { $0.replacing("> 0", with: "== 0") })
    #expect(none.run("learn", "--check").out.contains("the run makes no answer right"))
    let trial = try self.desk(lesson { $0.replacing("< 99999", with: "> 99999") })
    #expect(trial.run("learn", "--check").out.contains("trial 1 is not as it says: messages"))
  }

  @Test(arguments: [
    ("title: \"Mine\",", "", "the scenario lacks 'title'"),
    ("question:", "qestion:", "unknown key 'qestion'; did you mean 'question'?"),
    ("expect: { messages: \"== 0\" }", "", "this claims nothing of the run"),
    ("{ messages: \"== 0\" }", "{ mesages: \"== 0\" }", "did you mean 'messages'?"),
    ("basic/calm", "basic/clam", "did you mean 'basic/calm'?"),
    ("duration:", "durations:", "unknown key 'durations'"),
    ("try: [", "look: { from: \"2s\", until: \"1s\" }, try: [", "would end before it begins"),
  ])
  func `a mistake in a lesson is told with its place`(
    text: String, other: String, reason: String
  ) throws {
    let desk = try desk(lesson { $0.replacing(text, with: other) })
    let result = desk.run("learn", "mine", "--check")
    #expect(result.status == 2 && result.err.contains(reason), "\(result.err)")
    #expect(result.err.contains("1-mine.lesson:"), "\(result.err)")
  }

  @Test func `words that lead nowhere are refused`() throws {
    let desk = try desk(lesson())
    #expect(desk.run("learn", "mime").err.contains("did you mean 'mine'?"))
    #expect(desk.run("learn", "mine", "--answer", "3").status == 2)
    #expect(desk.run("learn", "--answer", "1").status == 2)
    #expect(try Desk().run("learn").err.contains("there is no lesson below a folder Scenarios/"))
  }

  @Test func `pages for a course hold text as text and ask for nothing`() throws {
    let hostile = "</title><script>alert(1)</script>&\\u0022 <img src=x>"
    let desk = try desk(
      lesson {
        $0.replacing("\"Mine\"", with: "\"\(hostile)\"").replacing("An idea.", with: hostile)
          .replacing("There are some.", with: hostile)
      })
    let result = desk.run("learn", "--html", "course")
    #expect(result.status == 0 && result.out == "wrote course/index.html\n")
    for name in ["index", "mine"] {
      let page = try #require(desk.read("course/\(name).html"))
      #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
      #expect(!page.contains("<script") && !page.contains("<img"))
      #expect(page.contains("&lt;script"))
      for word in ["http://w", "https://", "src=x\"", "@import", "url("] {
        #expect(!page.replacing("http://www.w3.org/2000/svg", with: "").contains(word))
      }
    }
    #expect(desk.read("course/mine-run.html")?.contains("id=\"records\"") == true)
  }
}
