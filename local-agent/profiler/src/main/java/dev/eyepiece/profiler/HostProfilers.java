package dev.eyepiece.profiler;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Starts a profiler in the way that sees the most with the fewest rights. */
public final class HostProfilers {
  private HostProfilers() {}

  /**
   * The whole host by this process where it has the rights, else by a helper with four capabilities
   * where these can be had, else by this process what it may see, with a note that says what is
   * missing. Blocks while a person is asked for a password.
   *
   * @param folder an existing one, for the helper's socket
   */
  public static RunningProfiler start(
      ProfileOptions options, Path folder, Map<String, String> environment, Clock clock)
      throws ProfilerException {
    if (ProfilerRights.look().wholeHostLacks() == null) {
      return HostProfiler.start(options, clock);
    }
    try {
      return HelperProfiler.start(options, folder, environment);
    } catch (ProfilerException withoutHelper) {
      try {
        return HostProfiler.start(options, clock);
      } catch (ProfilerException alone) {
        ProfilerException both =
            new ProfilerException(withoutHelper.getMessage() + "; " + alone.getMessage());
        both.addSuppressed(withoutHelper);
        both.addSuppressed(alone);
        throw both;
      }
    }
  }
}
