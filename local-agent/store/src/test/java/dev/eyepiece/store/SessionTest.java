package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that come one by one and many at a time, and how both end. */
class SessionTest {
  private BufferAllocator allocator;
  private Session session;

  @BeforeEach
  void open() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("threads", "2");
    allocator = new RootAllocator();
    session =
        new Session(
            (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings), allocator);
    try (Statement begin = session.connection().createStatement()) {
      begin.execute("BEGIN TRANSACTION");
    }
  }

  @AfterEach
  void close() {
    session.close();
    allocator.close();
  }

  @Test
  void allRowsComeAndNoneWhereThereIsNone() throws Exception {
    long[] sum = {0, 0};
    session.columns(
        "SELECT range FROM range(200000)",
        some -> {
          BigIntVector numbers = (BigIntVector) some.getVector(0);
          for (int i = 0; i < some.getRowCount(); i++) {
            sum[0] += numbers.get(i);
          }
          sum[1] += some.getRowCount();
        });
    assertThat(sum).containsExactly(200_000L * 199_999 / 2, 200_000);
    session.columns("SELECT range FROM range(0)", some -> assertThat(some.getRowCount()).isZero());
  }

  @Test
  void oneThatIsCancelledBetweenItsRowsSaysSo() {
    int[] times = {0};
    assertThatThrownBy(() ->
            session.columns(
                "SELECT range FROM range(1000000)",
                some -> {
                  times[0]++;
                  session.cancel();
                }))
        .isInstanceOf(StoreException.class)
        .hasMessage("cancelled");
    assertThat(times).containsExactly(1);
  }

  @Test
  void rowsThatComeOneByOneEndWhenTheyAreCancelled() {
    long[] seen = {0};
    assertThatThrownBy(() ->
            session.query(
                "SELECT range FROM range(3000000000000)",
                row -> {
                  if (++seen[0] == 10_000) {
                    session.cancel();
                  }
                }))
        .isInstanceOf(StoreException.class)
        .hasMessage("cancelled");
    assertThat(seen).containsExactly(10_000);
  }

  @Test
  void oneThatIsCancelledAfterItsFirstRowsWhileItLooksForOthersSaysSo() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (var threads = Executors.newSingleThreadExecutor()) {
      var canceller =
          threads.submit(() -> {
            asked.await();
            session.cancel();
            return true;
          });
      asked.countDown();
      // Going through all numbers would take an hour.
      assertThatThrownBy(() ->
              session.columns(
                  "SELECT range FROM range(3000000000000) WHERE range < 200000", some -> {}))
          .isInstanceOf(StoreException.class)
          .hasMessage("cancelled");
      assertThat(canceller.get()).isTrue();
    }
  }

  @Test
  void rowsOfOtherQuestionsComeAsTheyAreFoundAfterwards() throws Exception {
    session.columns("SELECT 1", some -> {});
    // All of them would not fit into memory.
    long[] seen = {0};
    assertThatThrownBy(() ->
            session.query(
                "SELECT range FROM range(3000000000000)",
                row -> {
                  if (++seen[0] == 10_000) {
                    throw new StoreException("enough");
                  }
                }))
        .hasMessage("enough");
  }

  @Test
  void anErrorInItsMiddleIsSaid() {
    assertThatThrownBy(() ->
            session.columns(
                "SELECT CASE WHEN range = 900000 THEN error('row of trouble') ELSE 'fine' END"
                    + " FROM range(1000000)",
                some -> {}))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("the question cannot be answered: ")
        .hasMessageContaining("row of trouble");
  }

  @Test
  void whatTheTakerThrowsComesThrough() {
    assertThatThrownBy(() ->
            session.columns(
                "SELECT range FROM range(1000000)",
                some -> {
                  throw new StoreException("enough");
                }))
        .isInstanceOf(StoreException.class)
        .hasMessage("enough");
  }
}
