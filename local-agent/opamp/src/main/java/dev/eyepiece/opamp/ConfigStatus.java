package dev.eyepiece.opamp;

/** What an agent says of a config (specification, RemoteConfigStatuses). */
public enum ConfigStatus {
  UNSET,
  APPLIED,
  APPLYING,
  FAILED
}
