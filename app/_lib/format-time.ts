// The streaming server writes times too, so they are put into words where both can reach it.
export * from "#models/shared/time-format";
