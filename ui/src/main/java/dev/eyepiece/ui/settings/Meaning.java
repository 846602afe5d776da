package dev.eyepiece.ui.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a setting is for.
 *
 * @param group settings that belong together
 * @param title what it is called in the window
 * @param text what it does, one or two sentences
 * @param choices the values it can have; empty when it is written freely
 * @param atOnce whether a change counts at once; else from the next start
 */
record Meaning(String group, String title, String text, List<String> choices, boolean atOnce) {
  private static final String WINDOW = "Window";
  private static final String RECEIVING = "Receiving";
  private static final String HOLDING = "Holding";
  private static final String FLEET = "Fleet";
  private static final String OTHERS = "Other machines";

  private static final Map<String, Meaning> ALL = all();

  private static Map<String, Meaning> all() {
    Map<String, Meaning> all = new LinkedHashMap<>();
    all.put(
        Looks.THEME,
        look("Theme", "Light, dark, or as the desktop says.", "system", "light", "dark"));
    all.put(Looks.DENSITY, look("Rows", "How much air rows have.", "compact", "normal", "relaxed"));
    all.put(
        Looks.TEXT,
        look("Text", "Size of text in every view, in drawings too.", "small", "normal", "large"));
    all.put(
        Looks.MOTION,
        look("Motion", "Reduced: nothing slides, fades or turns.", "full", "reduced"));
    all.put(
        Looks.ZONE,
        new Meaning(
            WINDOW, "Times", "The zone in which times are shown.", List.of("local", "utc"), false));
    all.put(
        "query.time-limit",
        free(WINDOW, "Time of a statement", "A statement of SQL that runs longer is ended."));
    all.put(
        "query.rows",
        free(WINDOW, "Rows of a statement", "So many rows of its result are kept and shown."));
    all.put("otlp.grpc", free(RECEIVING, "OTLP/gRPC port", "OTLP/HTTP is understood on it too."));
    all.put("otlp.http", free(RECEIVING, "OTLP/HTTP port", "OTLP/gRPC is understood on it too."));
    all.put(
        "otlp.origins",
        free(
            RECEIVING,
            "Browser origins",
            "Pages that may send from a browser, beside those of localhost."));
    all.put(
        "caps.request",
        free(RECEIVING, "Largest request", "After decompression; larger ones are refused."));
    all.put(
        "caps.answer",
        free(RECEIVING, "Largest answer", "Of a request that was taken; longer reasons are cut."));
    all.put(
        "caps.queue",
        free(
            RECEIVING,
            "Waiting",
            "Bytes taken and not yet in memory's columns; when full, senders are told to wait."));
    all.put(
        "host-metrics",
        free(
            RECEIVING,
            "Host metrics",
            "This machine's and Eyepiece's own figures: window, off, or how often, such as 10s."));
    all.put(
        "forward",
        free(
            "Forwarding",
            "Forward to",
            "Receivers that get what comes too. They have a page of their own."));
    all.put(
        "opamp",
        free(FLEET, "OpAMP port", "Where agents report; without it when another program has it."));
    all.put(
        "opamp-connect",
        free(
            FLEET,
            "OpAMP server",
            "The server that this agent reports to, as ws://HOST:PORT/PATH."));
    all.put(
        "opamp-token-file",
        free(FLEET, "Token for that server", "A file with the token that this agent shows there."));
    all.put(
        "data",
        free(HOLDING, "Data folder", "What is received, the journal, and the API's token."));
    all.put(
        "durability",
        new Meaning(
            HOLDING,
            "Acknowledged means",
            "group: written to a file, which a crash of the program survives; strict: forced to"
                + " disk first; none: in memory.",
            List.of("group", "strict", "none"),
            false));
    all.put(
        "caps.store",
        free(HOLDING, "Cap on disk", "The oldest telemetry is deleted to keep below it."));
    all.put(
        "caps.age",
        free(
            HOLDING,
            "Longest time on disk",
            "Older telemetry is deleted, whatever room there is; off keeps it. Pinned runs stay."));
    all.put(
        "caps.memory",
        free(HOLDING, "Cap of the store's memory", "What the store may take beside the ring."));
    all.put(
        "caps.ring", free(HOLDING, "Cap in memory", "The newest telemetry, ready for live views."));
    all.put(
        "store.url",
        free(HOLDING, "ClickHouse", "Asked instead of the data folder; its URL, no password."));
    all.put(
        "store.password-file",
        free(HOLDING, "Password for it", "A file that its owner alone can read."));
    all.put(
        "store.write",
        new Meaning(
            HOLDING,
            "Write to it",
            "on: what comes goes there; create: tables that are not there are made too.",
            List.of("off", "on", "create"),
            false));
    all.put(
        "store.cluster",
        free(HOLDING, "Cluster", "On which tables are made; empty for the one server."));
    all.put(
        "seal-after",
        free(HOLDING, "Seal after", "How old telemetry gets before it goes to disk."));
    all.put("api", free(OTHERS, "Local API port", "For the command line; always with a token."));
    all.put(
        "tls.certificate",
        free(OTHERS, "Certificate", "The chain, leaf first; for ports open to other machines."));
    all.put("tls.key", free(OTHERS, "Key", "The private key, PKCS#8, without a password."));
    all.put(
        "tls.client-ca",
        free(
            OTHERS, "Authorities of senders", "Senders must show a certificate from one of them."));
    all.put(
        "tls.client-auth",
        new Meaning(
            OTHERS,
            "Certificates of senders",
            "required: who has none is turned away; optional: is taken as well.",
            List.of("required", "optional"),
            false));
    all.put(
        "otlp.token-file",
        free(OTHERS, "Senders' token", "What senders on other machines must show."));
    all.put(
        "insecure",
        new Meaning(
            OTHERS,
            "Open to everybody",
            "Lets ports be open to other machines without certificate and token.",
            List.of("false", "true"),
            false));
    return all;
  }

  private static Meaning look(String title, String text, String... choices) {
    return new Meaning(WINDOW, title, text, List.of(choices), true);
  }

  private static Meaning free(String group, String title, String text) {
    return new Meaning(group, title, text, List.of(), false);
  }

  /** The meaning of a setting; of one that is not listed here, its key. */
  static Meaning of(String key) {
    return ALL.getOrDefault(key, new Meaning("More", key, "", List.of(), false));
  }

  /** The keys in the order in which they are shown. */
  static List<String> keys() {
    return List.copyOf(ALL.keySet());
  }
}
