import NIOCore
import NIOEmbedded
import Testing

@testable import ModelProviders

@Suite struct ReadPaceTests {
  /// The waits, in microseconds, before the reads that found something at these times.
  private func waits(_ reads: [Int], bytes: Int = 150) -> [Int64] {
    var pace = ReadPace()
    var asked = NIODeadline.uptimeNanoseconds(0)
    return reads.map { time in
      let wait = pace.wait(at: asked)
      asked = .uptimeNanoseconds(UInt64(time) * 1000)
      pace.read(bytes, at: asked)
      return wait.nanoseconds / 1000
    }
  }

  @Test func `a slow stream never waits`() {
    #expect(waits([1000, 4000, 7000, 27_000, 47_000]) == [0, 0, 0, 0, 0])
  }

  @Test func `a fast one is read three milliseconds after the last read`() {
    #expect(waits([1000, 1200, 4210, 7215, 10_220]) == [0, 0, 3000, 3000, 3000])
  }

  @Test func `the waits end when nothing had come in one`() {
    #expect(waits([1000, 1200, 4210, 9000, 13_000, 13_100]) == [0, 0, 3000, 3000, 0, 0])
  }

  @Test func `who asks late waits only for the rest of the time`() {
    var pace = ReadPace()
    pace.read(1, at: .uptimeNanoseconds(1_000_000))
    pace.read(1, at: .uptimeNanoseconds(2_000_000))
    #expect(pace.wait(at: .uptimeNanoseconds(4_000_000)) == .milliseconds(1))
    #expect(pace.wait(at: .uptimeNanoseconds(5_000_000)) == .zero)
  }

  @Test func `what brings much at a time is never waited for`() {
    #expect(waits([1000, 1200, 1400, 1600], bytes: 16 << 10) == [0, 0, 0, 0])
  }
}

@Suite struct ReadPacingTests {
  /// Counts the reads that reach the socket.
  private final class Reads: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    var count = 0

    func read(context: ChannelHandlerContext) {
      count += 1
      context.read()
    }
  }

  private let reads = Reads()

  /// A channel on which two pieces have come, one millisecond apart.
  private func denseChannel() throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handlers: [reads, ReadPacing()])
    for _ in 0..<2 {
      channel.read()
      channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
      try channel.writeInbound(ByteBuffer(string: "token"))
    }
    return channel
  }

  @Test func `a read that must wait is made once, three milliseconds after the last`() throws {
    let channel = try denseChannel()
    let before = reads.count
    channel.read()
    channel.read()
    channel.embeddedEventLoop.advanceTime(by: .microseconds(2999))
    #expect(reads.count == before)
    channel.embeddedEventLoop.advanceTime(by: .microseconds(1))
    #expect(reads.count == before + 1)
    channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
    channel.read()
    #expect(reads.count == before + 2)
    #expect(try channel.readInbound(as: ByteBuffer.self) == ByteBuffer(string: "token"))
    _ = try channel.finish()
  }
}
