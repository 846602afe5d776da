package dev.eyepiece.agent.forward;

import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.pipeline.ForwardStats;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Endpoints as the local API speaks of them: never with a header's value that may be a secret. */
public final class ForwardJson {
  private ForwardJson() {}

  /** The settings of an endpoint by their keys, and how it stands with it under {@code state}. */
  public static Map<String, @Nullable Object> write(ForwardStatus status) {
    Map<String, @Nullable Object> json =
        new LinkedHashMap<>(ForwardText.write(status.info(), status.info().shownHeaders()));
    json.put("state", state(status.stats()));
    return json;
  }

  /** Something odd about the forwarding. */
  public static Map<String, @Nullable Object> write(Finding finding) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("topic", finding.topic());
    json.put("what", finding.what());
    json.put("todo", finding.todo());
    return json;
  }

  /** How it stands, in short. */
  public static Map<String, @Nullable Object> state(ForwardStats stats) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("is", stats.state().name().toLowerCase(Locale.ROOT));
    json.put("trouble", stats.trouble());
    json.put("sentRequests", stats.sentRequests());
    json.put("sentBytes", stats.sentBytes());
    json.put("waitingRequests", stats.held().requests());
    json.put("waitingBytes", stats.held().bytes());
    json.put("diskBytes", stats.held().diskBytes());
    json.put("queueCapBytes", stats.endpoint().queueCapBytes());
    json.put("underWay", (long) stats.underWay());
    json.put("retries", stats.retries());
    json.put("lostRequests", stats.held().lostRequests());
    json.put("lostBytes", stats.held().lostBytes());
    json.put("refusedRequests", stats.refusedRequests());
    json.put("returnedRequests", stats.returnedRequests());
    json.put("givenUpRequests", stats.givenUpRequests());
    json.put("rejectedRecords", stats.rejectedRecords());
    json.put("filteredRecords", stats.filteredRecords());
    json.put("last", stats.last());
    json.put("lastSentUnixNano", Long.toString(stats.lastSentUnixNano()));
    json.put("nextTryUnixNano", Long.toString(stats.nextTryUnixNano()));
    return json;
  }
}
