package dev.eyepiece.net;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Compares bearer tokens in constant time. */
final class BearerToken {
  static final String REFUSAL = "this port wants the header 'authorization: Bearer TOKEN'";

  private BearerToken() {}

  static boolean matches(@Nullable String header, String token) {
    return header != null
        && MessageDigest.isEqual(
            header.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
  }
}
