package dev.eyepiece.agent;

import java.util.List;

/**
 * The endpoints that get what comes to an agent too. What is changed here is in force and in the
 * settings file when a call returns. Calls that change or test may block. Safe for use by several
 * threads.
 */
public interface Forwarding {
  /** Nobody, and that cannot be changed. */
  Forwarding NONE =
      new Forwarding() {
        @Override
        public List<ForwardStatus> list() {
          return List.of();
        }

        @Override
        public List<Finding> findings() {
          return List.of();
        }

        @Override
        public String fixed() {
          return "there is no agent here";
        }

        @Override
        public ForwardStatus put(ForwardInfo endpoint) throws ForwardingException {
          throw new ForwardingException(ChangeException.Kind.FAILED, fixed());
        }

        @Override
        public void remove(String name) throws ForwardingException {
          throw new ForwardingException(ChangeException.Kind.FAILED, fixed());
        }

        @Override
        public Finding test(ForwardInfo endpoint) {
          return Finding.failure("forward", fixed(), "");
        }
      };

  /** All endpoints, in the order of the settings; never blocks. */
  List<ForwardStatus> list();

  /**
   * What is odd about all of it: that it goes in a circle, a queue of no endpoint; never blocks.
   */
  List<Finding> findings();

  /** Why nothing can be changed here, as when an option says whom to forward to; or empty. */
  String fixed();

  /**
   * Adds an endpoint, or puts it in the place of the one with its name, whose queue it goes on
   * with. A header whose value is {@link ForwardInfo#HIDDEN} keeps the one that it has.
   *
   * @throws ForwardingException for one that cannot work: then nothing changes
   */
  ForwardStatus put(ForwardInfo endpoint) throws ForwardingException;

  /** Forgets an endpoint and what is queued for it; or what is queued for one that is gone. */
  void remove(String name) throws ForwardingException;

  /** Sends it a request without records, which says whether it can be reached and would take it. */
  Finding test(ForwardInfo endpoint);

  /** One endpoint. */
  default ForwardStatus get(String name) throws ForwardingException {
    return list().stream()
        .filter(status -> status.info().name().equals(name))
        .findFirst()
        .orElseThrow(() -> {
          String shown = name.length() <= 80 ? name : name.substring(0, 80) + "...";
          return new ForwardingException(
              ChangeException.Kind.UNKNOWN, "there is no endpoint '" + shown + "'");
        });
  }

  /** Switches an endpoint on or off; what is queued stays. */
  default ForwardStatus enable(String name, boolean on) throws ForwardingException {
    return put(get(name).info().withEnabled(on));
  }
}
