package dev.eyepiece.agent.forward;

import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.agent.ForwardSetup;
import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.agent.HostPort;
import dev.eyepiece.otlp.ExportResult;
import dev.eyepiece.pipeline.ForwardEndpoint;
import dev.eyepiece.pipeline.ForwardHeld;
import dev.eyepiece.pipeline.ForwardStray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a doctor finds about an endpoint: whether it would take something, and its queue. */
public final class ForwardFinding {
  /** The topic of what goes in a circle. */
  public static final String LOOP = "forward loop";

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
      case ExportResult.Returned returned ->
          Finding.warning(topic, info.url() + ": " + returned.reason() + queue, "take it away");
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

  /** What is sent from here comes back here. */
  public static Finding cameBack(long requests) {
    return Finding.warning(
        LOOP,
        requests
            + " requests that had gone on from here came back; they were not taken a second time",
        "two agents or more forward to each other: take one of their endpoints away");
  }

  /** What is sent to an endpoint had come from there. */
  static Finding loop(ForwardStatus status) {
    return Finding.warning(
        LOOP,
        "'" + status.info().name() + "': " + status.stats().loop(),
        "take that endpoint away, or the one that leads back");
  }

  /** A queue that nobody sends. */
  public static Finding stray(ForwardStray stray) {
    return Finding.warning(
        "forward " + stray.name(),
        stray.diskBytes()
            + " bytes are queued for an endpoint '"
            + stray.name()
            + "' that there is no more; nobody sends them",
        "delete "
            + stray.folder()
            + " (DELETE /api/v1/forward/"
            + stray.name()
            + " does), or add an endpoint of that name, which sends them");
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
