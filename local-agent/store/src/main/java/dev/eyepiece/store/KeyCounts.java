package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Utf8;
import java.util.Arrays;
import java.util.List;

/** Learns which attribute keys are worth a column of their own. For one thread. */
final class KeyCounts {
  /** A key that is in no list of conventions must occur so often among the records of a chunk. */
  private static final int LEAST = 256;

  private static final int LEAST_SHARE = 20;

  private int[] counts = new int[256];
  private byte[] types = new byte[256];

  /** Counts the keys of some batches, and offers the frequent ones to the dictionary. */
  void learn(Dictionary dictionary, List<? extends RecordBatch> batches, int records) {
    Arrays.fill(counts, 0);
    for (RecordBatch batch : batches) {
      if (batch.size() > 0) {
        count(batch, batch.attributesFrom(0), batch.attributesTo(batch.size() - 1));
      }
    }
    int enough = Math.max(LEAST, records / LEAST_SHARE);
    RecordBatch any = batches.getLast();
    for (int symbol = 0; symbol < counts.length; symbol++) {
      if (counts[symbol] > 0) {
        Utf8 key = any.symbol(symbol);
        boolean known = Promoted.KEYS.contains(key.toString());
        if ((known || counts[symbol] >= enough) && dictionary.column(key) < 0) {
          dictionary.offerColumn(key, types[symbol]);
        }
      }
    }
  }

  private void count(RecordBatch batch, int from, int to) {
    for (int a = from; a < to; a++) {
      int symbol = batch.attributeKey(a);
      byte type = batch.attributeType(a);
      if (symbol >= 0 && ShapePlans.mayHaveColumn(type)) {
        if (symbol >= counts.length) {
          int more = Math.max(symbol + 1, counts.length * 2);
          counts = Arrays.copyOf(counts, more);
          types = Arrays.copyOf(types, more);
        }
        if (counts[symbol]++ == 0) {
          types[symbol] = type;
        }
      }
    }
  }
}
