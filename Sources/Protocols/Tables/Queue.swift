/// First in, first out, in one array whose consumed front is given back now and then.
struct Queue<Element: Hashable & Sendable>: Sendable {
  private var elements: [Element] = []
  private var head = 0

  var isEmpty: Bool { head == elements.count }

  /// What waits, the first in front.
  var waiting: ArraySlice<Element> { elements[head...] }

  var first: Element? { isEmpty ? nil : elements[head] }

  var last: Element? { isEmpty ? nil : elements[elements.count - 1] }

  mutating func append(_ element: Element) { elements.append(element) }

  /// - Precondition: the queue is not empty.
  /// - Complexity: O(1) amortised.
  @discardableResult
  mutating func removeFirst() -> Element {
    let element = elements[head]
    head += 1
    if head == elements.count {
      elements.removeLast(head)
      head = 0
    } else if head >= 64 && head * 2 >= elements.count {
      elements.removeFirst(head)
      head = 0
    }
    return element
  }
}

extension Queue: Hashable {
  /// What was consumed makes no difference.
  static func == (left: Queue, right: Queue) -> Bool { left.waiting == right.waiting }

  func hash(into hasher: inout Hasher) { hasher.combine(waiting) }
}
