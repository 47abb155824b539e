import { describe, expect, it } from "vitest";
import { commandWords, runKeyCommand } from "./key-command";

describe("the words of a command", () => {
  it.each([
    ["kms get key", ["kms", "get", "key"]],
    [
      `  "/opt/key service/get"  --name 'ward cast'  `,
      ["/opt/key service/get", "--name", "ward cast"],
    ],
    [`get --label="a \\"b\\""`, ["get", `--label=a "b"`]],
    ["get a\\ b", ["get", "a b"]],
    ["get '' x", ["get", "", "x"]],
    [
      "get $(id) `id` ; rm -rf / | x > y",
      ["get", "$(id)", "`id`", ";", "rm", "-rf", "/", "|", "x", ">", "y"],
    ],
  ])("of %s", (command, words) => expect(commandWords(command)).toEqual(words));

  it.each(["", "   ", `get "open`, "get 'open", "get \\"])("of %s are none", (command) =>
    expect(commandWords(command)).toBeUndefined(),
  );
});

describe("a key command", () => {
  const node = (script: string) => `${process.execPath} -e "${script}"`;

  it("gives what it writes", async () => {
    expect(await runKeyCommand(node("process.stdout.write('the key')"))).toBe("the key");
  });

  it("is run by no shell", async () => {
    expect(await runKeyCommand("printf %s $(id);id")).toBe("$(id);id");
  });

  it.each([
    ["no-such-command-here x", /no-such-command-here was not found/],
    ["/dev/null x", /may not be run/],
    [`"unfinished`, /a quote does not end/],
    [node("console.log('SECRET'); console.error('SECRET'); process.exit(3)"), /failed \(3\)/],
    [node("for (;;) console.log('SECRET'.repeat(1e5))"), /far more than a key/],
  ])("that cannot be used is told without what it wrote: %s", async (command, reason) => {
    const failure = await runKeyCommand(command).catch((cause: unknown) => cause);
    if (!(failure instanceof Error)) throw new Error("it did not fail");
    expect(failure.message).toMatch(reason);
    expect(failure.message).not.toContain("SECRET");
    expect(failure.cause).toBeUndefined();
  });

  it("that does not end is ended", async () => {
    await expect(runKeyCommand(node("setInterval(() => {}, 1000)"), 300)).rejects.toThrow(
      /did not end within 0.3 s/,
    );
  });
});
