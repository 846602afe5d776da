package dev.eyepiece.ui.receiver;

import dev.eyepiece.otlp.Sender;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.fleet.SafeText;
import dev.eyepiece.ui.theme.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One sender as it is shown. What it said of itself is made fit to be shown.
 *
 * @param perSecond records that were taken a second, since the look before
 * @param silence since its last request
 */
record SenderRow(Sender sender, long perSecond, Duration silence) {

  /** What stays the same from look to look. */
  record Key(String address, long pid, String userAgent, String certificate) {}

  /** A fact in words. */
  record Fact(String name, String value) {}

  static SenderRow of(Sender sender, long perSecond, Instant now) {
    return new SenderRow(sender, perSecond, Duration.between(sender.lastSeen(), now));
  }

  Key key() {
    return new Key(sender.address(), sender.pid(), sender.userAgent(), sender.certificate());
  }

  /** The process by its name and number, else the address. */
  String who() {
    return SafeText.line(sender.title());
  }

  /** Services in what it sent, else what it says it is. */
  String service() {
    return SafeText.line(
        sender.services().isEmpty()
            ? sender.sdk().isEmpty() ? sender.userAgent() : sender.sdk()
            : String.join(", ", sender.services()));
  }

  String how() {
    String compressed =
        String.join(
            ", ", sender.encodings().stream().filter(name -> !name.equals("none")).toList());
    return String.join("; ", sender.protocols())
        + (compressed.isEmpty() ? "" : ", " + compressed)
        + (sender.tls() ? ", TLS" : "");
  }

  String bytes() {
    return Formats.bytes(sender.wireBytes());
  }

  String lastSeen() {
    return Formats.ago(Math.max(0, silence.toNanos()));
  }

  /** Everything that is known of it. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Address", sender.address()));
    facts.add(new Fact("Process", process()));
    add(facts, "User agent", sender.userAgent());
    add(facts, "SDK", sender.sdk());
    add(facts, "Services", String.join(", ", sender.services()));
    facts.add(new Fact("Protocols", String.join("; ", sender.protocols())));
    facts.add(new Fact("Compression", String.join(", ", sender.encodings())));
    facts.add(
        new Fact(
            "TLS",
            !sender.tls()
                ? "no"
                : sender.certificate().isEmpty()
                    ? "yes, without a certificate of its own"
                    : "yes, certificate of " + SafeText.line(sender.certificate())));
    facts.add(
        new Fact(
            "Connections",
            Formats.count(sender.connections())
                + " open, "
                + Formats.count(sender.allConnections())
                + " in all"));
    facts.add(new Fact("Requests", Formats.count(sender.requests())));
    for (Signal signal : Signal.values()) {
      long count = sender.records().getOrDefault(signal, 0L);
      if (count > 0) {
        facts.add(new Fact(title(signal), Formats.count(count) + " taken"));
      }
    }
    facts.add(
        new Fact(
            "Bodies",
            Formats.bytes(sender.wireBytes())
                + " as they came, "
                + Formats.bytes(sender.bodyBytes())
                + " decompressed"));
    facts.add(
        new Fact(
            "Not taken",
            sender.notTaken() == 0
                ? "nothing"
                : Formats.count(sender.rejected(), "record")
                    + " rejected; requests: "
                    + Formats.count(sender.malformed())
                    + " malformed, "
                    + Formats.count(sender.busy())
                    + " told to come again, "
                    + Formats.count(sender.refused())
                    + " refused"));
    add(facts, "Last reason", sender.lastReason());
    facts.add(new Fact("First seen", sender.firstSeen().toString()));
    facts.add(new Fact("Last seen", sender.lastSeen().toString()));
    return facts;
  }

  private String process() {
    if (sender.pid() != 0) {
      return SafeText.line(sender.command()) + ", pid " + sender.pid() + ", user " + sender.uid();
    }
    return sender.uid() >= 0
        ? "not known: it ended, or belongs to another user (" + sender.uid() + ")"
        : "not known: looked up for connections of this machine alone, on Linux";
  }

  private static String title(Signal signal) {
    return switch (signal) {
      case TRACES -> "Spans";
      case METRICS -> "Data points";
      case LOGS -> "Log records";
      case PROFILES -> "Samples";
    };
  }

  private static void add(List<Fact> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(new Fact(name, SafeText.line(value)));
    }
  }

  /** What a screen reader says of the row. */
  String spoken() {
    return String.format(
        Locale.ROOT,
        "sender %s, %s, %d requests, %d records, %d not taken",
        who(),
        service(),
        sender.requests(),
        sender.allRecords(),
        sender.notTaken());
  }
}
