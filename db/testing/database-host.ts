import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { OWNER, type Passwords } from "../embedded/child-messages";
import { randomPassword, urlsOf, type DatabaseUrls } from "../roles";
import type { HostOrder, HostReport } from "./host-messages";

export interface HostedDatabase {
  url: string;
  urls: DatabaseUrls;
  stop(): Promise<void>;
}

/** Of this process, for as long as it lives: test files that share a worker share it. */
let running: ChildProcess | undefined;

/** Opens the database of this folder. Throws with the host's reason when it cannot be opened. */
export async function hostDatabase(folder: string): Promise<HostedDatabase> {
  const passwords: Passwords = {
    [OWNER]: randomPassword(),
    wardcast_app: randomPassword(),
    wardcast_service: randomPassword(),
    wardcast_identity: randomPassword(),
  };
  const host = (running ??= startHost());
  const report = await ask(host, { kind: "open", folder, passwords });
  if (report.kind !== "opened") throw new Error(`test database: ${report.kind}`);

  const url = `postgres://${OWNER}:${passwords[OWNER]}@127.0.0.1:${report.port}/postgres`;
  return {
    url,
    urls: urlsOf(url, (role) => passwords[role]),
    stop: async () => void (await ask(host, { kind: "close", folder })),
  };
}

function startHost(): ChildProcess {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const entry = fileURLToPath(new URL("./host-process.ts", import.meta.url));
  const host = spawn(process.execPath, ["--import", pathToFileURL(tsx).href, entry], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  host.setMaxListeners(0);
  host.once("exit", () => (running = undefined));
  // It ends with this process, and does not keep it from ending.
  host.unref();
  host.channel?.unref();
  return host;
}

const ask = (host: ChildProcess, order: HostOrder): Promise<HostReport> =>
  new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      host.off("message", answered);
      host.off("exit", ended);
      host.channel?.unref();
      settle();
    };
    const answered = (report: HostReport): void => {
      if (report.folder !== order.folder) return;
      done(() =>
        report.kind === "failed"
          ? reject(new Error(`test database: ${report.reason}`))
          : resolve(report),
      );
    };
    const ended = (): void => done(() => reject(new Error("the host of the test databases ended")));
    host.on("message", answered);
    host.once("exit", ended);
    host.channel?.ref();
    host.send(order);
  });
