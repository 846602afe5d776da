package dev.eyepiece.agent;

import dev.eyepiece.agent.folder.PrivateFiles;
import dev.eyepiece.agent.folder.Token;
import dev.eyepiece.agent.query.FolderAnswers;
import dev.eyepiece.agent.query.StoreAnswers;
import dev.eyepiece.store.ClickHouseConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Collectors;

/** Ways to ask: an agent by its address, or a folder, whoever owns it. */
public final class AgentAccess {
  private final RunningAgents agents;
  private final InstantSource clock;

  public AgentAccess(RunningAgents agents, InstantSource clock) {
    this.agents = agents;
    this.clock = clock;
  }

  /** Asks an agent with this token. */
  public ApiClient agent(URI api, String token) {
    return new ApiClient(api, token);
  }

  /** Asks an agent of this user; its token is found by its address. */
  public ApiClient agent(URI api) throws QueryException {
    return agent(api, token(api));
  }

  private String token(URI api) throws QueryException {
    try {
      RunningAgent agent =
          agents
              .find(api)
              .orElseThrow(() ->
                  wrong(
                      "no agent of this user answers at "
                          + api
                          + "; expected a running one, or its token in EYEPIECE_TOKEN or"
                          + " --token-file"));
      return Token.ofFolder(agent.dataFolder());
    } catch (IOException e) {
      throw new QueryException("the token for " + api + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Asks the owner of a folder, or reads the folder when nobody owns it; then no owner can take it
   * until the answers are closed. Changes nothing in it.
   */
  public Answers folder(Path dataFolder) throws QueryException {
    if (!Files.isDirectory(dataFolder)) {
      throw wrong(
          "the data folder "
              + dataFolder
              + " is not there; expected a folder of an agent"
              + others());
    }
    try {
      // The lock tells, not the named process: a killed one may still be listed for a moment.
      return FolderAnswers.open(dataFolder, clock);
    } catch (FolderOwnedException e) {
      Owner owner = e.owner();
      if (owner == null) {
        throw new QueryException(String.valueOf(e.getMessage()), e);
      }
      return owned(dataFolder, owner);
    } catch (IOException e) {
      throw new QueryException(
          "the data folder " + dataFolder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Asks a ClickHouse itself, whoever writes to it. */
  public Answers store(ClickHouseConfig store) throws QueryException {
    return StoreAnswers.open(store, clock);
  }

  /** Asks the owner of a folder, which has to run. */
  public ApiClient owner(Path dataFolder) throws QueryException {
    try {
      RunningAgent owner =
          agents
              .findByFolder(dataFolder)
              .orElseThrow(() ->
                  new QueryException(
                      "no agent runs on the data folder "
                          + dataFolder
                          + "; start one with 'eyepiece' or 'eyepiece serve'"
                          + others(),
                      QueryException.NO_POSITION,
                      false));
      return agent(owner.owner().api(), Token.ofFolder(dataFolder));
    } catch (IOException e) {
      throw new QueryException(
          "the token of " + dataFolder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Other agents of this user, for one who did not say which. */
  private String others() {
    try {
      String addresses =
          agents.list().stream()
              .map(agent -> agent.owner().api().toString())
              .collect(Collectors.joining(", "));
      return addresses.isEmpty() ? "" : ", or --api with one that runs: " + addresses;
    } catch (IOException notKnown) {
      return "";
    }
  }

  private Answers owned(Path dataFolder, Owner owner) throws QueryException {
    return agent(owner.api(), token(dataFolder));
  }

  private static String token(Path dataFolder) throws QueryException {
    try {
      return Token.ofFolder(dataFolder);
    } catch (IOException e) {
      throw new QueryException(
          "the token of " + dataFolder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The rule sets of an agent, with this token. */
  public RuleSets rules(URI api, String token) {
    return new ApiRules(new ApiClient(api, token));
  }

  /** The rule sets of an agent of this user. */
  public RuleSets rules(URI api) throws QueryException {
    return rules(api, token(api));
  }

  /**
   * The rule sets of a folder: of its owner, or, when nobody owns it, of its files; then no owner
   * can take it until they are closed.
   */
  public RuleSets rules(Path dataFolder) throws QueryException {
    try {
      PrivateFiles.createFolder(dataFolder);
      return FolderRules.open(dataFolder);
    } catch (FolderOwnedException e) {
      Owner owner = e.owner();
      if (owner == null) {
        throw new QueryException(String.valueOf(e.getMessage()), e);
      }
      return rules(owner.api(), token(dataFolder));
    } catch (IOException e) {
      throw new QueryException(
          "the data folder " + dataFolder + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Reads a token from a file. */
  public static String readToken(Path file) throws IOException {
    return Token.read(file);
  }

  private static QueryException wrong(String message) {
    return new QueryException(message, QueryException.NO_POSITION, true);
  }
}
