package dev.eyepiece.agent.api;

import dev.eyepiece.agent.ReceiverJson;
import dev.eyepiece.agent.ReceiverReport;
import dev.eyepiece.net.Route;
import java.util.List;
import java.util.function.Supplier;

/** Answers how it stands with the receiver, and who sends to it. */
public final class ReceiverApi {
  private final Supplier<ReceiverReport> report;

  /**
   * @param report quick, and from any thread
   */
  public ReceiverApi(Supplier<ReceiverReport> report) {
    this.report = report;
  }

  /** What to put on the API's port. */
  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/api/v1/receiver",
            true,
            exchange ->
                Replies.answering(
                    exchange, () -> Replies.json(exchange, ReceiverJson.of(report.get())))));
  }
}
