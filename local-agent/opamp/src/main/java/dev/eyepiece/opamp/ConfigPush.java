package dev.eyepiece.opamp;

/**
 * What became of a config that was pushed.
 *
 * @param hash in hexadecimal digits
 * @param offered whether it is on its way; else the agent gets it when it comes next
 */
public record ConfigPush(InstanceUid uid, String hash, boolean offered) {}
