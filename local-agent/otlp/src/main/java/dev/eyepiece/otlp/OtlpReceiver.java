package dev.eyepiece.otlp;

import dev.eyepiece.net.Peer;
import dev.eyepiece.net.RequestBytes;
import dev.eyepiece.net.Route;
import dev.eyepiece.telemetry.MalformedOtlpException;
import io.grpc.ServerServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OTLP in, over gRPC and over HTTP in protobuf and JSON (OTLP specification 1.11): decodes,
 * validates, hands on to the sink and answers when the sink has. Signals that the sink does not
 * take are refused so that no sender tries again.
 */
public final class OtlpReceiver {
  /** What a person can still read. */
  public static final int ANSWER_BYTES = 2 << 10;

  private final int answerBytes;
  private final String agentId;
  private final RequestDecoder decoder;
  private final TelemetrySink sink;
  private final ReceiverCounts counts = new ReceiverCounts();
  private final Senders senders = new Senders();

  /** With answers of {@link #ANSWER_BYTES} at most. */
  public OtlpReceiver(RequestDecoder decoder, TelemetrySink sink) {
    this(decoder, sink, ANSWER_BYTES, "");
  }

  /**
   * @param answerBytes of a successful answer at most; longer reasons are cut
   * @param agentId by which what is forwarded from here is known when it comes back, see {@link
   *     Hops#isId}; empty when nothing is forwarded
   */
  public OtlpReceiver(RequestDecoder decoder, TelemetrySink sink, int answerBytes, String agentId) {
    this.decoder = decoder;
    this.sink = sink;
    this.answerBytes = answerBytes;
    this.agentId = agentId;
  }

  int answerBytes() {
    return answerBytes;
  }

  public ReceiverCounts counts() {
    return counts;
  }

  /** Figures by sender, to watch the ports that the receiver is put on. */
  public Senders senders() {
    return senders;
  }

  /** The gRPC services, to be put on a port. */
  public List<ServerServiceDefinition> services() {
    return GrpcExport.services(this);
  }

  /** The HTTP routes, to be put on a port. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (ExportKind kind : ExportKind.values()) {
      HttpExport export = new HttpExport(this, kind);
      routes.add(new Route("POST", kind.path(), false, export::handle));
    }
    return List.copyOf(routes);
  }

  /** Whether requests of a kind are taken; those that are not are counted. */
  boolean takes(ExportKind kind) {
    boolean takes = sink.signals().contains(kind.signal());
    if (!takes) {
      counts.refused(kind.signal());
    }
    return takes;
  }

  /**
   * Takes the protobuf bytes of a request and closes them; the answer gets exactly one call, on any
   * thread.
   *
   * @param via what its header {@value Hops#HEADER} says; {@code null} when it has none
   * @param peer who sent it; {@code null} where nobody counts by sender
   */
  void take(
      ExportKind kind,
      RequestBytes request,
      @Nullable String via,
      ReceiverCounts.Way way,
      @Nullable Peer peer,
      ExportAnswer answer) {
    boolean handed = false;
    try {
      counts.came(kind.signal(), way);
      Senders.came(peer, way);
      Hops hops = hops(kind, via, answer);
      if (hops == null || (request.length() > 0 && refuses(answer))) {
        return;
      }
      RequestDecoder.Decoded decoded = decode(kind, request.array(), answer);
      if (decoded == null) {
        return;
      }
      counts.rejected(kind.signal(), decoded.rejected(), decoded.message());
      Senders.decoded(peer, decoded.batch(), decoded.rejected());
      if (decoded.batch().isEmpty()) {
        answer.taken(decoded.rejected(), decoded.message(), () -> {});
        return;
      }
      handed = true;
      hand(kind, request, hops, peer, decoded, answer);
    } finally {
      if (!handed) {
        request.close();
      }
    }
  }

  /**
   * Answers a request whose records nobody could take now, whatever they are: a full road is not
   * the time to read what has to come again. True when it is answered.
   */
  boolean refuses(ExportAnswer answer) {
    SinkReply refusal = sink.refusal();
    if (refusal != null) {
      refused(refusal, answer);
    }
    return refusal != null;
  }

  private static void refused(SinkReply refusal, ExportAnswer answer) {
    switch (refusal) {
      case SinkReply.Taken _ -> throw new IllegalStateException("taken before it was handed on");
      case SinkReply.Busy busy -> answer.busy(busy.retryAfter(), busy.reason());
      case SinkReply.Unavailable gone -> answer.busy(gone.retryAfter(), gone.reason());
    }
  }

  /** Who forwarded a request; null when it is answered, since it must not go on. */
  private @Nullable Hops hops(ExportKind kind, @Nullable String via, ExportAnswer answer) {
    if (via == null) {
      return Hops.NONE;
    }
    Hops hops = Hops.read(via);
    if (hops == null || hops.isTooLong()) {
      String reason =
          "the header "
              + Hops.HEADER
              + " (expected: at most "
              + Hops.MOST
              + " ids of 16 hexadecimal digits, with commas between)";
      counts.malformed(kind.signal(), reason);
      answer.malformed(reason);
      return null;
    }
    if (hops.ids().contains(agentId)) {
      String reason =
          "this request went on from here and came back: two agents or more forward to each other";
      counts.returned(kind.signal(), reason);
      answer.returned(reason);
      return null;
    }
    return hops;
  }

  private RequestDecoder.@Nullable Decoded decode(
      ExportKind kind, byte[] request, ExportAnswer answer) {
    try {
      return decoder.decode(kind.signal(), request, request.length);
    } catch (MalformedOtlpException e) {
      String reason = "not an " + kind.request() + ": " + e.getMessage();
      counts.malformed(kind.signal(), reason);
      answer.malformed(reason);
      return null;
    }
  }

  // The array itself is meant: parts are of this one and of no equal one.
  @SuppressWarnings("ReferenceEquality")
  private void hand(
      ExportKind kind,
      RequestBytes request,
      Hops hops,
      @Nullable Peer peer,
      RequestDecoder.Decoded decoded,
      ExportAnswer answer) {
    RequestBytes own = request;
    if (decoded.batch().bytes() != request.array()) {
      // The request was mended: what it was is in the way of what it is.
      request.close();
      own = RequestBytes.of(decoded.batch().bytes());
    }
    RequestBytes handed = own;
    sink.take(
        decoded.batch(),
        handed.parts(),
        hops,
        new ReplyTo() {
          @Override
          public void accept(SinkReply reply) {
            handed.close();
            if (reply instanceof SinkReply.Taken taken) {
              Senders.taken(peer, kind.signal(), decoded.batch().size());
              answer.taken(decoded.rejected(), decoded.message(), taken.answered());
            } else {
              refused(reply, answer);
            }
          }

          @Override
          public boolean isGone() {
            return answer.isGone();
          }
        });
  }

  /** A JSON body that is not read, since nothing of it could be taken. */
  void unreadJson(ExportKind kind, @Nullable Peer peer) {
    counts.came(kind.signal(), ReceiverCounts.Way.HTTP_JSON);
    Senders.came(peer, ReceiverCounts.Way.HTTP_JSON);
  }

  /** A JSON body that never became a request. */
  void malformedJson(ExportKind kind, @Nullable Peer peer, String reason) {
    unreadJson(kind, peer);
    counts.malformed(kind.signal(), reason);
  }
}
