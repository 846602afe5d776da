package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentDetails;
import dev.eyepiece.opamp.AgentSummary;
import dev.eyepiece.opamp.ConfigPush;
import dev.eyepiece.opamp.ConfigText;
import dev.eyepiece.opamp.Fleet;
import dev.eyepiece.opamp.FleetException;
import dev.eyepiece.opamp.InstanceUid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fleet as the window sees it. Safe for any thread. */
public interface FleetSource {

  /** No agents, and no port for them. */
  FleetSource NONE =
      new FleetSource() {
        @Override
        public long changes() {
          return 0;
        }

        @Override
        public List<AgentSummary> agents() {
          return List.of();
        }

        @Override
        public @Nullable AgentDetails agent(InstanceUid uid) {
          return null;
        }

        @Override
        public ConfigPush push(InstanceUid uid, List<ConfigText> config) throws FleetException {
          throw FleetException.unknown(uid);
        }

        @Override
        public ConfigPush rollback(InstanceUid uid) throws FleetException {
          throw FleetException.unknown(uid);
        }

        @Override
        public void restart(InstanceUid uid) throws FleetException {
          throw FleetException.unknown(uid);
        }

        @Override
        public void forget(InstanceUid uid) throws FleetException {
          throw FleetException.unknown(uid);
        }

        @Override
        public String endpoint() {
          return "";
        }

        @Override
        public String trouble() {
          return "this window has no fleet";
        }
      };

  /** Goes up whenever something changed that is shown. */
  long changes();

  List<AgentSummary> agents();

  @Nullable AgentDetails agent(InstanceUid uid);

  ConfigPush push(InstanceUid uid, List<ConfigText> config) throws FleetException;

  ConfigPush rollback(InstanceUid uid) throws FleetException;

  void restart(InstanceUid uid) throws FleetException;

  void forget(InstanceUid uid) throws FleetException;

  /** Where agents report, a URL of HTTP; empty when they cannot. */
  String endpoint();

  /** Why they cannot, or what else is wrong; empty when nothing is. */
  String trouble();

  /**
   * A fleet of this process.
   *
   * @param endpoint where it listens, empty for nowhere
   * @param trouble why it listens nowhere
   */
  static FleetSource of(Fleet fleet, String endpoint, String trouble) {
    return new FleetSource() {
      @Override
      public long changes() {
        return fleet.changes();
      }

      @Override
      public List<AgentSummary> agents() {
        return fleet.agents();
      }

      @Override
      public @Nullable AgentDetails agent(InstanceUid uid) {
        return fleet.agent(uid);
      }

      @Override
      public ConfigPush push(InstanceUid uid, List<ConfigText> config) throws FleetException {
        return fleet.push(uid, config);
      }

      @Override
      public ConfigPush rollback(InstanceUid uid) throws FleetException {
        return fleet.rollback(uid);
      }

      @Override
      public void restart(InstanceUid uid) throws FleetException {
        fleet.restart(uid);
      }

      @Override
      public void forget(InstanceUid uid) throws FleetException {
        fleet.forget(uid);
      }

      @Override
      public String endpoint() {
        return endpoint;
      }

      @Override
      public String trouble() {
        return trouble.isEmpty() ? fleet.trouble() : trouble;
      }
    };
  }
}
