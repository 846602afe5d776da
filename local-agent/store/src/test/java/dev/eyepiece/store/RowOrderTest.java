package dev.eyepiece.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RowOrderTest {
  private final RowOrder order = new RowOrder();

  private static List<SpanBatch> batches(int... sizes) {
    TestTraces traces = new TestTraces(7, false);
    SymbolTable symbols = new SymbolTable();
    List<SpanBatch> batches = new ArrayList<>();
    for (int size : sizes) {
      batches.add(traces.batch(size, symbols));
    }
    return batches;
  }

  private void check(List<SpanBatch> batches, RowOrder.Key<SpanBatch> key) {
    Map<Long, List<String>> expected = new LinkedHashMap<>();
    for (int b = 0; b < batches.size(); b++) {
      for (int row = 0; row < batches.get(b).size(); row++) {
        expected
            .computeIfAbsent(key.of(batches.get(b), row), _ -> new ArrayList<>())
            .add(b + "/" + row);
      }
    }
    order.sort(batches, key);
    List<String> found = new ArrayList<>();
    for (int at = 0; at < order.rows(); at++) {
      found.add(order.batch(at) + "/" + order.row(at));
    }
    assertEquals(expected.values().stream().flatMap(List::stream).toList(), found);
    assertEquals(expected.size(), order.groups());
  }

  @Test
  void groupsLieTogetherInTheOrderOfTheirFirstRows() {
    Random random = new Random(11);
    List<SpanBatch> batches = batches(1, 300, 0, 40, 2_000);
    List<long[]> keys =
        batches.stream().map(batch -> random.longs(batch.size(), 0, 200).toArray()).toList();
    check(batches, (batch, row) -> keys.get(batches.indexOf(batch))[row]);
  }

  @Test
  void oneGroupOrAsManyAsRowsAreOrdersToo() {
    check(batches(10, 20), (_, _) -> 0);
    check(batches(10, 20), SpanBatch::spanId);
    check(List.of(), (_, _) -> 0);
    check(batches(5), SpanBatch::spanId);
  }

  @Test
  void keysThatDifferInFewBitsMakeNoLongSearch() {
    List<SpanBatch> batches = batches(16_384);
    check(batches, (_, row) -> (long) row << 48);
    check(batches, (_, row) -> row);
    assertTrue(order.groups() == 16_384);
  }
}
