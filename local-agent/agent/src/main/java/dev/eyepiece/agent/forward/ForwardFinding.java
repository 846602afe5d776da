package dev.eyepiece.agent.forward;

import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.agent.ForwardSetup;
import dev.eyepiece.agent.HostPort;
import dev.eyepiece.otlp.ExportResult;
import dev.eyepiece.pipeline.ForwardEndpoint;
import dev.eyepiece.pipeline.ForwardHeld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a doctor finds about an endpoint: whether it would take something, and its queue. */
public final class ForwardFinding {
  private ForwardFinding() {}

  /**
   * Asks the endpoint; takes two seconds at most.
   *
   * @param own where the receiver listens, or would
   * @param dataFolder whose queues are looked at; null for none
   */
  public static Finding of(
      ForwardInfo info, ForwardSetup setup, List<HostPort> own, @Nullable Path dataFolder) {
    String topic = "forward " + info.name();
    String queue = queue(info, dataFolder);
    ForwardEndpoint endpoint;
    try {
      HostPort itself = ForwardLoop.find(info, own);
      if (itself != null) {
        return Finding.failure(
            topic, ForwardLoop.message(info, itself), "give it the address of another receiver");
      }
      endpoint = info.endpoint(setup.environment());
      endpoint.check();
    } catch (IllegalArgumentException e) {
      return Finding.failure(topic, e.getMessage() + queue, "change it in the settings");
    }
    if (!info.enabled() && dataFolder != null) {
      return Finding.info(topic, info.url() + " is switched off" + queue);
    }
    return switch (ForwardProbe.ask(endpoint)) {
      case ExportResult.Taken _ ->
          Finding.ok(topic, info.url() + " answers and takes what is sent" + queue);
      case ExportResult.Refused refused ->
          Finding.warning(
              topic,
              info.url() + " would refuse for good: " + refused.reason() + queue,
              "look at its path, protocol, headers and signals: what is refused so is not sent"
                  + " again");
      case ExportResult.Later later ->
          Finding.warning(
              topic,
              info.url() + " takes nothing now: " + later.reason() + queue,
              "start it or look at the address; what comes is queued until then");
    };
  }

  private static String queue(ForwardInfo info, @Nullable Path dataFolder) {
    if (dataFolder == null) {
      return "";
    }
    try {
      ForwardHeld held = ForwardHeld.ofEndpoint(dataFolder, info.name());
      String waits = held.requests() == 0 ? "" : "; " + held.requests() + " requests wait";
      return held.lostRequests() == 0
          ? waits
          : waits + "; its queue was full or not writable and lost " + held.lostRequests();
    } catch (IOException e) {
      return "; its queue cannot be read: " + e.getMessage();
    }
  }
}
