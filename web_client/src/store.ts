// Owns what this page knows of the evening: the public view, the personal view and, for who sees it, the desk.
// It is a pure function from frames to a new state (no socket, no clock, no storage), so a test needs only data.
// It must never change a state that it was given: parts that did not change stay the same object, for cheap redrawing.

import { sees_desk } from "./rights";
import type { Desk, Me, ServerFrame, View } from "./wire";

export interface Known {
  epoch: string | null;
  v: number;
  view: View | null;
  me: Me | null;
  d: number;
  desk: Desk | null;
  /** A change was missed: until a whole view comes, patches are not applied and the page must ask for one. */
  gap: boolean;
}

export const nothing_known: Known = { epoch: null, v: 0, view: null, me: null, d: 0, desk: null, gap: false };

function is_object(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * JSON Merge Patch (RFC 7396) without changing its arguments: null takes away, objects merge, everything else replaces.
 * Keys that would reach an object's prototype are dropped.
 */
export function merge_patch(target: unknown, patch: unknown): unknown {
  if (!is_object(patch)) return patch;
  const before = is_object(target) ? target : {};
  const after: Record<string, unknown> = { ...before };
  for (const key of Object.keys(patch)) {
    if (key === "__proto__") continue;
    if (patch[key] === null) delete after[key];
    else after[key] = merge_patch(before[key], patch[key]);
  }
  return after;
}

/** The state after one frame. Frames that say nothing about the evening (replies) leave it as it is. */
export function receive(known: Known, frame: ServerFrame): Known {
  if (frame.view !== undefined && frame.epoch !== undefined && frame.v !== undefined) {
    return { ...known, epoch: frame.epoch, v: frame.v, view: frame.view, gap: false };
  }
  if (frame.patch !== undefined && frame.v !== undefined) {
    if (known.gap || known.view === null) return known.gap ? known : { ...known, gap: true };
    if (frame.v <= known.v) return known; // already in the whole view that came before it
    if (frame.v !== known.v + 1) return { ...known, gap: true };
    return { ...known, v: frame.v, view: merge_patch(known.view, frame.patch) as View };
  }
  if (frame.me !== undefined) {
    return { ...known, me: frame.me, desk: sees_desk(frame.me.role) ? known.desk : null };
  }
  // who lost the right keeps nothing of the desk, whatever was still on its way
  const of_desk = frame.desk !== undefined || frame.desk_patch !== undefined;
  if (of_desk && known.me !== null && !sees_desk(known.me.role)) return known;
  if (frame.desk !== undefined && frame.d !== undefined) return { ...known, d: frame.d, desk: frame.desk };
  if (frame.desk_patch !== undefined && frame.d !== undefined) {
    if (known.gap || known.desk === null) return known.gap ? known : { ...known, gap: true };
    if (frame.d <= known.d) return known;
    if (frame.d !== known.d + 1) return { ...known, gap: true };
    return { ...known, d: frame.d, desk: merge_patch(known.desk, frame.desk_patch) as Desk };
  }
  return known;
}

/**
 * The reply to hello names the epoch of the views that follow. When it is another one, versions count anew:
 * what was known stays on the page until the whole view comes, but no patch may be laid on it.
 */
export function greeted(known: Known, epoch: string | undefined): Known {
  if (epoch === undefined || known.epoch === null || known.epoch === epoch) return known;
  return { ...known, gap: true };
}
