/// What a field holds, whatever its type.
public indirect enum FieldValue: Hashable, Sendable {
  case none
  case integer(Int64)
  case flag(Bool)
  case agent(AgentID)
  /// A moment of virtual time or a span of it.
  case time(Nanoseconds)
  case text(String)
  case list([FieldValue])
  case composite(Fields)

  /// What a value tells a visitor.
  public init<T: Fielded>(_ value: T) {
    var collector = FieldCollector()
    value.fields(into: &collector)
    self = collector.result
  }
}

/// A name with its value.
public struct Field: Hashable, Sendable {
  /// In camel case.
  public let name: String
  /// What it holds.
  public let value: FieldValue

  /// A value under a name.
  public init(_ name: String, _ value: FieldValue) {
    self.name = name
    self.value = value
  }
}

/// What a value is made of: the case of an enumeration, if it is one, and named values.
public struct Fields: Hashable, Sendable {
  /// The name of the case, with those of the parts around it in front; nil for what is no enumeration.
  public var kind: String?
  /// The named values, in the order told.
  public var items: [Field]

  /// A case of an enumeration, or nil, with named values.
  public init(kind: String? = nil, _ items: [Field] = []) {
    self.kind = kind
    self.items = items
  }

  /// What a value tells a visitor; a value that is no more than a number or a text is named `value`.
  public init<T: Fielded>(of value: T) {
    switch FieldValue(value) {
    case .composite(let fields): self = fields
    case .none: self.init()
    case let scalar: self.init([Field("value", scalar)])
    }
  }

  /// What a disk keeps, in short.
  @usableFromInline
  init<S: DurableStorage>(summaryOf storage: borrowing S) {
    var collector = FieldCollector()
    storage.summary(into: &collector)
    if case .composite(let fields) = collector.result { self = fields } else { self.init() }
  }

  /// The value of a name, or nil if there is no such field.
  public subscript(name: String) -> FieldValue? { items.first { $0.name == name }?.value }
}

/// Gathers what a value is made of.
struct FieldCollector: FieldVisitor {
  private var fields = Fields()
  private var scalar: FieldValue?

  /// A single value for what is one, else all that was told.
  var result: FieldValue { scalar ?? .composite(fields) }

  mutating func kind(_ index: Int, _ name: String) { add(kind: name) }

  private mutating func add(kind name: String) {
    fields.kind = fields.kind.map { $0.isEmpty ? name : $0 + " " + name } ?? name
  }

  mutating func part<T: Fielded>(_ index: Int, _ name: String?, _ value: T) {
    if let name { add(kind: name) }
    value.fields(into: &self)
  }

  mutating func field<T: Fielded>(_ name: String, _ value: T) {
    var collector = FieldCollector()
    value.fields(into: &collector)
    fields.items.append(Field(name, collector.result))
  }

  mutating func list<C: Collection>(_ values: C) where C.Element: Fielded {
    // A loop and no `map`: Embedded Swift gives up on lists within lists otherwise.
    var found: [FieldValue] = []
    for value in values {
      var collector = FieldCollector()
      value.fields(into: &collector)
      found.append(collector.result)
    }
    scalar = .list(found)
  }

  mutating func value(_ integer: Int64) { scalar = .integer(integer) }
  mutating func value(_ flag: Bool) { scalar = .flag(flag) }
  mutating func value(_ agent: AgentID) { scalar = .agent(agent) }
  mutating func value(_ text: String) { scalar = .text(text) }
  mutating func value(time: Nanoseconds) { scalar = .time(time) }
  mutating func none() { scalar = FieldValue.none }
}
