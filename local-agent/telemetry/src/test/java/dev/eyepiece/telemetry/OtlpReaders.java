package dev.eyepiece.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;

/** Everything that takes encoded requests of a signal, to be tried on the same bytes. */
enum OtlpReaders {
  WALKER {
    @Override
    void read(Signal signal, byte[] bytes) throws Exception {
      BatchOracle.singles(RequestWalker.of(signal, SYMBOLS).walk(bytes, bytes.length));
    }

    @Override
    void readOnly(Signal signal, byte[] bytes) throws Exception {
      RequestWalker.of(signal, SYMBOLS).walk(bytes, bytes.length);
    }
  },
  TREE {
    @Override
    void read(Signal signal, byte[] bytes) throws Exception {
      byte[] encoded = TelemetryTree.read(signal, bytes, bytes.length).encode();
      TestMessages.builder(signal).mergeFrom(encoded);
    }

    @Override
    void readOnly(Signal signal, byte[] bytes) throws Exception {
      TelemetryTree.read(signal, bytes, bytes.length);
    }
  },
  JSON {
    @Override
    void read(Signal signal, byte[] bytes) throws Exception {
      OtlpJson.write(signal, bytes, bytes.length, new ByteArrayOutputStream());
    }

    @Override
    void readOnly(Signal signal, byte[] bytes) throws Exception {
      OtlpJson.write(signal, bytes, bytes.length, OutputStream.nullOutputStream());
    }
  };

  private static final SymbolTable SYMBOLS = new SymbolTable();

  static List<OtlpReaders> all() {
    return List.of(values());
  }

  /** Without looking at what was made. */
  abstract void readOnly(Signal signal, byte[] bytes) throws Exception;

  /** With all that can be done with what was made. */
  abstract void read(Signal signal, byte[] bytes) throws Exception;
}
