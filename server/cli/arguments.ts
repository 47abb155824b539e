import { type ParseArgsConfig, parseArgs } from "node:util";

/**
 * The command line as `parseArgs` reads it. `--help` prints the usage and ends the process; what
 * cannot be read ends it with the reason and the usage instead of a stack.
 */
export function readArguments<Config extends ParseArgsConfig>(
  config: Config,
  usage: string,
): ReturnType<typeof parseArgs<Config>> {
  if (process.argv.includes("--help")) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (cause) {
    console.error(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`);
    process.exit(2);
  }
}
