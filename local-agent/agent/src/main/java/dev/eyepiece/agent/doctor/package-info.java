/** What the doctor reads of the system. */
@NullMarked
package dev.eyepiece.agent.doctor;

import org.jspecify.annotations.NullMarked;
