package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.telemetry.Signal;

/**
 * A request in a queue of the forwarder.
 *
 * @param place where it is, or -1 before it is in the queue
 * @param hops who forwarded it before it came here
 * @param id the road's id of the request that it was made of
 * @param bytes may be longer than the request
 * @param length how many of the bytes are the request
 */
@SuppressWarnings("ArrayRecordComponent")
record ForwardItem(
    long place, Signal signal, Hops hops, long id, long arrivedUnixNano, byte[] bytes, int length) {
  static final long NOWHERE = -1;

  ForwardItem(Signal signal, Hops hops, long id, long arrivedUnixNano, byte[] bytes, int length) {
    this(NOWHERE, signal, hops, id, arrivedUnixNano, bytes, length);
  }
}
