package dev.eyepiece.pipeline;

/**
 * How it stands with an endpoint of the forwarder. Counts are since the road was opened, but those
 * of {@link #held}. Texts may hold what a receiver wrote; they are of one line and bounded.
 *
 * @param trouble what is wrong now, empty when nothing is
 * @param sentRequests requests that were taken
 * @param sentBytes their bytes, before compression
 * @param rejectedRecords records that the receiver did not take of requests that it took
 * @param refusedRequests requests that the receiver refused for good: they are not sent again
 * @param returnedRequests requests that had come from there, by whatever way, and were not taken a
 *     second time: nothing is lost of them
 * @param givenUpRequests requests that were older than the endpoint waits
 * @param filteredRecords records that no condition let go
 * @param retries times that a request was not taken and was, or will be, sent again
 * @param last what was last rejected, refused or given up, and why; empty before the first
 * @param underWay requests that wait for an answer
 * @param lastSentUnixNano when a request was last taken; 0 before the first
 * @param nextTryUnixNano before when nothing is sent; 0 when nothing holds it back
 */
public record ForwardStats(
    ForwardEndpoint endpoint,
    State state,
    String trouble,
    long sentRequests,
    long sentBytes,
    long rejectedRecords,
    long refusedRequests,
    long returnedRequests,
    long givenUpRequests,
    long filteredRecords,
    long retries,
    String last,
    int underWay,
    long lastSentUnixNano,
    long nextTryUnixNano,
    ForwardHeld held) {

  /** What it does. */
  public enum State {
    /** It is switched off. */
    OFF,
    /** It sends what comes. */
    WORKING,
    /** Its receiver does not take what comes: that is queued and tried again. */
    RETRYING,
    /** It cannot send at all, as when a file of its TLS cannot be read. */
    FAILED
  }

  /** The same of an endpoint that cannot work at all. */
  public ForwardStats failed(String why) {
    return new ForwardStats(
        endpoint,
        State.FAILED,
        why,
        sentRequests,
        sentBytes,
        rejectedRecords,
        refusedRequests,
        returnedRequests,
        givenUpRequests,
        filteredRecords,
        retries,
        last,
        underWay,
        lastSentUnixNano,
        nextTryUnixNano,
        held);
  }

  /** Everything that did not arrive and will not, in words; empty when there is nothing. */
  public String losses() {
    StringBuilder text = new StringBuilder();
    add(text, held.lostRequests(), "requests lost because its queue was full or not writable");
    add(text, refusedRequests, "requests refused for good");
    add(text, givenUpRequests, "requests given up for their age");
    add(text, rejectedRecords, "records rejected");
    return text.toString();
  }

  /** That it forwards in a circle, in words; empty when it does not. */
  public String loop() {
    return returnedRequests == 0
        ? ""
        : returnedRequests
            + " requests were not taken since they had come from there: it forwards to this agent,"
            + " or one after it does";
  }

  private static void add(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(what);
    }
  }
}
