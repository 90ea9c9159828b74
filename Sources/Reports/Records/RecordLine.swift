public import Simulator

/// Records as lines of text and of JSON.
public enum RecordLine {
  /// One line an event: its number, time, running fingerprint, and what happened.
  public static func text(_ event: TraceEvent) -> OutputText { "\(event.text)\n" }

  /// One line a record, as JSON.
  public static func json(_ event: TraceEvent) -> OutputText {
    var text = OutputText()
    for record in event.records {
      var json = JSONWriter(.oneLine)
      json.value(Fields(of: record))
      text += OutputText(json: json)
    }
    return text
  }

  /// What each line of JSON holds.
  public static let fields = [
    JSONField("event", .number, "Number of the event in which it happened."),
    JSONField("time", .number, "When, in nanoseconds of virtual time."),
    JSONField("kind", .text, "What kind of thing happened, such as sent, delivered or note."),
    JSONField("agent", .text, isOptional: true, "The agent to which it happened or that did it."),
    JSONField("peer", .text, isOptional: true, "The agent at the other end of a message."),
    JSONField("client", .number, isOptional: true, "The client, from 1."),
    JSONField(
      "message", .number, isOptional: true,
      "The number of the message, request or reply; its delivery, loss and duplicates have the same."
    ),
    JSONField("cause", .number, isOptional: true, "The event that caused it."),
    JSONField("content", .object([]), isOptional: true, "What it is made of, by name."),
  ]
}
