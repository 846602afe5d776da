package dev.eyepiece.net;

import dev.eyepiece.telemetry.StandStill;
import io.grpc.DecompressorRegistry;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The ports of the process on one set of event loops. Safe for use by several threads.
 *
 * <p>Settings follow what was measured: calls run on the event loop, windows of 4 MB, keepalive
 * pings from clients are never punished.
 */
// A failed write closes its channel, which is all that can be done about it.
@SuppressWarnings("FutureReturnValueIgnored")
public final class NetServer implements AutoCloseable {
  /** A port that is free on one loopback may be taken on the other. */
  private static final int ANY_PORT_ATTEMPTS = 10;

  private static final int WINDOW_BYTES = 4 << 20;

  /** Calls that a peer may take back at once; more are an attack (CVE-2023-44487). */
  private static final int MOST_RESETS = 1_000;

  private static final int RESET_SECONDS = 30;

  private final EventLoopGroup acceptors;
  private final EventLoopGroup workers;
  private final BufferPool pool;
  private final List<Server> servers = new ArrayList<>();
  private final List<HostPort> addresses = new ArrayList<>();
  private final HttpConnections http = new HttpConnections();
  private final PeerProcesses processes = new PeerProcesses();

  /** Those of ports with the same limits share their room. */
  private final List<Bodies> bodies = new CopyOnWriteArrayList<>();

  private NetServer(int threads) {
    acceptors = new MultiThreadIoEventLoopGroup(1, daemon("accept"), NioIoHandler.newFactory());
    workers = new MultiThreadIoEventLoopGroup(threads, daemon("net"), NioIoHandler.newFactory());
    pool = new BufferPool(threads);
    pool.trimBeside(workers);
    workers.next().scheduleAtFixedRate(() -> bodies.forEach(Bodies::tick), 1, 1, TimeUnit.SECONDS);
    workers
        .next()
        .scheduleWithFixedDelay(
            http.still()::tick,
            StandStill.TICK_MILLIS,
            StandStill.TICK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private static java.util.concurrent.ThreadFactory daemon(String name) {
    return new io.netty.util.concurrent.DefaultThreadFactory("eyepiece-" + name, true);
  }

  /**
   * Opens all ports, or none.
   *
   * @param threads event loops
   */
  public static NetServer start(List<Port> ports, NetLimits limits, int threads)
      throws IOException {
    NetServer server = new NetServer(threads);
    try {
      for (Port port : ports) {
        server.open(port, limits);
      }
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Opens one more port on the same event loops; what is open stays open when it cannot be.
   *
   * @return where it listens
   */
  public synchronized HostPort open(Port port, NetLimits limits) throws IOException {
    List<InetSocketAddress> wanted = port.address().listening();
    SslContext tls = ServerTls.of(port.tls());
    List<Server> started = null;
    int attempts = port.address().port() == 0 ? ANY_PORT_ATTEMPTS : 1;
    while (started == null) {
      attempts--;
      try {
        started = start(port, limits, wanted, tls);
      } catch (IOException e) {
        if (attempts == 0) {
          throw new PortException(
              "cannot listen on "
                  + port.address()
                  + ": "
                  + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage())
                  + PortOwner.describe(port.address().port()),
              e);
        }
      }
    }
    servers.addAll(started);
    HostPort address = new HostPort(port.address().host(), started.getFirst().getPort());
    addresses.add(address);
    return address;
  }

  /** Opens all addresses or none; any free port is the same one on each. */
  private List<Server> start(
      Port port, NetLimits limits, List<InetSocketAddress> wanted, @Nullable SslContext tls)
      throws IOException {
    List<Server> started = new ArrayList<>();
    int number = port.address().port();
    try {
      for (InetSocketAddress address : wanted) {
        InetSocketAddress at = new InetSocketAddress(address.getAddress(), number);
        started.add(builder(port, limits, at, tls).build().start());
        number = started.getFirst().getPort();
      }
      return started;
    } catch (IOException e) {
      started.forEach(Server::shutdownNow);
      throw e;
    }
  }

  private NettyServerBuilder builder(
      Port port, NetLimits limits, InetSocketAddress at, @Nullable SslContext tls) {
    Bodies room = bodiesWith(limits);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(at)
            .channelType(NioServerSocketChannel.class)
            .bossEventLoopGroup(acceptors)
            .workerEventLoopGroup(workers)
            .directExecutor()
            .withOption(ChannelOption.ALLOCATOR, pool)
            .withChildOption(ChannelOption.ALLOCATOR, pool)
            .flowControlWindow(WINDOW_BYTES)
            .maxInboundMessageSize(limits.maxBodyBytes())
            .maxInboundMetadataSize(HttpConnection.MOST_HEADER_BYTES)
            .permitKeepAliveTime(1, TimeUnit.MILLISECONDS)
            .permitKeepAliveWithoutCalls(true)
            .maxRstFramesPerWindow(MOST_RESETS, RESET_SECONDS)
            // HTTP/1 connections never finish a gRPC handshake; the sniffer has a timeout of its
            // own.
            .handshakeTimeout(3650, TimeUnit.DAYS)
            .decompressorRegistry(
                DecompressorRegistry.getDefaultInstance()
                    .with(new GzipDecompressor(), true)
                    .with(new ZstdDecompressor(), true)
                    .with(new SnappyDecompressor(limits.maxBodyBytes()), true))
            .addStreamTracerFactory(CallBytes.factory(room))
            .protocolNegotiator(new Sniffer(port, room, http, tls, processes));
    for (ServerServiceDefinition service : port.services()) {
      builder.addService(service);
    }
    builder.fallbackHandlerRegistry(new UnknownMethods(port.services()));
    builder.intercept(new SizeInterceptor(limits.maxBodyBytes()));
    if (port.token() != null) {
      builder.intercept(new TokenInterceptor(port.token()));
    }
    return builder;
  }

  /**
   * Where the ports listen, in the order in which they were given; a port of 0 has become a real
   * one.
   */
  public synchronized List<HostPort> addresses() {
    return List.copyOf(addresses);
  }

  private Bodies bodiesWith(NetLimits limits) {
    for (Bodies known : bodies) {
      if (known.limits().equals(limits)) {
        return known;
      }
    }
    Bodies made = new Bodies(limits, System::nanoTime);
    bodies.add(made);
    return made;
  }

  /** What the requests in flight hold, of all ports together. */
  public BodyStats bodies() {
    return bodies.stream().map(Bodies::stats).reduce(BodyStats.NONE, BodyStats::plus);
  }

  /** The buffers of all ports together. */
  public BufferStats buffers() {
    return new BufferStats(
        pool.hits(),
        pool.misses(),
        pool.outstandingBytes(),
        pool.pooledBytes(),
        bodies.stream().mapToLong(Bodies::came).sum(),
        bodies.stream().mapToLong(Bodies::copied).sum());
  }

  /** Stops taking requests, gives those in flight a moment, and closes every connection. */
  @Override
  public synchronized void close() {
    // First, since the others would close the connections that they gave away.
    http.close();
    servers.forEach(Server::shutdown);
    processes.close();
    for (Server server : servers) {
      try {
        if (!server.awaitTermination(2, TimeUnit.SECONDS)) {
          server.shutdownNow();
        }
      } catch (InterruptedException e) {
        server.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
    acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
