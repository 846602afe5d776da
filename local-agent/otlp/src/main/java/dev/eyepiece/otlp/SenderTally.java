package dev.eyepiece.otlp;

import dev.eyepiece.net.Peer;
import dev.eyepiece.net.PeerProcess;
import dev.eyepiece.net.Refusal;
import dev.eyepiece.telemetry.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The connections of one sender added up. For one thread at a time. */
final class SenderTally {
  private static final int MOST_NAMES = 16;

  /** What makes connections those of one sender. */
  record Key(String address, long pid, String userAgent, String certificate) {
    static Key of(Peer peer) {
      PeerProcess process = peer.process();
      return new Key(
          peer.address(),
          process == null ? 0 : process.pid(),
          peer.userAgent(),
          peer.certificate());
    }
  }

  private final Key key;
  private final Map<Signal, Long> records = new EnumMap<>(Signal.class);
  private final Set<String> protocols = new TreeSet<>();
  private final Set<String> encodings = new TreeSet<>();
  private final Set<String> services = new TreeSet<>();
  private String command = "";
  private int uid = -1;
  private String sdk = "";
  private boolean tls;
  private int open;
  private long all;
  private long requests;
  private long wireBytes;
  private long bodyBytes;
  private long rejected;
  private long malformed;
  private long busy;
  private long refused;
  private String lastReason = "";
  private long lastReasonMillis;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis;

  SenderTally(Key key) {
    this.key = key;
  }

  SenderTally copy() {
    SenderTally copy = new SenderTally(key);
    copy.command = command;
    copy.uid = uid;
    copy.sdk = sdk;
    copy.tls = tls;
    copy.open = open;
    copy.all = all;
    copy.requests = requests;
    copy.wireBytes = wireBytes;
    copy.bodyBytes = bodyBytes;
    copy.rejected = rejected;
    copy.malformed = malformed;
    copy.busy = busy;
    copy.refused = refused;
    copy.lastReason = lastReason;
    copy.lastReasonMillis = lastReasonMillis;
    copy.firstMillis = firstMillis;
    copy.lastMillis = lastMillis;
    copy.records.putAll(records);
    copy.protocols.addAll(protocols);
    copy.encodings.addAll(encodings);
    copy.services.addAll(services);
    return copy;
  }

  long lastMillis() {
    return lastMillis;
  }

  /** Adds a connection; an open one is added to a copy alone. */
  void add(Peer peer, boolean isOpen) {
    open += isOpen ? 1 : 0;
    all++;
    PeerProcess process = peer.process();
    if (process != null) {
      command = process.command();
      uid = process.uid();
    }
    tls |= peer.tls();
    requests += peer.requests();
    wireBytes += peer.wireBytes();
    bodyBytes += peer.bodyBytes();
    malformed += peer.refusals(Refusal.Kind.MALFORMED);
    busy += peer.refusals(Refusal.Kind.BUSY);
    refused += peer.refusals(Refusal.Kind.REFUSED);
    firstMillis = Math.min(firstMillis, peer.openedMillis());
    lastMillis = Math.max(lastMillis, peer.lastMillis());
    if (!peer.lastReason().isEmpty() && peer.lastMillis() >= lastReasonMillis) {
      lastReason = peer.lastReason();
      lastReasonMillis = peer.lastMillis();
    }
    peer.encodings().forEach(encoding -> encodings.add(encoding.name().toLowerCase(Locale.ROOT)));
    addCounts(peer.protocol(), peer.attachment() instanceof SenderCounts counts ? counts : null);
  }

  private void addCounts(Peer.Protocol protocol, @Nullable SenderCounts counts) {
    if (counts == null || counts.ways().isEmpty()) {
      if (protocol != Peer.Protocol.UNKNOWN) {
        protocols.add(protocol.title());
      }
      return;
    }
    for (ReceiverCounts.Way way : counts.ways()) {
      protocols.add(way == ReceiverCounts.Way.GRPC ? way.title() : protocol.title() + form(way));
    }
    for (Signal signal : Signal.values()) {
      records.merge(signal, counts.records(signal), Long::sum);
    }
    rejected += counts.rejected();
    if (sdk.isEmpty()) {
      sdk = counts.sdk();
    }
    for (String service : counts.services()) {
      if (services.size() < MOST_NAMES) {
        services.add(service);
      }
    }
  }

  private static String form(ReceiverCounts.Way way) {
    return way == ReceiverCounts.Way.HTTP_JSON ? ", JSON" : ", protobuf";
  }

  Sender sender() {
    List<String> ways = new ArrayList<>(protocols);
    return new Sender(
        key.address(),
        key.pid(),
        command,
        uid,
        key.userAgent(),
        sdk,
        key.certificate(),
        tls,
        List.copyOf(ways),
        List.copyOf(encodings),
        open,
        all,
        requests,
        Map.copyOf(records),
        wireBytes,
        bodyBytes,
        rejected,
        malformed,
        busy,
        refused,
        lastReason,
        List.copyOf(services),
        Instant.ofEpochMilli(firstMillis),
        Instant.ofEpochMilli(lastMillis));
  }
}
