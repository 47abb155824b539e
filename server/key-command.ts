import { execFile } from "node:child_process";

const PATIENCE_MS = 20_000;
const MOST_OUTPUT = 65_536;

/** Unquoted, in double quotes, or in single quotes; parts that touch are one word. */
const PART = /"((?:[^"\\]|\\.)*)"|'([^']*)'|((?:[^\s"'\\]|\\.)+)/gs;

/**
 * The words of a command: quotes keep spaces, a backslash keeps the next character, and nothing else
 * has a meaning, for no shell ever sees it. Undefined when a quote does not end, or there is no word.
 */
export function commandWords(command: string): string[] | undefined {
  const words: string[] = [];
  let end = 0;
  for (const match of command.matchAll(PART)) {
    const gap = command.slice(end, match.index);
    if (gap.trim() !== "") return undefined;
    const [, double, single, plain] = match;
    const text = single ?? (double ?? plain ?? "").replace(/\\(.)/gs, "$1");
    const touches = words.length > 0 && gap === "";
    words.push(touches ? `${words.pop() ?? ""}${text}` : text);
    end = match.index + match[0].length;
  }
  return words.length === 0 || command.slice(end).trim() !== "" ? undefined : words;
}

/**
 * What a command writes to its standard output. Throws with what to do; whatever the command wrote is
 * in no error, for it may be the key.
 */
export async function runKeyCommand(command: string, patienceMs = PATIENCE_MS): Promise<string> {
  const [program, ...args] = commandWords(command) ?? [];
  if (!program) throw new Error("is not a command: a quote does not end, or it is empty");

  return new Promise((resolve, reject) => {
    const options = {
      timeout: patienceMs,
      killSignal: "SIGKILL",
      maxBuffer: MOST_OUTPUT,
      encoding: "utf8",
    } as const;
    const child = execFile(program, args, options, (failure, output) => {
      if (failure) reject(new Error(`${program} ${reasonOf(failure, patienceMs)}`));
      else resolve(output);
    });
    child.stdin?.end();
  });
}

function reasonOf(
  failure: { code?: string | number | null | undefined; killed?: boolean },
  patienceMs: number,
): string {
  if (failure.code === "ENOENT") return "was not found: give its whole path";
  if (failure.code === "EACCES") return "may not be run by this user";
  if (failure.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER")
    return "wrote far more than a key: its standard output must be the key alone";
  if (failure.killed) return `did not end within ${patienceMs / 1_000} s`;
  return `failed (${failure.code ?? "killed"}): run it by hand as this user to see why`;
}
