package dev.eyepiece.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.telemetry.Signal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:4318, false, http://localhost:4318/v1/traces",
    "http://localhost:4318/, false, http://localhost:4318/v1/traces",
    "https://host/otlp, false, https://host/otlp/v1/traces",
    "https://host/otlp/v1/traces, false, https://host/otlp/v1/traces",
    "localhost:4318, false, http://localhost:4318/v1/traces",
    "https://host/otlp/v1/metrics, false, https://host/otlp/v1/traces",
    "[::1]:9, false, http://[::1]:9/v1/traces",
    "localhost:4317, true, http://localhost:4317",
    "http://localhost:4317, false, http://localhost:4317/v1/traces",
    "grpc://host:1, true, http://host:1",
    "grpcs://host:1, true, https://host:1"
  })
  void endpoints_are_read(String text, boolean grpc, String uri) {
    OtlpAddress endpoint = OtlpAddress.parse(text);
    assertThat(endpoint.grpc()).isEqualTo(grpc);
    assertThat(grpc ? endpoint.uri() : endpoint.uri(Signal.TRACES)).hasToString(uri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "ftp://h:1",
        "grpc://h",
        "grpc://h:1/x",
        "http://",
        "http://u:p@h:1",
        "h:x"
      })
  void what_is_none_is_told(String text) {
    assertThatThrownBy(() -> OtlpAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is no endpoint; expected http://HOST:PORT");
  }
}
