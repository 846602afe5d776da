package dev.eyepiece.opamp;

import java.nio.charset.StandardCharsets;

/**
 * One entry of a config.
 *
 * @param name empty for an agent's only entry
 * @param contentType a MIME type, or empty
 */
public record ConfigText(String name, String contentType, String body) {

  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
