package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RealTextTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261201L);

  /** Decimal numbers of all sizes, the ends of each form, and numbers of any bits. */
  private static double[] numbers() {
    Random random = new Random(SEED);
    DoubleStream decimals =
        random
            .ints(500, -1_000_000, 1_000_000)
            .mapToDouble(n -> Double.parseDouble(n + "e" + (random.nextInt(60) - 30)));
    DoubleStream anyBits =
        random
            .longs(1_000)
            .mapToDouble(Double::longBitsToDouble)
            .filter(value -> Math.abs(value) >= Double.MIN_NORMAL && Double.isFinite(value));
    DoubleStream ends =
        DoubleStream.of(
            0, -0.0, 1, 1e7, 1e15, 1e16, 9999999999999998.0, 1e-3, 1e-4, 9.9e-5, 1e100, -1e-7);
    return DoubleStream.concat(ends, DoubleStream.concat(decimals, anyBits)).toArray();
  }

  @Test
  void aNumberIsWrittenAsDuckDbWritesIt() throws Exception {
    double[] numbers = numbers();
    String values =
        DoubleStream.of(numbers)
            .mapToObj(n -> "(CAST('" + n + "' AS DOUBLE))")
            .collect(Collectors.joining(", "));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT CAST(v AS VARCHAR) FROM (VALUES " + values + ") t(v)")) {
      for (double number : numbers) {
        assertThat(rows.next()).isTrue();
        assertThat(RealText.of(number)).isEqualTo(rows.getString(1));
        assertThat(Double.parseDouble(RealText.of(number))).isEqualTo(number);
      }
    }
  }

  @Test
  void anotherWayToWriteANumber() {
    assertThat(RealText.other("500")).isEqualTo("500.0");
    assertThat(RealText.other("5e2")).isEqualTo("500.0");
    assertThat(RealText.other("500.0")).isNull();
    assertThat(RealText.other("500ms")).isNull();
    assertThat(RealText.other("NaN")).isNull();
    assertThat(RealText.other("1e999")).isNull();
    assertThat(RealText.other("5*")).isNull();
  }
}
