// Owns where a notice may stand: only where it covers nothing that people read or press at that moment. It is a pure
// function over rectangles, so a test needs no browser; it runs on the page's only thread, and must never touch the page.

/** From `top` down to `bottom`, in pixels of the window. */
export interface Stretch {
  top: number;
  bottom: number;
}

const step_px = 4;

/**
 * The top for something of this height inside `room`, as low as it can be without touching any of `taken`; where it
 * stands now is kept as long as that is free, so that it does not wander. Null when there is no such place.
 */
export function free_place(height: number, room: Stretch, taken: readonly Stretch[], now: number | null = null): number | null {
  const fits = (top: number) =>
    top >= room.top &&
    top + height <= room.bottom &&
    taken.every((one) => one.bottom <= top || one.top >= top + height);
  if (now !== null && fits(now)) return now;
  for (let top = room.bottom - height; top >= room.top; top -= step_px) if (fits(top)) return top;
  return null;
}
