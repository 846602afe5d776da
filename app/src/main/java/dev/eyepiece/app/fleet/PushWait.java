package dev.eyepiece.app.fleet;

import dev.eyepiece.agent.ApiClient;
import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.app.command.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for what an agent says of a config that was pushed to it. */
public final class PushWait {
  private static final long LOOK_MILLIS = 100;
  private static final int WHOLE_UID = 36;

  private final ApiClient client;
  private final Map<String, @Nullable Object> pushed;

  public PushWait(ApiClient client, Map<String, @Nullable Object> pushed) {
    this.client = client;
    this.pushed = pushed;
  }

  /** The whole uid of the one agent whose uid begins so. */
  public static String resolve(ApiClient client, String uid) throws QueryException {
    if (uid.length() == WHOLE_UID) {
      return uid;
    }
    List<String> found = new ArrayList<>();
    client.fleet(line -> {
      String whole = String.valueOf(JsonText.readObject(line).get("instanceUid"));
      if (whole.startsWith(uid) || whole.replace("-", "").equals(uid)) {
        found.add(whole);
      }
    });
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new QueryException(
        found.isEmpty()
            ? "no agent " + uid + " is known"
            : found.size() + " agents have uids that begin with " + uid + "; expected more of it",
        QueryException.NO_POSITION,
        true);
  }

  /**
   * Says what became of the config.
   *
   * @param wait how long the agent has to say that it applied it; null for not waiting
   * @return false when it did not
   */
  public boolean end(@Nullable Duration wait, Terminal terminal, boolean json)
      throws QueryException, InterruptedException {
    String uid = String.valueOf(pushed.get("instanceUid"));
    String hash = String.valueOf(pushed.get("configHash"));
    Map<String, @Nullable Object> agent = client.fleetAgent(uid);
    if (wait != null) {
      long end = System.nanoTime() + wait.toNanos();
      while (!isSettled(agent, hash) && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        agent = client.fleetAgent(uid);
      }
    }
    String state = String.valueOf(agent.get("configState"));
    String error = failure(agent, hash);
    boolean good = wait == null || isApplied(agent, hash);
    print(terminal, json, hash, state, error, agent);
    if (!good) {
      terminal
          .err()
          .println(
              "eyepiece fleet: agent "
                  + uid
                  + (error.isEmpty()
                      ? " has not said within the time that it applied the config (it is "
                          + state
                          + ")"
                      : " failed: " + error.replaceAll("\\R\\s*", " ")));
    }
    return good;
  }

  private void print(
      Terminal terminal,
      boolean json,
      String hash,
      String state,
      String error,
      Map<String, @Nullable Object> agent) {
    if (json) {
      Map<String, @Nullable Object> line = new LinkedHashMap<>(pushed);
      line.put("configState", state);
      line.put("remoteConfigStatus", agent.get("remoteConfigStatus"));
      line.put("error", error);
      terminal.out().print(JsonText.write(line) + "\n");
    } else {
      terminal
          .out()
          .print(
              pushed.get("instanceUid")
                  + ": config "
                  + hash.substring(0, Math.min(12, hash.length()))
                  + " "
                  + state
                  + "\n");
    }
    terminal.out().flush();
  }

  private static boolean isApplied(Map<String, @Nullable Object> agent, String hash) {
    return hash.equals(agent.get("remoteConfigHash"))
        && "APPLIED".equals(agent.get("remoteConfigStatus"));
  }

  private static boolean isSettled(Map<String, @Nullable Object> agent, String hash) {
    return isApplied(agent, hash) || !failure(agent, hash).isEmpty();
  }

  /** The agent's own words when it failed with the config since it was pushed last. */
  private static String failure(Map<String, @Nullable Object> agent, String hash) {
    String failure = "";
    if (agent.get("configHistory") instanceof List<?> events) {
      for (Object event : events) {
        if (event instanceof Map<?, ?> map && hash.equals(map.get("configHash"))) {
          boolean failed = "FAILED".equals(map.get("step"));
          String words = String.valueOf(map.get("error"));
          failure = failed ? (words.isEmpty() ? "without a word" : words) : "";
        }
      }
    }
    return failure;
  }
}
