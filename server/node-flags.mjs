/**
 * For the server's process. A message lives until its group is committed, some hundredths of a second:
 * longer than Node's young generation of 16 MB lasts under load, so that each would be moved to the
 * old one and collected there. With 64 MB the collector takes a fifth of the time.
 */
export const SERVER_FLAGS = ["--max-semi-space-size=64"];
