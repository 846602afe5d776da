package dev.eyepiece.pipeline;

import dev.eyepiece.store.StoreStats;
import dev.eyepiece.telemetry.Signal;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Figures of the road. Counts are since the road was opened; rates are over the last whole second.
 *
 * @param generation grows whenever what a query would see has changed
 * @param requests requests taken
 * @param refusedRequests requests told to come later because the road was full
 * @param repeatedRequests requests that were acknowledged and not taken again
 * @param replacedText texts that were not UTF-8 and had bytes replaced
 * @param bytesPerSecond request bytes taken in the last whole second, uncompressed
 * @param lastReceivedUnixNano when the newest request was taken; 0 before the first
 * @param ringBytes bytes that the ring keeps alive
 * @param ringCapBytes the ring's cap
 * @param queueBytes bytes waiting between receiver and ring
 * @param queueCapBytes the cap of that queue
 * @param journalBytes bytes of journal segments on disk
 * @param durability what an acknowledgement means
 * @param trouble what is wrong now, empty when nothing is: one sentence fit to be shown
 * @param rules what the rules on the road did
 * @param signals figures by signal
 */
public record RoadStats(
    long generation,
    long requests,
    long refusedRequests,
    long repeatedRequests,
    long replacedText,
    long bytesPerSecond,
    long lastReceivedUnixNano,
    long ringBytes,
    long ringCapBytes,
    long queueBytes,
    long queueCapBytes,
    long journalBytes,
    Durability durability,
    String trouble,
    StoreStats store,
    RuleStats rules,
    Map<Signal, SignalStats> signals) {

  public RoadStats {
    signals = Map.copyOf(signals);
  }

  /** The figures of one signal. */
  public SignalStats of(Signal signal) {
    return signals.getOrDefault(signal, SignalStats.NONE);
  }

  /** Spans taken, replayed ones not counted. */
  public long spans() {
    return of(Signal.TRACES).records();
  }

  /** Spans refused by validation and told so to the sender. */
  public long rejectedSpans() {
    return of(Signal.TRACES).rejected();
  }

  /** Spans taken from the journal when the road was opened. */
  public long replayedSpans() {
    return of(Signal.TRACES).replayed();
  }

  /** Spans taken in the last whole second. */
  public long spansPerSecond() {
    return of(Signal.TRACES).perSecond();
  }

  /** Spans in the ring. */
  public long ringSpans() {
    return of(Signal.TRACES).inRing();
  }

  /** Spans that are in the ring and not yet in the store. */
  public long unsealedSpans() {
    return of(Signal.TRACES).unsealed();
  }

  /** The same figures with a trouble that the road does not know of, where it has none itself. */
  public RoadStats withTrouble(String other) {
    return other.isEmpty() || !trouble.isEmpty()
        ? this
        : with(refusedRequests, other, store, signals);
  }

  /** The same figures with what another store holds. */
  public RoadStats withStore(StoreStats other) {
    return with(refusedRequests, trouble, other, signals);
  }

  /**
   * The same figures with what was turned away before the road saw it.
   *
   * @param rejected records of a signal that a receiver refused for good
   * @param refused requests whose sender was told to come again
   */
  public RoadStats withTurnedAway(ToLongFunction<Signal> rejected, long refused) {
    Map<Signal, SignalStats> all = new EnumMap<>(Signal.class);
    for (Signal signal : Signal.values()) {
      all.put(signal, of(signal).withRejected(rejected.applyAsLong(signal)));
    }
    return with(refusedRequests + refused, trouble, store, all);
  }

  private RoadStats with(
      long newRefused,
      String newTrouble,
      StoreStats newStore,
      Map<Signal, SignalStats> newSignals) {
    return new RoadStats(
        generation,
        requests,
        newRefused,
        repeatedRequests,
        replacedText,
        bytesPerSecond,
        lastReceivedUnixNano,
        ringBytes,
        ringCapBytes,
        queueBytes,
        queueCapBytes,
        journalBytes,
        durability,
        newTrouble,
        newStore,
        rules,
        newSignals);
  }
}
