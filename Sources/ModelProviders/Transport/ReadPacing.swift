import NIOCore

/// Delays the reads of a connection as `ReadPace` says.
///
/// It stands before all others: what is read at once is decoded and handed on at once.
final class ReadPacing: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer

  private var pace = ReadPace()
  private var bytes = 0
  private var waiting: Scheduled<Void>?

  /// Puts one into a connection.
  static func add(to channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(ReadPacing(), position: .first)
    }
  }

  func read(context: ChannelHandlerContext) {
    guard waiting == nil else { return }
    let wait = pace.wait(at: context.eventLoop.now)
    guard wait > .zero else { return context.read() }
    waiting = context.eventLoop.assumeIsolated().scheduleTask(in: wait) {
      self.waiting = nil
      context.read()
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    bytes += unwrapInboundIn(data).readableBytes
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if bytes > 0 { pace.read(bytes, at: context.eventLoop.now) }
    bytes = 0
    context.fireChannelReadComplete()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    waiting?.cancel()
  }
}
