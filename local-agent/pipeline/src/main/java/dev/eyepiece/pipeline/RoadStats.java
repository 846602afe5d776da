package dev.eyepiece.pipeline;

import dev.eyepiece.store.StoreStats;

/**
 * Figures of the road. Counts are since the road was opened; rates are over the last whole second.
 *
 * @param generation grows whenever what a query would see has changed
 * @param requests requests taken
 * @param spans spans taken, replayed ones not counted
 * @param rejectedSpans spans refused by validation and told so to the sender
 * @param refusedRequests requests told to come later because the road was full
 * @param repeatedRequests requests that were acknowledged and not taken again
 * @param replacedText texts that were not UTF-8 and had bytes replaced
 * @param replayedSpans spans taken from the journal when the road was opened
 * @param spansPerSecond spans taken in the last whole second
 * @param bytesPerSecond request bytes taken in the last whole second, uncompressed
 * @param lastReceivedUnixNano when the newest request was taken; 0 before the first
 * @param ringSpans spans in the ring
 * @param ringBytes bytes that the ring keeps alive
 * @param ringCapBytes the ring's cap
 * @param unsealedSpans spans that are in the ring and not yet in the store
 * @param queueBytes bytes waiting between receiver and ring
 * @param queueCapBytes the cap of that queue
 * @param journalBytes bytes of journal segments on disk
 * @param durability what an acknowledgement means
 * @param trouble what is wrong now, empty when nothing is: one sentence fit to be shown
 */
public record RoadStats(
    long generation,
    long requests,
    long spans,
    long rejectedSpans,
    long refusedRequests,
    long repeatedRequests,
    long replacedText,
    long replayedSpans,
    long spansPerSecond,
    long bytesPerSecond,
    long lastReceivedUnixNano,
    long ringSpans,
    long ringBytes,
    long ringCapBytes,
    long unsealedSpans,
    long queueBytes,
    long queueCapBytes,
    long journalBytes,
    Durability durability,
    String trouble,
    StoreStats store) {

  /** The same figures with what a receiver has refused before the road saw it. */
  public RoadStats withRejected(long rejected) {
    return new RoadStats(
        generation,
        requests,
        spans,
        rejected,
        refusedRequests,
        repeatedRequests,
        replacedText,
        replayedSpans,
        spansPerSecond,
        bytesPerSecond,
        lastReceivedUnixNano,
        ringSpans,
        ringBytes,
        ringCapBytes,
        unsealedSpans,
        queueBytes,
        queueCapBytes,
        journalBytes,
        durability,
        trouble,
        store);
  }
}
