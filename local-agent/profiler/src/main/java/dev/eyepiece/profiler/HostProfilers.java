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
    return start(options, ProfilerRights.look(), folder, environment, clock);
  }

  static RunningProfiler start(
      ProfileOptions options,
      ProfilerRights rights,
      Path folder,
      Map<String, String> environment,
      Clock clock)
      throws ProfilerException {
    if (rights.wholeHostLacks() == null) {
      return HostProfiler.start(options, rights, clock);
    }
    try {
      return HelperProfiler.start(options, folder, environment);
    } catch (ProfilerException withoutHelper) {
      try {
        HostProfiler alone = HostProfiler.start(options, rights, clock);
        alone.note("no helper: " + withoutHelper.getMessage());
        return alone;
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
