package dev.eyepiece.agent;

import dev.eyepiece.otlp.OtlpReceiver;
import dev.eyepiece.pipeline.Durability;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.StoreConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is started with.
 *
 * @param dataFolder where telemetry, journal, token and lock live; created when missing
 * @param stateFolder where running agents of this user are listed
 * @param ports where it listens for telemetry and for questions
 * @param access who may send, and how senders are told apart
 * @param durability what an acknowledgement means
 * @param retention what is kept of sealed telemetry
 * @param caps what may be taken of memory and of the network
 * @param sealAfter age at which a batch is moved from ring to store
 * @param opamp where agents report over OpAMP, and whom this agent reports to
 * @param forward who gets what comes too
 * @param store the ClickHouse that is asked instead of the data folder, and written to where its
 *     access says so; {@code null} for the data folder
 */
public record AgentConfig(
    Path dataFolder,
    Path stateFolder,
    Ports ports,
    Access access,
    Durability durability,
    Retention retention,
    Caps caps,
    Duration sealAfter,
    Opamp opamp,
    ForwardSetup forward,
    @Nullable ClickHouseConfig store) {

  /**
   * Where an agent listens, OpAMP left out.
   *
   * @param grpc of OTLP/gRPC; OTLP/HTTP works on it too
   * @param http of OTLP/HTTP; OTLP/gRPC works on it too
   * @param api of the local API
   */
  public record Ports(HostPort grpc, HostPort http, HostPort api) {
    /** 4317 to 4319, of this machine alone. */
    public static final Ports DEFAULT =
        new Ports(
            new HostPort("localhost", 4317),
            new HostPort("localhost", 4318),
            new HostPort("localhost", 4319));

    /** Those that take OTLP. */
    public List<HostPort> otlp() {
      return List.of(grpc, http);
    }
  }

  /**
   * Who may send.
   *
   * @param origins browser origins allowed to send, beside those of localhost
   * @param tls certificate and key, for ports that are open to other machines; where senders are
   *     asked for certificates, for the ports of OTLP on loopback too
   * @param senderToken the bearer token senders must show, where a port is open to other machines
   * @param insecure ports may be open to other machines without TLS and token
   */
  public record Access(
      List<String> origins, @Nullable TlsFiles tls, @Nullable Path senderToken, boolean insecure) {
    /** This machine alone. */
    public static final Access LOCAL = new Access(List.of(), null, null, false);
  }

  /**
   * What may be taken of memory and of the network.
   *
   * @param ringBytes bytes of newest telemetry kept in memory
   * @param storeBytes bytes that the store may take outside of the Java heap
   * @param queueBytes bytes waiting between receiver and ring
   * @param requestBytes largest request after decompression
   * @param answerBytes largest answer to a request that was taken
   */
  public record Caps(
      long ringBytes, long storeBytes, long queueBytes, int requestBytes, int answerBytes) {
    /** Of a developer's machine. */
    public static final Caps DEFAULT =
        new Caps(
            256L << 20, StoreConfig.DEFAULT_MEMORY, 64L << 20, 64 << 20, OtlpReceiver.ANSWER_BYTES);
  }

  /**
   * What is kept of sealed telemetry; the oldest goes first.
   *
   * @param capBytes bytes on disk
   * @param keepFor how long after it came; zero for as long as there is room
   */
  public record Retention(long capBytes, Duration keepFor) {
    /** Ten gigabytes, of any age. */
    public static final Retention DEFAULT = new Retention(10_000_000_000L, Duration.ZERO);
  }

  /**
   * OpAMP, both ways.
   *
   * @param address port of the fleet's server; {@code null} for none
   * @param needed whether the agent does not start without that port, as when somebody asked for it
   * @param connect the server that this agent reports to; {@code null} for none
   * @param token a file with the bearer token that it shows there; {@code null} for none
   */
  public record Opamp(
      @Nullable HostPort address, boolean needed, @Nullable URI connect, @Nullable Path token) {
    /** No server, and reports to nobody. */
    public static final Opamp OFF = new Opamp(null, false, null, null);
  }

  /**
   * PEM files.
   *
   * @param certificate the chain, leaf first
   * @param key the private key, PKCS#8, without a password
   * @param clientAuthorities certificates that those of senders must come from; {@code null} asks
   *     senders for none
   * @param clientsRequired whether a sender without a certificate is turned away; counts with
   *     authorities alone
   */
  public record TlsFiles(
      Path certificate, Path key, @Nullable Path clientAuthorities, boolean clientsRequired) {

    /** Without certificates of senders. */
    public TlsFiles(Path certificate, Path key) {
      this(certificate, key, null, false);
    }

    /** Whether every sender must show a certificate. */
    boolean wantsClients() {
      return clientAuthorities != null && clientsRequired;
    }
  }

  /** The defaults over two folders. */
  public static AgentConfig of(Path dataFolder, Path stateFolder) {
    return new AgentConfig(
        dataFolder,
        stateFolder,
        Ports.DEFAULT,
        Access.LOCAL,
        Durability.GROUP,
        Retention.DEFAULT,
        Caps.DEFAULT,
        Duration.ofSeconds(5),
        new Opamp(new HostPort("localhost", 4320), false, null, null),
        ForwardSetup.NONE,
        null);
  }

  /** The same with other ports, and without OpAMP. */
  public AgentConfig withPorts(HostPort grpc, HostPort http, HostPort localApi) {
    return with(new Ports(grpc, http, localApi), access, Opamp.OFF, forward, store);
  }

  /** The same for other senders. */
  public AgentConfig withAccess(Access other) {
    return with(ports, other, opamp, forward, store);
  }

  /** The same that forwards to others. */
  public AgentConfig withForward(ForwardSetup others) {
    return with(ports, access, opamp, others, store);
  }

  /** The same with other ways of OpAMP. */
  public AgentConfig withOpamp(Opamp ways) {
    return with(ports, access, ways, forward, store);
  }

  /** The same with telemetry in a ClickHouse. */
  public AgentConfig withStore(@Nullable ClickHouseConfig other) {
    return with(ports, access, opamp, forward, other);
  }

  private AgentConfig with(
      Ports newPorts,
      Access newAccess,
      Opamp newOpamp,
      ForwardSetup newForward,
      @Nullable ClickHouseConfig newStore) {
    return new AgentConfig(
        dataFolder,
        stateFolder,
        newPorts,
        newAccess,
        durability,
        retention,
        caps,
        sealAfter,
        newOpamp,
        newForward,
        newStore);
  }

  /** Whether what comes goes into a ClickHouse instead of the data folder. */
  boolean writesElsewhere() {
    return store != null && store.access() != ClickHouseConfig.Access.READ;
  }
}
