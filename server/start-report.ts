/** What the start tells the process that ran it: `npm run up` turns it into lines for people. */
export type StartReport =
  | { type: "progress"; text: string; done: boolean }
  | {
      type: "ready";
      url: string;
      mllp: string; // host:port
      accountsFile: string;
      accounts: readonly { email: string; password: string; title: string }[];
    };

/** To the parent over its channel; without one, as a JSON line, which never carries a password. */
export function report(message: StartReport): void {
  if (process.send) return void process.send(message);
  const said = message.type === "ready" ? { ...message, accounts: [] } : message;
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
