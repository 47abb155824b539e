// As for the solver: a worker thread registers the TypeScript loader itself.
import { register } from "tsx/esm/api";

register();
await import("./judge-worker.ts");
