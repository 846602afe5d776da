package dev.eyepiece.net;

import io.grpc.Attributes;
import io.grpc.ServerCall;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One connection that came to a watched port: who is at its other end and what it sent. A request
 * costs a few additions and makes no object. Safe for use by several threads.
 */
public final class Peer {
  /** What is spoken on the connection. */
  public enum Protocol {
    UNKNOWN("nothing yet"),
    HTTP_1("HTTP/1.1"),
    HTTP_2("HTTP/2"),
    GRPC("gRPC");

    private final String title;

    Protocol(String title) {
      this.title = title;
    }

    /** As a person reads it. */
    public String title() {
      return title;
    }
  }

  /** How bodies are compressed. */
  public enum Encoding {
    NONE,
    GZIP,
    DEFLATE,
    ZSTD,
    SNAPPY,
    LZ4,
    OTHER;

    static Encoding of(@Nullable String name) {
      if (name == null || name.isEmpty()) {
        return NONE;
      }
      return switch (name.strip().toLowerCase(Locale.ROOT)) {
        case "identity", "" -> NONE;
        case "gzip", "x-gzip" -> GZIP;
        case "deflate", "zlib" -> DEFLATE;
        case "zstd" -> ZSTD;
        case "snappy", "x-snappy-framed" -> SNAPPY;
        case "lz4" -> LZ4;
        default -> OTHER;
      };
    }
  }

  private static final int LONGEST_AGENT = 200;
  private static final AttributeKey<Peer> OF_CHANNEL = AttributeKey.valueOf("eyepiece-peer");
  private static final Attributes.Key<Peer> OF_CALL = Attributes.Key.create("eyepiece-peer");

  private final PeerWatch watch;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final long openedMillis = System.currentTimeMillis();
  private final LongAdder requests = new LongAdder();
  private final LongAdder wireBytes = new LongAdder();
  private final LongAdder bodyBytes = new LongAdder();
  private final Map<Refusal.Kind, LongAdder> refusals = new EnumMap<>(Refusal.Kind.class);

  /** Replaced, never changed. */
  private volatile Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);

  private volatile long lastMillis = openedMillis;
  private volatile Protocol protocol = Protocol.UNKNOWN;
  private volatile boolean tls;
  private volatile String certificate = "";
  private volatile String userAgent = "";
  private volatile String lastReason = "";
  private volatile @Nullable PeerProcess process;
  private volatile @Nullable Object attachment;

  private Peer(PeerWatch watch, InetSocketAddress remote, InetSocketAddress local) {
    this.watch = watch;
    this.remote = remote;
    this.local = local;
    for (Refusal.Kind kind : Refusal.Kind.values()) {
      refusals.put(kind, new LongAdder());
    }
  }

  /** Begins to watch a connection; {@code null} where nobody wants to know. */
  static @Nullable Peer open(Channel channel, @Nullable PeerWatch watch) {
    if (watch == null
        || !(channel.remoteAddress() instanceof InetSocketAddress remote)
        || !(channel.localAddress() instanceof InetSocketAddress local)) {
      return null;
    }
    Peer peer = new Peer(watch, remote, local);
    channel.attr(OF_CHANNEL).set(peer);
    watch.opened(peer);
    channel.closeFuture().addListener(_ -> watch.closed(peer));
    return peer;
  }

  /** That of a connection, or of the connection that a stream belongs to. */
  static @Nullable Peer of(Channel channel) {
    Peer own = channel.attr(OF_CHANNEL).get();
    Channel parent = channel.parent();
    return own == null && parent != null ? parent.attr(OF_CHANNEL).get() : own;
  }

  /** That of a gRPC call; {@code null} on ports that are not watched. */
  public static @Nullable Peer of(ServerCall<?, ?> call) {
    return of(call.getAttributes());
  }

  static @Nullable Peer of(Attributes attributes) {
    return attributes.get(OF_CALL);
  }

  static Attributes attributes(Channel channel) {
    Peer peer = of(channel);
    return peer == null ? Attributes.EMPTY : Attributes.newBuilder().set(OF_CALL, peer).build();
  }

  void speaks(Protocol spoken) {
    protocol = spoken;
  }

  void secured(String subject) {
    tls = true;
    certificate = subject;
  }

  void belongsTo(PeerProcess found) {
    process = found;
  }

  /** Whether the connection's first request is still to say what sends it. */
  boolean wantsUserAgent() {
    return userAgent.isEmpty();
  }

  void userAgent(@Nullable String agent) {
    if (agent != null && userAgent.isEmpty()) {
      userAgent = agent.length() > LONGEST_AGENT ? agent.substring(0, LONGEST_AGENT) : agent;
    }
  }

  /** A request began. */
  void requested() {
    requests.increment();
    lastMillis = System.currentTimeMillis();
  }

  /**
   * A body came.
   *
   * @param wire its bytes as they came
   * @param decoded its bytes after decompression
   */
  void received(Encoding encoding, long wire, long decoded) {
    wireBytes.add(wire);
    bodyBytes.add(decoded);
    if (!encodings.contains(encoding)) {
      synchronized (this) {
        Set<Encoding> more = EnumSet.copyOf(encodings);
        more.add(encoding);
        encodings = more;
      }
    }
  }

  /**
   * Something of it is not taken.
   *
   * @param what method and path, empty when they are not known
   */
  void refused(Refusal.Kind kind, String code, String what, String reason) {
    lastMillis = System.currentTimeMillis();
    Refusal refusal =
        new Refusal(lastMillis, remoteText(), local.getPort(), kind, code, what, reason);
    LongAdder count = refusals.get(kind);
    if (count != null) {
      count.increment();
    }
    lastReason = refusal.reason();
    watch.refused(this, refusal);
  }

  /** Keeps what a watch counts of this connection; one thing alone. */
  public void attach(Object counts) {
    attachment = counts;
  }

  /** What was attached; {@code null} for nothing. */
  public @Nullable Object attachment() {
    return attachment;
  }

  public InetSocketAddress remote() {
    return remote;
  }

  /** The address that it came to. */
  public InetSocketAddress local() {
    return local;
  }

  private String remoteText() {
    return address(remote) + ":" + remote.getPort();
  }

  /** The peer's address without its port. */
  public String address() {
    return address(remote);
  }

  private static String address(InetSocketAddress of) {
    InetAddress address = of.getAddress();
    return address == null ? of.getHostString() : address.getHostAddress();
  }

  public long openedMillis() {
    return openedMillis;
  }

  /** When its last request began, milliseconds since 1970; when it was opened before the first. */
  public long lastMillis() {
    return lastMillis;
  }

  public Protocol protocol() {
    return protocol;
  }

  public boolean tls() {
    return tls;
  }

  /** The subject of the certificate that it showed; empty for none. */
  public String certificate() {
    return certificate;
  }

  /** The {@code User-Agent} of its first request that had one, cut; else empty. */
  public String userAgent() {
    return userAgent;
  }

  /**
   * Who is at the other end; {@code null} where that is not looked up (other machines, other
   * systems than Linux) or not yet known.
   */
  public @Nullable PeerProcess process() {
    return process;
  }

  /** Requests that began, those refused included. */
  public long requests() {
    return requests.sum();
  }

  /** Bytes of bodies as they came. */
  public long wireBytes() {
    return wireBytes.sum();
  }

  /** Bytes of bodies after decompression. */
  public long bodyBytes() {
    return bodyBytes.sum();
  }

  /** How often something was refused in this way. */
  public long refusals(Refusal.Kind kind) {
    LongAdder count = refusals.get(kind);
    return count == null ? 0 : count.sum();
  }

  /** Why something was refused the last time; empty for never. */
  public String lastReason() {
    return lastReason;
  }

  /** How its bodies were compressed so far. */
  public Set<Encoding> encodings() {
    return Collections.unmodifiableSet(encodings);
  }
}
