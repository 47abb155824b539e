import { type Backend, openBackend } from "../embedded/backend";
import { type FrontDoor, openFrontDoor } from "../embedded/front-door";
import type { HostOrder, HostReport } from "./host-messages";

/**
 * The process in which test databases live, one after the other: the same server and front door as of an
 * embedded database, without the second that each new process takes to compile them.
 */
const open = new Map<string, { backend: Backend; door: FrontDoor }>();

async function follow(order: HostOrder): Promise<HostReport> {
  const { folder } = order;
  if (order.kind === "open") {
    const backend = await openBackend(folder, { wasKilled: false, onStep: () => undefined });
    const { passwords } = order;
    const door = await openFrontDoor(backend, { port: 0, passwords, onBroken: giveUp });
    open.set(folder, { backend, door });
    return { kind: "opened", folder, port: door.port };
  }
  const database = open.get(folder);
  open.delete(folder);
  await database?.door.close();
  await database?.backend.close();
  return { kind: "closed", folder };
}

function giveUp(cause: unknown): void {
  console.error(cause);
  process.exit(1);
}

process.on("message", (order: HostOrder) => {
  follow(order)
    .catch((cause: unknown): HostReport => {
      const reason = cause instanceof Error ? cause.message : "unknown";
      return { kind: "failed", folder: order.folder, reason };
    })
    .then((report) => process.send?.(report), giveUp);
});
// Whoever started it is gone, and its databases with it.
process.on("disconnect", () => process.exit(0));
