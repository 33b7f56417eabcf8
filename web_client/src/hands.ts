// Owns what the person is doing with the page at this moment: a finger on the screen, or writing. It listens on the
// page's only thread; it must never act by itself, only answer whether the page may move under the person.

let fingers = 0;

/** Begins to count the fingers on the screen. */
export function watch_fingers(): void {
  const count = (event: TouchEvent) => {
    fingers = event.touches.length;
  };
  for (const type of ["touchstart", "touchend", "touchcancel"] as const) {
    document.addEventListener(type, count, { passive: true, capture: true });
  }
}

export function is_writing(): boolean {
  const active = document.activeElement;
  return active instanceof HTMLTextAreaElement || (active instanceof HTMLInputElement && active.type === "text");
}

/** Nobody would lose hold of anything when the page scrolls by itself now. */
export function may_move(): boolean {
  return fingers === 0 && !is_writing();
}
