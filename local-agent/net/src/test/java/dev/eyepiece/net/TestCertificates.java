package dev.eyepiece.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Keys and certificates that a test makes for itself, with the JDK's keytool. */
final class TestCertificates {
  private static final char[] PASSWORD = "not a secret".toCharArray();

  private final Path folder;
  private final Path file;

  TestCertificates(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("store.p12");
  }

  /** A key with a certificate for this machine, which it signs itself. */
  TestCertificates server(String alias) throws Exception {
    return make(alias, "-ext", "SAN=dns:localhost,ip:127.0.0.1");
  }

  /** An authority. */
  TestCertificates authority(String alias) throws Exception {
    return make(alias, "-ext", "bc:c");
  }

  /** A key whose certificate an authority of this store has signed. */
  TestCertificates signed(String alias, String authority, String... more) throws Exception {
    List<String> options = new ArrayList<>(List.of("-signer", authority));
    options.addAll(List.of(more));
    return make(alias, options.toArray(String[]::new));
  }

  private TestCertificates make(String alias, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString()));
    command.addAll(List.of(more));
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    return this;
  }

  private KeyStore store() throws Exception {
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  /** The certificates of a key as a file, the leaf first. */
  Path chain(String alias) throws Exception {
    StringBuilder text = new StringBuilder();
    for (Certificate certificate : store().getCertificateChain(alias)) {
      text.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    return Files.writeString(folder.resolve(alias + ".pem"), text);
  }

  /** A private key as a file. */
  Path key(String alias) throws Exception {
    return Files.writeString(
        folder.resolve(alias + ".key"),
        pem("PRIVATE KEY", store().getKey(alias, PASSWORD).getEncoded()));
  }

  private static String pem(String what, byte[] bytes) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
  }

  /** A client that trusts everybody in the store, and shows the certificate of one of them. */
  SSLContext client(@Nullable String alias) throws Exception {
    KeyStore all = store();
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(all);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, PASSWORD);
    if (alias != null) {
      own.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
    }
    keys.init(own, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
