package dev.eyepiece.otlp;

import dev.eyepiece.net.Peer;
import dev.eyepiece.net.PeerWatch;
import dev.eyepiece.net.Refusal;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Figures by sender: of connections that are open and of those that were closed lately, and what
 * was refused lately. Bounded: of too many senders the longest silent one goes, and is counted.
 * Safe for use by several threads.
 */
public final class Senders implements PeerWatch {
  /** The most senders that are told apart. */
  public static final int MOST_SENDERS = 256;

  /** The most refusals that are kept. */
  public static final int MOST_REFUSALS = 100;

  private final Set<Peer> open = ConcurrentHashMap.newKeySet();
  private final Object lock = new Object();
  private final Map<SenderTally.Key, SenderTally> past = new HashMap<>();
  private final Deque<Refusal> refusals = new ArrayDeque<>();
  private long forgotten;
  private long refused;

  @Override
  public void opened(Peer peer) {
    peer.attach(new SenderCounts());
    open.add(peer);
  }

  @Override
  public void closed(Peer peer) {
    synchronized (lock) {
      open.remove(peer);
      if (isSilent(peer)) {
        return;
      }
      SenderTally.Key key = SenderTally.Key.of(peer);
      past.computeIfAbsent(key, SenderTally::new).add(peer, false);
      if (past.size() > MOST_SENDERS) {
        past.entrySet().stream()
            .min(Comparator.comparingLong(entry -> entry.getValue().lastMillis()))
            .map(Map.Entry::getKey)
            .ifPresent(past::remove);
        forgotten++;
      }
    }
  }

  @Override
  public void refused(Peer peer, Refusal refusal) {
    synchronized (lock) {
      refused++;
      refusals.addFirst(refusal);
      if (refusals.size() > MOST_REFUSALS) {
        refusals.removeLast();
      }
    }
  }

  /** Whether nothing came that could be told: somebody looked whether the port is open. */
  private static boolean isSilent(Peer peer) {
    return peer.requests() == 0 && peer.lastReason().isEmpty();
  }

  static void came(@Nullable Peer peer, ReceiverCounts.Way way) {
    SenderCounts counts = counts(peer);
    if (counts != null) {
      counts.came(way);
    }
  }

  static void decoded(@Nullable Peer peer, RecordBatch batch, int rejected) {
    SenderCounts counts = counts(peer);
    if (counts != null) {
      counts.look(batch);
      if (rejected > 0) {
        counts.rejected(rejected);
      }
    }
  }

  static void taken(@Nullable Peer peer, Signal signal, long records) {
    SenderCounts counts = counts(peer);
    if (counts != null) {
      counts.taken(signal, records);
    }
  }

  private static @Nullable SenderCounts counts(@Nullable Peer peer) {
    return peer != null && peer.attachment() instanceof SenderCounts counts ? counts : null;
  }

  /** All senders, the one heard of last first. */
  public List<Sender> senders() {
    Map<SenderTally.Key, SenderTally> all = new HashMap<>();
    synchronized (lock) {
      past.forEach((key, tally) -> all.put(key, tally.copy()));
      for (Peer peer : open) {
        if (!isSilent(peer)) {
          all.computeIfAbsent(SenderTally.Key.of(peer), SenderTally::new).add(peer, true);
        }
      }
    }
    return all.values().stream()
        .map(SenderTally::sender)
        .sorted(Comparator.comparing(Sender::lastSeen).reversed())
        .limit(MOST_SENDERS)
        .toList();
  }

  /** What was refused lately, the newest first. */
  public List<Refusal> refusals() {
    synchronized (lock) {
      return new ArrayList<>(refusals);
    }
  }

  /** How much was refused since the start. */
  public long refused() {
    synchronized (lock) {
      return refused;
    }
  }

  /** Senders whose figures went to make room for others. */
  public long forgotten() {
    synchronized (lock) {
      return forgotten;
    }
  }
}
