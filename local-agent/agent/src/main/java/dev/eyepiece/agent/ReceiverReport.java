package dev.eyepiece.agent;

import dev.eyepiece.otlp.Sender;
import dev.eyepiece.otlp.Senders;
import java.net.URI;
import java.util.List;

/**
 * How it stands with the receiver of OTLP.
 *
 * @param ports that are open
 * @param senders the one heard of last first, at most {@link Senders#MOST_SENDERS}
 * @param forgotten senders that went to make room for others
 * @param refusals what was refused lately, the newest first, at most {@link Senders#MOST_REFUSALS}
 * @param refused how much was refused since the start
 */
public record ReceiverReport(
    List<ReceiverPort> ports,
    List<Sender> senders,
    long forgotten,
    List<ReceiverRefusal> refusals,
    long refused) {

  /** Of a receiver that nothing is known of. */
  public static final ReceiverReport NOTHING =
      new ReceiverReport(List.of(), List.of(), 0, List.of(), 0);

  static ReceiverReport of(AgentConfig config, Endpoints endpoints, Senders senders) {
    return new ReceiverReport(
        List.of(
            port("OTLP/gRPC", config.ports().grpc(), endpoints.otlpGrpc(), config),
            port("OTLP/HTTP", config.ports().http(), endpoints.otlpHttp(), config)),
        senders.senders(),
        senders.forgotten(),
        senders.refusals().stream().map(ReceiverRefusal::of).toList(),
        senders.refused());
  }

  private static ReceiverPort port(String name, HostPort address, URI url, AgentConfig config) {
    AgentConfig.TlsFiles tls = config.access().tls();
    ReceiverPort.Certificates certificates =
        tls == null || tls.clientAuthorities() == null
            ? ReceiverPort.Certificates.NONE
            : tls.clientsRequired()
                ? ReceiverPort.Certificates.REQUIRED
                : ReceiverPort.Certificates.OPTIONAL;
    return new ReceiverPort(
        name, url, certificates, config.access().senderToken() != null && !address.isLoopback());
  }
}
