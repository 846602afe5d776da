package dev.eyepiece.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPatternTest {
  @ParameterizedTest
  @CsvSource({
    "https://shop.example, https://shop.example, true",
    "https://Shop.Example, https://shop.example, true",
    "https://shop.example, http://shop.example, false",
    "https://shop.example, https://shop.example:8443, false",
    "https://shop.example, https://shop.example.evil.example, false",
    "http://*.shop.example, http://a.shop.example, true",
    "http://*.shop.example, http://a.b.shop.example, true",
    "http://*.shop.example, http://shop.example, false",
    "http://*.shop.example, http://evilshop.example, false",
    "http://*.shop.example, http://a.shop.example:81, false",
    "http://shop.example:*, http://shop.example:5173, true",
    "http://shop.example:*, http://shop.example, true",
    "http://*.shop.example:*, http://a.shop.example:81, true",
    "http://[fd00::1]:*, http://[fd00::1]:81, true",
    "http://*.shop.example, http://*.shop.example, false",
    "http://shop.example:*, http://shop.example:*, false",
    "https://shop.example, null, false",
    "https://shop.example, https://shop.example/, false"
  })
  void hostsBelowADomainAndAnyPortCanBeMeant(String pattern, String origin, boolean matches) {
    assertThat(OriginPattern.of(pattern).matches(origin)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://*",
        "*.shop.example",
        "https://a.*.example",
        "https://shop.example/path",
        "https://shop.example:port",
        "https://",
        "https://*.*.example",
        "shop.example"
      })
  void whatIsNoOriginIsRefused(String pattern) {
    assertThatThrownBy(() -> OriginPattern.of(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + pattern + "' is no origin");
  }
}
