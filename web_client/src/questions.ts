// Owns the order in which a list of questions stands while somebody reads it. Pure functions, so that a test needs only data;
// the right order is the kiosk's, and nothing here may count votes.

/** The order that one reads goes on: what is gone goes, what is new comes at the end. */
export function merge_order(kept: readonly string[], now: readonly string[]): string[] {
  const there = new Set(now);
  const known = new Set(kept);
  return [...kept.filter((id) => there.has(id)), ...now.filter((id) => !known.has(id))];
}

/** Whether the list would stand in another order when it was sorted again. */
export function sorted_differently(kept: readonly string[], now: readonly string[]): boolean {
  return kept.some((id, at) => id !== now[at]);
}
