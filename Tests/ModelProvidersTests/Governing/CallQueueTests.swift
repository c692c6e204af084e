import Experiments
import TestKit
import Testing

@testable import ModelProviders

@Suite struct CallQueueTests {
  @Test func `calls of one role go in the order in which they came`() {
    var queue = CallQueue()
    #expect(queue.enter(1, role: .coder, limit: 1).entry == .go)
    #expect(queue.enter(2, role: .coder, limit: 1).entry == .wait(ahead: 1))
    #expect(queue.enter(3, role: .coder, limit: 1).entry == .wait(ahead: 2))
    #expect(queue.leave(1) == [2])
    #expect(queue.leave(2) == [3])
    #expect(queue.leave(3) == [])
    #expect(queue.isEmpty)
  }

  @Test func `roles that wait take turns`() {
    var queue = CallQueue()
    for call in 1...4 { _ = queue.enter(call, role: .coder, limit: 1) }
    #expect(queue.enter(5, role: .reviewer, limit: 1).entry == .wait(ahead: 1))
    #expect(queue.enter(6, role: .reviewer, limit: 1).entry == .wait(ahead: 3))
    var order: [Int] = []
    var running = 1
    while let next = queue.leave(running).first {
      order.append(next)
      running = next
    }
    #expect(order == [5, 2, 6, 3, 4])
  }

  @Test func `a higher limit lets those go that wait`() {
    var queue = CallQueue()
    for call in 1...3 { _ = queue.enter(call, role: .coder, limit: 1) }
    let (entry, released) = queue.enter(4, role: .coder, limit: 3)
    #expect(released == [2, 3])
    #expect(entry == .wait(ahead: 1))
  }

  @Test func `a lower limit ends no call, and nobody goes until enough have ended`() {
    var queue = CallQueue()
    for call in 1...3 { _ = queue.enter(call, role: .coder, limit: 3) }
    #expect(queue.enter(4, role: .coder, limit: 1).entry == .wait(ahead: 3))
    #expect(queue.leave(1) == [])
    #expect(queue.leave(2) == [])
    #expect(queue.leave(3) == [4])
  }

  @Test func `who leaves while waiting is forgotten, and who is unknown changes nothing`() {
    var queue = CallQueue()
    for call in 1...3 { _ = queue.enter(call, role: .coder, limit: 1) }
    #expect(queue.leave(2) == [])
    #expect(queue.leave(99) == [])
    #expect(queue.leave(1) == [3])
    #expect(queue.counts == (1, 0))
  }

  @Test(arguments: 0..<20) func `any sequence keeps the limit, the order and every call`(seed: Int)
  {
    var random = SeededRandom(seed: UInt64(seed))
    var queue = CallQueue()
    let limit = Int.random(in: 1...4, using: &random)
    var running: Set<Int> = []
    var waiting: [Role: [Int]] = [:]
    func go(_ calls: [Int]) {
      for call in calls {
        let role = waiting.first { $0.value.first == call }?.key
        #expect(role != nil, "\(call) was not the first of its role")
        if let role { waiting[role]?.removeFirst() }
        running.insert(call)
      }
    }
    for call in 0..<1000 {
      if Bool.random(using: &random) {
        let role = Role.allCases.randomElement(using: &random) ?? .coder
        waiting[role, default: []].append(call)
        let (entry, released) = queue.enter(call, role: role, limit: limit)
        go(released + (entry == .go ? [call] : []))
      } else if let gone = (Array(running) + waiting.values.joined()).sorted()
        .randomElement(using: &random)
      {
        running.remove(gone)
        for role in waiting.keys { waiting[role]?.removeAll { $0 == gone } }
        go(queue.leave(gone))
      }
      let count = waiting.values.joined().count
      #expect(running.count <= limit)
      #expect(count == 0 || running.count == limit, "somebody waits for nothing")
      #expect(queue.counts == (running.count, count))
    }
  }
}
