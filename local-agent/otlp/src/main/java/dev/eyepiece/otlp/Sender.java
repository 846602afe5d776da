package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Who sends to the receiver, and what came from there over all of its connections. Those of one
 * process, or of one address and user agent where the process is not known, are one sender.
 *
 * @param address of the peer, without its port
 * @param pid its process on this machine; 0 when it is not known
 * @param command what that process is called; empty when it is not known
 * @param uid the user of that process; -1 when it is not known
 * @param userAgent what its requests say; empty for nothing
 * @param sdk name, language and version of its SDK, by the resource; empty when that says nothing
 * @param certificate the subject of the certificate that it showed; empty for none
 * @param tls whether it sends over TLS
 * @param protocols how it sends, such as {@code HTTP/2, protobuf}
 * @param encodings how its bodies are compressed, such as {@code gzip} and {@code none}
 * @param connections open ones
 * @param allConnections those that were closed as well
 * @param requests those that were refused included
 * @param records spans, data points, log records and samples that were taken
 * @param wireBytes bytes of bodies as they came
 * @param bodyBytes bytes of bodies after decompression
 * @param rejected records that break a rule of their signal; of profiles profiles
 * @param malformed requests that were not what they had to be
 * @param busy requests that it was told to send again
 * @param refused requests and connections refused for another reason
 * @param lastReason why something was not taken the last time; empty for never
 * @param services names of services in what it sent, at most 16
 */
public record Sender(
    String address,
    long pid,
    String command,
    int uid,
    String userAgent,
    String sdk,
    String certificate,
    boolean tls,
    List<String> protocols,
    List<String> encodings,
    int connections,
    long allConnections,
    long requests,
    Map<Signal, Long> records,
    long wireBytes,
    long bodyBytes,
    long rejected,
    long malformed,
    long busy,
    long refused,
    String lastReason,
    List<String> services,
    Instant firstSeen,
    Instant lastSeen) {

  /** The most that a person sees of who it is: command and process, or its address. */
  public String title() {
    return pid == 0 ? address : command + " (" + pid + ")";
  }

  /** Records of all signals that were taken. */
  public long allRecords() {
    return records.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Everything that was not taken: requests of any kind of refusal, and single records. */
  public long notTaken() {
    return rejected + malformed + busy + refused;
  }
}
