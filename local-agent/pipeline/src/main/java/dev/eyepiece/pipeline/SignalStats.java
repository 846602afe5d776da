package dev.eyepiece.pipeline;

/**
 * Figures of one signal on the road. A record is a span, a log record, a data point or a sample.
 *
 * @param records records taken and kept, replayed ones not counted
 * @param rejected records refused by validation and told so to the sender; profiles rather than
 *     samples
 * @param dropped records that rules took away, or that are left out because of what rules made of
 *     them; not among {@code records}
 * @param replayed records taken from the journal when the road was opened
 * @param perSecond records taken in the last whole second
 * @param inRing records in the ring
 * @param unsealed records that are in the ring and not yet in the store
 */
public record SignalStats(
    long records,
    long rejected,
    long dropped,
    long replayed,
    long perSecond,
    long inRing,
    long unsealed) {
  /** Of a signal of which nothing has come. */
  public static final SignalStats NONE = new SignalStats(0, 0, 0, 0, 0, 0, 0);

  SignalStats withRejected(long count) {
    return new SignalStats(records, count, dropped, replayed, perSecond, inRing, unsealed);
  }
}
