package dev.eyepiece.store.clickhouse;

import com.clickhouse.client.api.ServerException;
import dev.eyepiece.store.ClickHouseConfig;
import org.jspecify.annotations.Nullable;

/** Errors of ClickHouse and of the way to it, as sentences. */
final class Failures {
  private static final int LONGEST_MESSAGE = 600;

  private Failures() {}

  /** What a server answered; null when it was none that did. */
  static @Nullable ServerException answer(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof ServerException answer && answer.getCode() > 0) {
        return answer;
      }
    }
    return null;
  }

  /** What the server said, fit to be shown. */
  static String said(ServerException answer, ClickHouseConfig config) {
    return switch (answer.getCode()) {
      case 192, 193, 194, 516 ->
          "ClickHouse does not let user '"
              + (config.user().isEmpty() ? "default" : config.user())
              + "' in (code "
              + answer.getCode()
              + "); expected USER@ in the URL and its password in EYEPIECE_STORE_PASSWORD or a"
              + " file";
      case 159 ->
          "the question took longer than "
              + config.timeLimit().toSeconds()
              + " s; a shorter range of time helps";
      case 394 -> "cancelled";
      default -> "ClickHouse: " + firstLine(String.valueOf(answer.getMessage()));
    };
  }

  /** An error of the server without what it repeats of the statement. */
  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("failed");
    String bare =
        line.replaceFirst("^Code: \\d+\\. DB::Exception: ", "")
            .replaceFirst("\\(queryId= .*$", "")
            .replaceFirst(" \\(version .*$", "")
            .strip();
    return bare.length() > LONGEST_MESSAGE ? bare.substring(0, LONGEST_MESSAGE) + ".." : bare;
  }

  /** Why a server was not reached or did not go on. */
  static String root(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return firstLine(at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage());
  }
}
