import type { Queryable } from "#db/pool";
import { findPairedWall, noteWallsSeen } from "#db/wall-screens";
import type { WallReads } from "./wall-channel";

export const databaseWalls = (db: Queryable): WallReads => ({
  findPaired: (deviceHash) => findPairedWall(db, deviceHash),
  noteSeen: (wallDisplayIds, at) => noteWallsSeen(db, wallDisplayIds, at),
});
